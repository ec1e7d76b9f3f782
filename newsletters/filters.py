"""Editions, asked by year."""

import django_filters
from django.utils.translation import gettext_lazy as _

from newsletters.models import Edition


class EditionFilter(django_filters.FilterSet):
    year = django_filters.NumberFilter(label=_("Year"), field_name="issued_at", lookup_expr="year", min_value=2016)

    class Meta:
        model = Edition
        fields = []
