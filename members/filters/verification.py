"""The filters of the secretariat's lists about rounds, silence and contacts."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import ContactCase, Member, Region, Verification, VerificationRound
from wpsnet.dates import months_later
from wpsnet.languages import in_any_language


class RoundFilter(django_filters.FilterSet):
    """All rounds: there are few."""

    class Meta:
        model = VerificationRound
        fields = []


class OfMemberFilter(django_filters.FilterSet):
    """Rows about members, by name, region and kind of the member, which stands in the column MEMBER."""

    member = "member"

    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="code", method="by_region"
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Member.Kind.choices, method="by_kind")

    def of(self, rows, asked):
        return rows.filter(**{f"{self.member}__in": Member.objects.order_by().filter(asked).values("pk")})

    def by_name(self, rows, _name, value):
        return self.of(rows, in_any_language("name__icontains", value) | Q(slug__iexact=value))

    def by_region(self, rows, _name, region):
        return self.of(rows, Q(region=region) | Q(subregion=region))

    def by_kind(self, rows, _name, kind):
        return self.of(rows, Q(kind=kind))


class AskedFilter(OfMemberFilter):
    """The members that one round has asked."""

    answer = django_filters.ChoiceFilter(label=_("Answer"), choices=Verification.Answer.choices)

    class Meta:
        model = Verification
        fields = ["answer", "name", "region", "kind"]


class VacancyFilter(OfMemberFilter):
    member = "pk"

    class Meta:
        model = Member
        fields = ["name", "region", "kind"]


class SilenceFilter(OfMemberFilter):
    """The silence board."""

    months = django_filters.NumberFilter(
        label=_("Not confirmed for at least so many months"),
        min_value=1,
        max_value=600,
        decimal_places=0,
        method="by_age",
    )

    class Meta:
        model = Verification
        fields = ["name", "region", "kind", "months"]

    def by_age(self, rows, _name, months):
        day = months_later(timezone.localdate(), -int(months))
        return rows.filter(Q(confirmed_on=None) | Q(confirmed_on__lte=day))


class CaseFilter(django_filters.FilterSet):
    """People whom mail does not reach."""

    OPEN, CLOSED = "open", "closed"
    STATES = [
        (OPEN, pgettext_lazy("contact to verify", "open")),
        (CLOSED, pgettext_lazy("contact to verify", "closed")),
    ]

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    name = django_filters.CharFilter(
        label=_("Name"), field_name="person__name", lookup_expr="icontains", max_length=100
    )

    class Meta:
        model = ContactCase
        fields = ["state", "name", "outcome"]

    def by_state(self, cases, _name, state):
        return cases.open() if state == self.OPEN else cases.exclude(closed_at=None)
