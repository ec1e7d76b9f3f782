"""Filters of who is registered for a meeting."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.filters import ANY
from meetings.models import Registration


class NameFilter(django_filters.FilterSet):
    """By name or code. A name finds nobody who is protected: it does not stand there."""

    who = django_filters.CharFilter(label=_("Name or code"), method="by_name")

    def by_name(self, rows, name, value):
        return rows.filter(Q(name__icontains=value) | Q(protected__code__iexact=value))


class RegistrationFilter(NameFilter):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Registration.State.choices, empty_label=ANY)
    seat = django_filters.ChoiceFilter(label=_("Seat"), choices=Registration.Seat.choices, empty_label=ANY)

    class Meta:
        model = Registration
        fields = ["who", "state", "seat"]


class BadgeFilter(NameFilter):
    way = django_filters.ChoiceFilter(label=_("Attends"), choices=Registration.Way.choices, empty_label=ANY)

    class Meta:
        model = Registration
        fields = ["who", "way"]


class AttendanceFilter(BadgeFilter):
    presence = django_filters.ChoiceFilter(
        label=_("Attendance"), choices=Registration.Presence.choices, empty_label=ANY
    )

    class Meta:
        model = Registration
        fields = ["who", "way", "presence"]
