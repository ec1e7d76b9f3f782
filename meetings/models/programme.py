"""The programme of work: what the chair and the members plan in a year."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting
from members.models import Member, User
from wpsnet.dates import EDTFField


class UndertakingQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False, declined_at=None)

    def waiting(self):
        return self.filter(confirmed_at=None, declined_at=None)

    def for_list(self):
        return self.select_related("member", "meeting").order_by(F("starts_first").asc(nulls_last=True), "pk")


class Undertaking(models.Model):
    """Proposed by a member, confirmed by the secretariat, and public from then on."""

    class Kind(models.TextChoices):
        EXPERT_MEETING = "expert_meeting", _("expert meeting")
        ACTION = "action", pgettext_lazy("programme of work", "action")
        INITIATIVE = "initiative", _("initiative")

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2016), MaxValueValidator(2100)])
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("planned by"))
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("what is planned"), max_length=4_000, blank=True)
    logistics = models.TextField(_("place, travel and lodging"), max_length=4_000, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts = EDTFField(_("first day"), first="starts_first", last="starts_last", blank=True)
    starts_first = models.DateField(null=True, editable=False)
    starts_last = models.DateField(null=True, editable=False)
    ends = EDTFField(_("last day"), first="ends_first", last="ends_last", blank=True)
    ends_first = models.DateField(null=True, editable=False)
    ends_last = models.DateField(null=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("meeting of the network")
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("part of the programme of work"), _("programme of work")
        ordering = ["-year", "starts_first", "pk"]
        constraints = [
            models.CheckConstraint(
                name="undertaking_confirmed_or_declined", condition=Q(confirmed_at=None) | Q(declined_at=None)
            ),
            models.CheckConstraint(
                name="undertaking_ends_after_it_begins",
                condition=Q(ends_last=None) | Q(starts_first__isnull=False, ends_last__gte=F("starts_first")),
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def anchor(self):
        return f"part-{self.pk}"

    def get_absolute_url(self):
        return f"{reverse('meetings:programme')}?year={self.year}#{self.anchor}"

    @property
    def state_label(self):
        if self.confirmed_at:
            return _("confirmed")
        return _("declined") if self.declined_at else _("waits for the secretariat")

    @property
    def period(self):
        return f"{self.starts}/{self.ends}" if self.ends and self.ends != self.starts else self.starts

    @property
    def has_fixed_days(self):
        return self.starts_first == self.starts_last and (not self.ends or self.ends_first == self.ends_last)

    @property
    def days(self):
        """First and last day on which it may be going on, for a calendar; without a date, the whole year."""
        first = self.starts_first or dt.date(self.year, 1, 1)
        return first, self.ends_last or self.starts_last or dt.date(self.year, 12, 31)
