import django_filters
from django.utils.translation import gettext_lazy as _

from wpsnet.models import Suppression


class SuppressionFilter(django_filters.FilterSet):
    """Addresses to which no bulk mail goes, and why."""

    address = django_filters.CharFilter(
        label=_("Part of the address"), field_name="address", lookup_expr="icontains", max_length=100
    )
    reason = django_filters.ChoiceFilter(label=_("Why"), choices=Suppression.Reason.choices)

    class Meta:
        model = Suppression
        fields = ["address", "reason"]
