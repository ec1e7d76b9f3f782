"""Circles: closed groups of peers. What is in one is invisible outside it, so no history, search or feed reads it."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.models.people import User
from wpsnet.models import StoredFile


class CircleQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def with_convener(self):
        """Annotate `has_convener`."""
        convening = CircleMembership.objects.filter(circle=OuterRef("pk"), convenes=True)
        return self.annotate(has_convener=Exists(convening))


class Circle(models.Model):
    """A closed group, such as women peacekeepers. That it exists is known to who has signed in; who is in it is not."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    purpose = models.TextField(_("purpose"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("circle"), _("circles")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("members:circle", args=[self.slug])


class CircleMembershipQuerySet(models.QuerySet):
    def joined(self):
        """Let in by a convener, and consenting."""
        return self.exclude(joined_at=None)

    def invited(self):
        """Asked to join, or to convene, and has not answered."""
        return self.exclude(invited_to="")

    def asking(self):
        return self.filter(joined_at=None, invited_to="")

    def convening(self):
        return self.filter(convenes=True)

    def mailed(self, mails):
        """Those who can be written to now, and want their mails as MAILS says."""
        return self.joined().filter(mails=mails, person__is_active=True, circle__closed_at=None)

    def with_news(self, until):
        """Annotate `told_until`; only those in whose circle others have written since then, up to UNTIL."""
        news = Notice.objects.filter(circle=OuterRef("circle"), withdrawn_at=None, written_at__lte=until)
        news = news.filter(written_at__gt=OuterRef("told_until")).exclude(author=OuterRef("pk"))
        told = self.annotate(told_until=Coalesce("digested_at", "joined_at"))
        return told.filter(Exists(news))


class CircleMembership(models.Model):
    """A person in a circle: invited or asking until `joined_at`. Who leaves leaves no row."""

    class Mails(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day, together")
        NONE = "none", pgettext_lazy("mails", "none")

    class InvitedTo(models.TextChoices):
        JOIN = "join", _("join the circle")
        CONVENE = "convene", _("convene the circle")

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="memberships", verbose_name=_("circle"))
    person = models.ForeignKey(User, models.CASCADE, related_name="circles", verbose_name=_("person"))
    convenes = models.BooleanField(_("convenes the circle"), default=False)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())
    invited_to = models.CharField(_("invited to"), max_length=7, choices=InvitedTo, blank=True, default="")
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    introduction = models.TextField(_("what the conveners should know"), max_length=500, blank=True)
    named_to_conveners = models.BooleanField(_("show the conveners my name and my posts"), default=False)
    joined_at = models.DateTimeField(_("joined at"), null=True, blank=True)
    shown_as = models.CharField(
        _("name shown in the circle"),
        max_length=100,
        blank=True,
        help_text="empty: “member of the circle”, in the language of the reader",
    )
    show_email = models.BooleanField(_("show my e-mail address in the circle"), default=False)
    mails = models.CharField(_("mails about new notices"), max_length=10, choices=Mails, default=Mails.DAILY)
    digested_at = models.DateTimeField(null=True, blank=True, help_text="up to when the last daily mail told")

    objects = CircleMembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("membership of a circle"), _("memberships of circles")
        constraints = [
            models.UniqueConstraint(name="once_in_a_circle", fields=["circle", "person"]),
            models.CheckConstraint(
                name="who_convenes_has_joined", condition=Q(convenes=False) | Q(joined_at__isnull=False)
            ),
            models.CheckConstraint(
                name="who_has_joined_is_not_invited_to_join",
                condition=~Q(invited_to="join") | Q(joined_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def name_shown(self):
        """The name others see: the one she chose, and of a protected person never that of her account."""
        name = self.person.name.casefold()
        betrays = self.person.at_risk and bool(name) and name in self.shown_as.casefold()
        return gettext("member of the circle") if betrays or not self.shown_as else self.shown_as

    @property
    def email_shown(self):
        return self.person.email if self.show_email and not self.person.at_risk else ""


class NoticeQuerySet(models.QuerySet):
    def threads(self):
        return self.filter(reply_to=None)

    def standing(self):
        return self.filter(withdrawn_at=None)

    def worth_showing(self):
        """Threads that stand, or that others have replied to."""
        replies = Notice.objects.standing().filter(reply_to=OuterRef("pk"))
        return self.filter(Q(withdrawn_at=None) | Exists(replies))

    def with_replies(self):
        """Annotate `reply_count`."""
        return self.annotate(reply_count=Count("replies", filter=Q(replies__withdrawn_at=None)))

    def answered_by_others(self):
        """Threads with a standing reply that is not their author's."""
        others = Notice.objects.standing().filter(reply_to=OuterRef("pk"))
        return self.filter(Exists(others.exclude(author=OuterRef("author"))))


class Notice(models.Model):
    """A notice in a circle, or a reply to one. `author` is empty once she has left."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="notices", verbose_name=_("circle"))
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        CircleMembership, models.SET_NULL, null=True, related_name="notices", verbose_name=_("author")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    words = models.TextField(_("text"), max_length=20_000)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("files"), blank=True)
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("notice"), _("notices")
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(name="notice_has_a_title", condition=Q(reply_to__isnull=False) | ~Q(title="")),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def author_shown(self):
        return self.author.name_shown if self.author else gettext("somebody who has left")

    @property
    def thread(self):
        """The key of the notice that begins the thread: this one, or what it replies to."""
        return self.reply_to_id or self.pk
