"""The resources asked from all sides; every filter stands in the address."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans.content import all_themes, in_order
from actionplans.document_languages import language_choices
from actionplans.filters import ANY, YearFilter
from members.filters.region import RegionFilter
from members.models import Member
from observatory.models import Adherence, Resource
from wpsnet.languages import in_any_language


def themes():
    return [(theme.slug, theme.name) for theme in in_order(all_themes())]


class ResourceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Words of the title or summary"), method="by_words", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Resource.Kind.choices, empty_label=ANY)
    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    theme = django_filters.ChoiceFilter(label=_("Theme"), choices=themes, method="by_theme", empty_label=ANY)
    measure = django_filters.ChoiceFilter(
        label=_("Measure"), choices=Resource.Measure.choices, method="by_measure", empty_label=ANY
    )
    language = django_filters.ChoiceFilter(
        label=_("Can be read in"), choices=language_choices, method="by_language", empty_label=ANY
    )
    region = RegionFilter(empty_label=ANY)
    year = YearFilter(label=_("Of the year"), method="by_year", help_text=_("For example 2018."))

    class Meta:
        model = Resource
        fields = []

    def by_words(self, resources, _name, value):
        return resources.filter(
            in_any_language("title__icontains", value) | in_any_language("summary__icontains", value)
        )

    def by_name(self, resources, _name, value):
        named = Member.objects.named(value).values("pk")
        adhered = Adherence.objects.filter(member__in=named).values("resource")
        about = Resource.about.through.objects.filter(member__in=named).values("resource")
        return resources.filter(Q(member__in=named) | Q(pk__in=adhered) | Q(pk__in=about))

    def by_theme(self, resources, _name, slug):
        links = Resource.themes.through.objects.filter(Q(theme__slug=slug) | Q(theme__parent__slug=slug))
        return resources.filter(pk__in=links.values("resource"))

    def by_measure(self, resources, _name, measure):
        return resources.filter(measures__contains=[measure])

    def by_language(self, resources, _name, language):
        return resources.filter(languages__contains=[language])

    def by_year(self, resources, _name, year):
        return resources.filter(made_first__year__lte=year, made_last__year__gte=year)
