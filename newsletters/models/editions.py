"""An edition of the newsletter: items in six languages, approved by a second officer, and frozen when it is sent."""

import pgtrigger
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Circle, Member, Region, User
from wpsnet.models import Mailing, StoredFile


class EditionQuerySet(models.QuerySet):
    def issued(self):
        """Sent, and so open to all; the newest first."""
        return self.exclude(issued_at=None).order_by("-number")

    def open(self):
        """Still being made."""
        return self.filter(issued_at=None)

    def words_of(self, number, language):
        """What edition NUMBER said in LANGUAGE, as newsletters.content has it; None where no such edition was sent."""
        return self.issued().filter(number=number).values_list(KeyTransform(language, "issued"), flat=True).first()

    def due(self, now):
        """Approved, and their time has come."""
        return self.open().filter(approved_at__isnull=False, send_at__lte=now)


class Edition(models.Model):
    """One number of the newsletter. `issued` is what was sent, language by language; it never changes again."""

    class Posts(models.TextChoices):
        NOBODY = "", pgettext_lazy("audience", "nobody")
        FOCAL_POINTS = "focal_points", _("the focal points")
        ALL = "all", _("everybody who holds a post")

    number = models.PositiveIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("first words"), max_length=3000, blank=True)
    to_subscribers = models.BooleanField(_("public subscribers"), default=True)
    to_posts = models.CharField(_("people of the network"), max_length=20, choices=Posts, blank=True, default=Posts.ALL)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Of the people of the network, only those of this region."),
    )
    circles = models.ManyToManyField(
        Circle, blank=True, related_name="+", verbose_name=_("circles"), help_text=_("Their members too.")
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed in by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    issued_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    issued = models.JSONField(null=True, blank=True, editable=False)
    mailing = models.OneToOneField(
        Mailing, models.PROTECT, null=True, blank=True, editable=False, related_name="edition"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("edition"), _("editions")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="edition_is_approved_by_a_second_officer",
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="edition_is_approved_before_it_is_sent",
                condition=Q(issued_at=None) | Q(approved_at__isnull=False, issued__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_has_its_time_only_when_approved",
                condition=Q(send_at=None) | Q(approved_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_edition_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.issued_at IS NOT NULL AND (OLD.issued, OLD.number, OLD.issued_at) IS DISTINCT FROM"
                    " (NEW.issued, NEW.number, NEW.issued_at)"
                ),
            )
        ]

    def __str__(self):
        return f"#{self.number}"

    def get_absolute_url(self):
        return reverse("newsletters:edition", args=[self.number])

    @property
    def state(self):
        """Where it stands, in one word: draft, submitted, approved, scheduled, issued."""
        if self.issued_at:
            return "issued"
        if self.approved_at:
            return "scheduled" if self.send_at else "approved"
        return "submitted" if self.submitted_at else "draft"

    @property
    def is_late(self):
        """Its time passed so long ago that somebody must be asked first."""
        return self.send_at is not None and self.send_at < timezone.now() - Mailing.LATE


class ItemQuerySet(models.QuerySet):
    def for_edition(self):
        return self.select_related("member", "picture").order_by("section_order", "order", "pk")

    def with_open_remarks(self):
        """For those who make the edition: how many remarks nobody has settled."""
        return self.annotate(open_remarks=Count("remarks", filter=Q(remarks__isnull=False, remarks__settled_at=None)))


class Item(models.Model):
    """One piece of news of an edition, in plain paragraphs, with the place where more can be read."""

    class Section(models.TextChoices):
        PLAN = "plan", _("Action plans")
        PRACTICE = "practice", _("Good practice")
        DEVELOPMENT = "development", _("Developments")
        PROJECT = "project", _("Projects")
        KNOWLEDGE = "knowledge", _("Publications and tools")
        EVENT = "event", _("Events")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items", verbose_name=_("edition"))
    section = models.CharField(_("section"), max_length=20, choices=Section)
    section_order = models.PositiveSmallIntegerField(editable=False)
    order = models.PositiveIntegerField(editable=False, default=0)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=4000)
    link = models.CharField(
        _("where more can be read"),
        max_length=500,
        blank=True,
        help_text=_("The address of a page, best one of this portal."),
    )
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from whom")
    )
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_text = models.CharField(
        _("what the picture shows, for those who do not see it"), max_length=300, blank=True
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("item"), _("items")
        ordering = ["edition", "section_order", "order", "pk"]
        constraints = [
            models.CheckConstraint(name="item_link_is_web", condition=Q(link="") | Q(link__regex=r"^(https?://|/)")),
        ]

    def __str__(self):
        return self.title
