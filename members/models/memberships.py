"""Since when, and until when, a member belongs to the network."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import DateField, F, Func, Q
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.member import Member
from wpsnet.dates import EDTFField
from wpsnet.models import Source


class MembershipQuerySet(models.QuerySet):
    def on(self, day=None):
        """Periods that certainly include DAY, today by default."""
        day = day or timezone.localdate()
        return self.filter(Q(since_last=None) | Q(since_last__lte=day), Q(until_first=None) | Q(until_first__gte=day))

    def not_over(self, day=None):
        """Periods that have not ended by DAY, today by default; one may be still to begin, in a year that has begun."""
        return self.filter(Q(until_first=None) | Q(until_first__gte=day or timezone.localdate()))


class Membership(models.Model):
    """A period in which MEMBER belongs to the network, or observes it. A missing date is one that nobody has told."""

    class Standing(models.TextChoices):
        MEMBER = "member", pgettext_lazy("of the network", "member")
        OBSERVER = "observer", pgettext_lazy("of the network", "observer")

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", verbose_name=_("member"))
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.MEMBER)
    since = EDTFField(_("since"), first="since_first", last="since_last", blank=True)
    since_first = models.DateField(null=True, editable=False)
    since_last = models.DateField(null=True, editable=False)
    until = EDTFField(_("until"), first="until_first", last="until_last", blank=True)
    until_first = models.DateField(null=True, editable=False)
    until_last = models.DateField(null=True, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        ordering = ["-since_first", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(since_first=None) | Q(until_last=None) | Q(until_last__gte=F("since_first")),
                violation_error_message=_("The end must not be before the beginning."),
            ),
            ExclusionConstraint(
                name="one_standing_at_a_time",
                expressions=[
                    (F("member"), RangeOperators.EQUAL),
                    # the days that are certain: a year that ends one period may begin the next
                    (
                        Func(
                            Cast(Least("since_last", "until_first"), DateField()),
                            Cast("until_first", DateField()),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This period overlaps another one of the same member."),
            ),
        ]

    def __str__(self):
        return f"{self.member_id} {self.since}/{self.until}"
