"""Actions of all plans, asked by year, level, lead body, member and plan."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans import board
from actionplans.filters import ANY
from actionplans.models import Action, Outcome, Plan, last_year_due
from members.filters.region import RegionFilter
from members.models import Member


class ActionFilter(django_filters.FilterSet):
    year = django_filters.NumberFilter(
        label=_("Year"), method="by_year", min_value=2000, max_value=2100, decimal_places=0
    )
    state = django_filters.ChoiceFilter(
        label=_("How far it was met"),
        choices=[*Outcome.choices, ("silent", _("no update given"))],
        method="by_state",
        empty_label=ANY,
    )
    lead = django_filters.CharFilter(label=_("Lead body"), field_name="lead", lookup_expr="iexact", max_length=200)
    lead_type = django_filters.ChoiceFilter(label=_("Led by"), choices=Plan.LeadType.choices, empty_label=ANY)
    member = django_filters.CharFilter(label=_("Country or organization"), method="by_member", max_length=100)
    plan = django_filters.CharFilter(label=_("Plan, such as NAM/1"), method="by_plan", max_length=150)
    region = RegionFilter(at="objective__plan__member__", empty_label=ANY)

    class Meta:
        model = Action
        fields = []

    @property
    def asked_year(self):
        """The year that is asked about: the last one of which reports are due, where none is given."""
        given = getattr(self.form, "cleaned_data", {}).get("year") if self.is_valid() else None
        return int(given) if given else last_year_due()

    def filter_queryset(self, actions):
        return super().filter_queryset(actions.for_list(self.asked_year))

    def by_year(self, actions, _name, _year):
        return actions  # it shapes every row: see filter_queryset

    def by_state(self, actions, _name, state):
        return actions.filter(outcome=None) if state == "silent" else actions.filter(outcome=state)

    def by_member(self, actions, _name, value):
        members = Member.objects.filter(Q(slug__iexact=value) | Q(pk__in=Member.objects.named(value).values("pk")))
        return actions.filter(objective__plan__member__in=members.order_by().values("pk"))

    def by_plan(self, actions, _name, address):
        member, _slash, slug = address.partition("/")
        return actions.filter(objective__plan__member__slug=member, objective__plan__slug=slug)


class BoardFilter(ActionFilter):
    """The same questions to the board, and by what it counts."""

    by = django_filters.ChoiceFilter(
        label=_("Count by"),
        choices=[(name, label) for name, (_field, label) in board.GROUPS.items()],
        method="by_year",
        empty_label=None,
    )
    state = None

    @property
    def group(self):
        return (self.is_valid() and self.form.cleaned_data["by"]) or "lead"

    def filter_queryset(self, actions):
        found = django_filters.FilterSet.filter_queryset(self, actions)
        return board.lines(found, self.asked_year, self.group)
