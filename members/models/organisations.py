"""Which states belong to which regional organisation: public facts, each from a page of the organisation."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from wpsnet.dates import EDTFField
from wpsnet.models import Source


class OrganisationMembershipQuerySet(models.QuerySet):
    def on(self, day=None):
        """What certainly holds on DAY, today by default. A missing date is one that nobody has written down."""
        day = day or timezone.localdate()
        return self.filter(Q(since_last=None) | Q(since_last__lte=day), Q(until_first=None) | Q(until_first__gt=day))


class OrganisationMembership(models.Model):
    """MEMBER belongs to ORGANISATION; `until` is the first day on which it no longer does."""

    organisation = models.ForeignKey(
        Member, models.PROTECT, related_name="belonging", verbose_name=_("regional organization")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="organisations", verbose_name=_("member"))
    since = EDTFField(_("since"), first="since_first", last="since_last", blank=True)
    since_first = models.DateField(null=True, editable=False)
    since_last = models.DateField(null=True, editable=False)
    until = EDTFField(_("until"), first="until_first", last="until_last", blank=True)
    until_first = models.DateField(null=True, editable=False)
    until_last = models.DateField(null=True, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    objects = OrganisationMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a regional organization")
        verbose_name_plural = _("memberships of regional organizations")
        ordering = ["organisation", "member"]
        constraints = [
            models.UniqueConstraint(name="one_membership_of_an_organisation", fields=["organisation", "member"]),
            models.CheckConstraint(name="no_member_of_itself", condition=~Q(organisation=F("member"))),
        ]

    def __str__(self):
        return f"{self.member_id} in {self.organisation_id}"
