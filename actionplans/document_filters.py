"""The documents of all plans, and what stands in them, asked from all sides. Every filter stands in the address."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans.document_languages import language_choices
from actionplans.filters import ANY
from actionplans.models import DocumentPage, PlanDocument
from members.models import Member
from wpsnet.languages import in_any_language
from wpsnet.search import LONGEST


class DocumentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Words in the documents"), max_length=LONGEST, method="by_words")
    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices, empty_label=ANY)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PlanDocument.Kind.choices, empty_label=ANY)
    year = django_filters.NumberFilter(label=_("Year"), method="by_year", min_value=1900, max_value=2100)

    class Meta:
        model = PlanDocument
        fields = []

    def by_words(self, documents, _name, value):
        return documents  # asks pages, not documents: see PassageFilter

    def by_name(self, documents, _name, value):
        named = Q(acronym__icontains=value) | Q(slug__iexact=value) | in_any_language("name__icontains", value)
        return documents.filter(plan__member__in=Member.objects.filter(named))

    def by_year(self, documents, _name, year):
        return documents.filter(first__year__lte=int(year), last__year__gte=int(year))


class PassageFilter(DocumentFilter):
    """The pages that hold the words asked for, the best first."""

    def filter_queryset(self, documents):
        chosen = super().filter_queryset(documents.order_by())
        return pages_with(self.form.cleaned_data["q"], chosen)


def pages_with(words, documents):
    """The pages of DOCUMENTS that answer WORDS."""
    languages = sorted(documents.order_by().values_list("language", flat=True).distinct())
    found = DocumentPage.objects.filter(document__in=documents.values("pk")).matching(words, languages)
    return found.select_related("document__plan__member", "document__source")
