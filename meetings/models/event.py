"""What partners and members of the network hold: announced here, so that others can come."""

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Member
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
from wpsnet.models import Source


class EventQuerySet(models.QuerySet):
    def for_list(self):
        organisers = Prefetch("organisers", Member.objects.order_by(alphabetical("name"), "slug"))
        return self.select_related("source").prefetch_related(organisers)

    def with_last_day(self):
        """Annotate `last_day`, the latest day on which it may still be going on."""
        return self.annotate(last_day=Coalesce("ends_last", "starts_last"))

    def upcoming(self, on=None):
        """Not over on the day ON, today by default; the next first."""
        upcoming = self.with_last_day().filter(last_day__gte=on or timezone.localdate())
        return upcoming.order_by("starts_first", "starts_last", "pk")

    def past(self, on=None):
        """Over; the last first."""
        past = self.with_last_day().filter(last_day__lt=on or timezone.localdate())
        return past.order_by("-starts_first", "-pk")


class Event(models.Model):
    """An event that somebody else holds; the network's own are Meetings. Days only: the hour is the organisers' to say."""

    title = models.CharField(_("title"), max_length=300)
    organisers = models.ManyToManyField(Member, related_name="events", verbose_name=_("organizers"))
    starts = EDTFField(_("first day"), first="starts_first", last="starts_last")
    starts_first = models.DateField(editable=False)
    starts_last = models.DateField(editable=False)
    ends = EDTFField(_("last day"), first="ends_first", last="ends_last", blank=True)
    ends_first = models.DateField(null=True, editable=False)
    ends_last = models.DateField(null=True, editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    url = models.URLField(_("address of the event's own page"), max_length=500, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("event"), _("events")
        ordering = ["-starts_first", "-pk"]
        indexes = [models.Index(name="events_by_day", fields=["starts_first"])]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_last=None) | Q(ends_last__gte=F("starts_first")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(name="event_url_is_web", condition=Q(url="") | Q(url__regex=r"^https?://")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:event", args=[self.pk])

    @property
    def period(self):
        """The days as one EDTF date."""
        return f"{self.starts}/{self.ends}" if self.ends and self.ends != self.starts else self.starts

    @property
    def is_over(self):
        return (self.ends_last or self.starts_last) < timezone.localdate()

    @property
    def has_fixed_days(self):
        """Whether the days are known, not only the month or the year."""
        return self.starts_first == self.starts_last and (not self.ends or self.ends_first == self.ends_last)
