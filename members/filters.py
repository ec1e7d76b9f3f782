import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member, Region
from wpsnet.languages import CODES, column


class MemberFilter(django_filters.FilterSet):
    """The directory: by part of a name in any of the six languages, kind, group and region."""

    name = django_filters.CharFilter(label=_("Name"), method="by_name", max_length=100)
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="code", method="by_region"
    )

    class Meta:
        model = Member
        fields = ["name", "kind", "un_group", "region"]

    def by_name(self, members, _name, value):
        matches = Q(acronym__icontains=value) | Q(slug__iexact=value)
        for code in CODES:
            matches |= Q(**{f"{column('name', code)}__icontains": value})
        return members.filter(matches)

    def by_region(self, members, _name, region):
        return members.filter(Q(region=region) | Q(subregion=region))
