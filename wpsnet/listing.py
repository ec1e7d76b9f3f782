"""One list, many doors: a QuerySet and a FilterSet behind page, CSV, XLSX, JSON and feed, with the same rows."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from wpsnet import exports
from wpsnet.exports import Listed

PER_PAGE = 50


def listing(request, filterset, *, template, name, columns, context=None, per_page=PER_PAGE, formats=exports.FORMATS):
    """Answer a list in the format that ?format= asks for.

    `filterset` is bound to request.GET; a value that does not exist in it answers 400 with the form and its errors.
    `columns` are exports.Column; `name` is the file name of a download. Raises Http404 for a page that does not exist.
    """
    if hasattr(request, "door"):
        return request.door(Listed(name, columns, filterset))
    context = {"filter": filterset, "formats": formats, "query": query_without_page(request)} | (context or {})
    if not filterset.is_valid():
        return render(request, template, context | {"page": Paginator([], per_page).page(1)}, status=400)
    format = request.GET.get("format", "html")
    if format != "html":
        return exports.answer(request, format, filterset.qs, columns, name, formats)
    return render(request, template, context | {"page": page_of(filterset.qs, request.GET.get("page", 1), per_page)})


def page_of(rows, number, per_page=PER_PAGE):
    try:
        return Paginator(rows, per_page).page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(_("This list has no page “%(number)s”.") % {"number": number}) from error


def query_without_page(request):
    """The list's filters as a query string, to build other addresses of the same list from."""
    query = request.GET.copy()
    for name in ("page", "format"):
        query.pop(name, None)
    return query.urlencode()
