"""What members promise outside their plans, what lights up a plan, and what has become of each promise.

Each is written down with its source, then published by whoever publishes for the member.
"""

from django.db import models
from django.db.models import CheckConstraint, OuterRef, Q, Subquery, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.plan import Plan
from members.models import Member, User
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
from wpsnet.models import Source


class ToldQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None).filter(withdrawn_at=None)

    def proposed(self):
        """Written by somebody who may not publish; whoever publishes for the member decides."""
        return self.filter(published_at=None, withdrawn_at=None)

    def standing(self):
        return self.filter(withdrawn_at=None)


class Told(models.Model):
    """A record with its source that is proposed, then published, and may be withdrawn; it is never deleted."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ToldQuerySet.as_manager()

    class Meta:
        abstract = True


class Initiative(Told):
    """What a plan starts beyond its own text, such as a network of mediators, and who may join it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="initiatives", verbose_name=_("action plan"))
    name = models.CharField(_("name"), max_length=200)
    words = models.TextField(_("in words"), blank=True)
    joining = models.TextField(_("who may join, and how"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("initiative"), _("initiatives")
        ordering = ["plan", "pk"]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def member(self):
        return self.plan.member

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#initiative-{self.pk}"


class Outcome(models.TextChoices):
    """The four levels in which progress is told."""

    EXCEEDED = "exceeded", pgettext_lazy("progress", "exceeded")
    MET = "met", pgettext_lazy("progress", "met")
    LIMITED = "limited", pgettext_lazy("progress", "limited")
    NONE = "none", pgettext_lazy("progress", "none")


KEPT = [Outcome.EXCEEDED, Outcome.MET]


class CommitmentQuerySet(ToldQuerySet):
    def with_latest(self):
        """Annotate `outcome` and `told_year` of the last follow-up that is published; None where no update was given."""
        newest = CommitmentFollowUp.objects.published().filter(commitment=OuterRef("pk")).order_by("-year", "-pk")
        return self.annotate(
            outcome=Subquery(newest.values("outcome")[:1]), told_year=Subquery(newest.values("year")[:1])
        )

    def for_list(self):
        """With what a row of the list shows, the newest first."""
        rows = self.published().with_latest().select_related("member", "source")
        return rows.order_by("-made_last", alphabetical("name", "member__"), "pk")


class Commitment(Told):
    """What MEMBER promised on an occasion outside its plans."""

    class Level(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("level", "national")
        REGIONAL = "regional", pgettext_lazy("level", "regional")
        INTERNATIONAL = "international", pgettext_lazy("level", "international")

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="commitments", verbose_name=_("country or organization")
    )
    level = models.CharField(_("level"), max_length=15, choices=Level)
    words = models.TextField(_("what was promised"))
    occasion = models.CharField(_("occasion"), max_length=200, blank=True)
    made = EDTFField(_("made on"), first="made_first", last="made_last")
    made_first = models.DateField(null=True, editable=False)
    made_last = models.DateField(null=True, editable=False)
    due = EDTFField(_("due"), last="due_last", blank=True)
    due_last = models.DateField(null=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("commitment"), _("commitments")
        ordering = ["-made_last", "pk"]
        indexes = [
            models.Index(
                name="published_commitments",
                fields=["-made_last"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            )
        ]
        constraints = [
            CheckConstraint(
                name="due_after_it_was_made",
                condition=Q(due_last=None) | Q(made_first=None) | Q(due_last__gte=models.F("made_first")),
                violation_error_message=_("It cannot be due before it was made."),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"

    def get_absolute_url(self):
        return reverse("actionplans:commitment", args=[self.pk])

    @property
    def is_late(self):
        """Due, and the last follow-up, if any, does not say that it was met."""
        return bool(self.due_last and self.due_last < timezone.localdate() and self.outcome not in KEPT)


class CommitmentFollowUp(Told):
    """How far a commitment was met in a year, with the evidence as its source."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="follow_ups", verbose_name=_("commitment"))
    year = models.PositiveSmallIntegerField(_("year"))
    outcome = models.CharField(_("how far it was met"), max_length=10, choices=Outcome)
    words = models.TextField(_("in words"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("follow-up"), _("follow-ups")
        ordering = ["-year", "-pk"]
        constraints = [
            UniqueConstraint(
                name="one_follow_up_a_year",
                fields=["commitment", "year"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def member(self):
        return self.commitment.member
