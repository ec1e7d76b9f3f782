"""The documents of plans, for readers: the list of all, the search in them, one document and its pages."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from actionplans import shelf
from actionplans.document_filters import DocumentFilter, PassageFilter, pages_with
from actionplans.forms.documents import WordsForm
from actionplans.models import MOST_HITS, DocumentPage, PlanDocument
from wpsnet import files
from wpsnet.listing import listing, page_of
from wpsnet.public_cache import public_page
from wpsnet.search import TooSlowError, limited

PER_PAGE = 20  # passages


def document_or_404(member, slug, pk):
    place = {"plan__member__slug": member, "plan__slug": slug, "pk": pk}
    found = PlanDocument.objects.published().for_page().filter(**place).first()
    if found is None:
        raise Http404(_("This document is not known here, or it has been withdrawn or replaced."))
    return found


@public_page
def documents(request):
    """All documents; with words, the pages that hold them."""
    asked = request.GET.get("q", "").strip()
    filters = PassageFilter if asked else DocumentFilter
    context = {"section": "plans", "asked": asked, "most": MOST_HITS}
    options = {"template": "actionplans/documents.html", "name": "passages" if asked else "documents"}
    if asked:
        options |= {"per_page": PER_PAGE, "columns": shelf.passages(asked)}
    else:
        options |= {"columns": shelf.DOCUMENTS}
    try:
        with limited():
            found = filters(request.GET, PlanDocument.objects.published().for_list())
            return listing(request, found, context=context, **options)
    except TooSlowError:
        context |= {"filter": DocumentFilter(request.GET), "page": Paginator([], PER_PAGE).page(1), "too_slow": True}
        return render(request, "actionplans/documents.html", context, status=503)


@public_page
def document(request, member, slug, pk):
    """What is known of one document, and a search in it."""
    found = document_or_404(member, slug, pk)
    form = WordsForm(request.GET)
    context = {"document": found, "form": form, "told": shelf.TOLD.get(found.text_state), "section": "plans"}
    if not form.is_valid():
        return render(request, "actionplans/document.html", context, status=400)
    if asked := form.cleaned_data["q"]:
        hits = pages_with(asked, PlanDocument.objects.filter(pk=found.pk)).order_by("number")
        context |= {"asked": asked, "page": page_of(hits, request.GET.get("page", 1), PER_PAGE)}
    else:
        context["pages"] = list(found.pages.order_by("number").values_list("number", flat=True))
    return render(request, "actionplans/document.html", context)


@public_page
def page(request, member, slug, pk, number):
    """The text of one page."""
    found = document_or_404(member, slug, pk)
    shown = DocumentPage.objects.filter(document=found, number=number).defer("vector").first()
    if shown is None:
        raise Http404(_("This document has no page of that number, or its text is not kept here."))
    form = WordsForm(request.GET)
    read = found.pages.count()
    context = {
        "document": found,
        "shown": shown,
        "asked": form.cleaned_data["q"] if form.is_valid() else "",
        "before": number - 1,
        "after": number + 1 if number < read else 0,
        "count": found.page_count or read,
        "section": "plans",
    }
    return render(request, "actionplans/document_page.html", context)


@public_page
def file(request, member, slug, pk):
    """The file in the browser's own viewer: a PDF only, since a browser shows no other kind without risk."""
    found = document_or_404(member, slug, pk)
    return give(found, inline=found.is_pdf)


@public_page
def download(request, member, slug, pk):
    return give(document_or_404(member, slug, pk), inline=False)


def give(document, *, inline):
    if document.file is None:
        raise Http404(_("This document is not kept here; its own page says where it can be read."))
    return files.give(document.file, inline=inline)
