"""The region as a filter of any list whose rows belong to a member."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Region


class RegionFilter(django_filters.ModelChoiceFilter):
    """Rows whose member lies in a region or a sub-region. AT leads from a row to its member; "" where the row is one."""

    def __init__(self, *, at="member__", **options):
        self.at = at
        super().__init__(label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="code", **options)

    def filter(self, rows, region):
        if not region:
            return rows
        return rows.filter(Q(**{f"{self.at}region": region}) | Q(**{f"{self.at}subregion": region}))
