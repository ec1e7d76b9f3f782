"""The search page."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from observatory.forms.search import SearchForm
from wpsnet import exports
from wpsnet.listing import page_of, query_without_page
from wpsnet.public_cache import public_page
from wpsnet.search import TooSlowError, counts, kinds, limited, near, search
from wpsnet.words import snippet

PER_PAGE = 20
FORMATS = ("csv", "json")  # rows of search have no use as a table to reckon with, nor as a feed

COLUMNS = [
    exports.Column("kind", _("kind"), lambda entry: entry.kind),
    exports.Column("title", _("title"), lambda entry: entry.title),
    exports.Column("language", _("language"), lambda entry: entry.language),
    exports.Column("address", pgettext_lazy("of a page", "address"), lambda entry: entry.get_absolute_url()),
    exports.Column("date", _("date"), lambda entry: entry.date and entry.date.isoformat()),
]


@public_page
def search_page(request):
    form = SearchForm(request.GET)
    context = {"form": form, "formats": FORMATS, "query": query_without_page(request)}
    if not form.is_valid():
        return render(request, "observatory/search.html", context, status=400)
    asked, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
    try:
        with limited():
            if request.GET.get("format", "html") != "html":
                return download(request, asked, kind)
            context |= found(asked, kind, request.GET.get("page", 1)) if asked else {}
    except TooSlowError:
        return render(request, "observatory/search.html", context | {"asked": asked, "too_slow": True}, status=503)
    return render(request, "observatory/search.html", context)


def found(asked, kind, number):
    """What the page shows for a question: the page of results and the number of each kind, or else near spellings."""
    language, by_kind = get_language(), counts(asked)
    facets = [{"kind": name, "label": kinds[name].label, "records": records} for name, records in by_kind.items()]
    total = sum(by_kind.values()) if not kind else by_kind.get(kind, 0)
    context = {"asked": asked, "kind": kind, "facets": facets, "total": total, "all": sum(by_kind.values())}
    if not total:
        return context | {"near": results(near(asked, language) if not by_kind else [], asked)}
    page = page_of(search(asked, language, kind), number, PER_PAGE)
    return context | {"page": page, "results": results(page.object_list, asked)}


def results(entries, asked):
    return [
        {"entry": entry, "label": kinds[entry.kind].label, "snippet": snippet(entry.body, asked)} for entry in entries
    ]


def download(request, asked, kind):
    if request.GET["format"] not in FORMATS:
        raise Http404(_("This list cannot be had as “%(format)s”.") % {"format": request.GET["format"]})
    rows = search(asked, get_language(), kind)
    return exports.answer(request, request.GET["format"], rows, COLUMNS, "search")
