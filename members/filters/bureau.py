import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.filters.directory import ANY
from members.models import BureauTerm, Member
from wpsnet.languages import alphabetical


class BureauFilter(django_filters.FilterSet):
    """The terms in the chair. The day says who is outgoing, in the chair and incoming; it takes no row away."""

    as_of = django_filters.DateFilter(
        label=_("As of"),
        method="by_day",
        input_formats=["%Y-%m-%d"],
        help_text=_("For example 2017-09-21."),
        error_messages={"invalid": _("This is not a day. Write it as 2017-09-21.")},
    )
    year = django_filters.NumberFilter(
        label=_("Year"), method="by_year", min_value=2016, max_value=9999, decimal_places=0
    )
    member = django_filters.ModelChoiceFilter(
        label=_("Country or organization"),
        queryset=lambda request: Member.objects.filter(pk__in=BureauTerm.objects.values("member")).order_by(
            alphabetical("name")
        ),
        to_field_name="slug",
        empty_label=ANY,
    )

    class Meta:
        model = BureauTerm
        fields = ["as_of", "year", "member"]

    def by_day(self, terms, _name, _day):
        return terms

    def by_year(self, terms, _name, year):
        return terms.filter(year=year)

    @property
    def day(self):
        return (self.is_valid() and self.form.cleaned_data["as_of"]) or timezone.localdate()
