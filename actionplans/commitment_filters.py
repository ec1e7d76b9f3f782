"""The commitments asked by member, level, year and what has become of them."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.filters import ANY, YearFilter, organisations
from actionplans.models import KEPT, Commitment, Outcome
from members.filters.region import RegionFilter
from members.models import Member, OrganisationMembership

STATES = [
    *Outcome.choices,
    ("silent", _("no update given")),
    ("late", _("due, and not met as far as is known")),
]


class CommitmentFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Commitment.Level.choices, empty_label=ANY)
    state = django_filters.ChoiceFilter(
        label=_("What became of it"), choices=STATES, method="by_state", empty_label=ANY
    )
    region = RegionFilter(empty_label=ANY)
    organisation = django_filters.ModelChoiceFilter(
        label=_("Member of the organization"),
        queryset=organisations,
        to_field_name="slug",
        method="by_organisation",
        empty_label=ANY,
    )
    year = YearFilter(label=_("Made in the year"), method="by_year", help_text=_("For example 2018."))

    class Meta:
        model = Commitment
        fields = []

    def by_name(self, commitments, _name, value):
        return commitments.filter(member__in=Member.objects.named(value).values("pk"))

    def by_state(self, commitments, _name, value):
        if value == "silent":
            return commitments.filter(outcome=None)
        if value == "late":
            unmet = Q(outcome=None) | ~Q(outcome__in=KEPT)
            return commitments.filter(unmet, due_last__lt=timezone.localdate())
        return commitments.filter(outcome=value)

    def by_organisation(self, commitments, _name, organisation):
        members = OrganisationMembership.objects.on().filter(organisation=organisation)
        return commitments.filter(Q(member__in=members.values("member")) | Q(member=organisation))

    def by_year(self, commitments, _name, year):
        return commitments.filter(made_first__year__lte=year, made_last__year__gte=year)
