"""A chair's summary as it is read: final, by all, each paragraph at an address; circulated, by delegations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import docx
from meetings.actions import suggestions as actions
from meetings.actions.chair_summary import IsFinal, NotYet
from meetings.chair_text import beside, document, number_of, numbered, pieces, rows_of, suggested
from meetings.forms.chair_summary import BesideForm, LanguageForm, SuggestionForm
from meetings.models import ChairSummary, Paragraph, Suggestion
from meetings.rules import delegations_of
from members.typed import keeps_typed_text, sent
from wpsnet.documents import document_response
from wpsnet.languages import CODES, direction, texts_of
from wpsnet.public_cache import public_page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def of_meeting(slug):
    return get_object_or_404(ChairSummary.objects.select_related("meeting"), meeting__slug=slug)


def final_of(slug):
    found = of_meeting(slug)
    if not found.is_final:
        raise Http404
    return found


@public_page
def summary(request, slug):
    found, form = final_of(slug), BesideForm(request.GET)
    match request.GET.get("format", "html"):
        case "pdf":
            return document_response(request, "chair-summary", slug)
        case "docx":
            return docx_response(found)
        case "html":
            context = document(found, get_language())
            context |= {
                "form": form,
                "beside": form.language,
                "pairs": beside(context["rows"], get_language(), form.language),
                "corrigenda": found.corrigenda.select_related("paragraph").order_by("number"),
                "section": "meetings",
            }
            return render(request, "meetings/summary.html", context, status=200 if form.is_valid() else 400)
    raise Http404(_("This page cannot be had in that format."))


def docx_response(found):
    content = docx.of(document(found, get_language()))
    name = f"{found.meeting.slug}-{get_language()}.docx"
    return HttpResponse(content, DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@public_page
def paragraph(request, slug, number):
    """One paragraph in all languages that have it, with what was corrected: the address by which it is cited."""
    found = final_of(slug)
    row = get_object_or_404(found.paragraphs.prefetch_related("footnotes"), number=number_of(number))
    context = {
        "summary": found,
        "meeting": found.meeting,
        "row": row,
        "versions": [pieces([row], code)[0] for code in CODES if code in texts_of(row, "text")],
        "corrigenda": found.corrigenda.filter(paragraph=row).order_by("number"),
        "section": "meetings",
    }
    return render(request, "meetings/paragraph.html", context)


# --- Circulated for correction ----------------------------------------------------------------------------------------


def circulated_of(request, slug):
    found = of_meeting(slug)
    if not request.user.has_perm("meetings.read_circulated"):
        raise PermissionDenied(_("Only those who hold a post in the network read a summary before it is final."))
    if found.state == ChairSummary.State.DRAFT:
        raise Http404
    return found


@require_safe
def circulated(request, slug):
    """The text with what delegations suggest beside each paragraph, and what the chair answered."""
    found, form = circulated_of(request, slug), LanguageForm(request.GET or None, initial={"into": get_language()})
    if found.is_final:
        return redirect(found)
    if request.GET.get("format") == "docx":
        return docx_response(found)
    rows = suggested(numbered(rows_of(found)))
    context = {
        "summary": found,
        "meeting": found.meeting,
        "pieces": pieces(rows, form.language),
        "form": form,
        "language": form.language,
        "may_suggest": found.takes_suggestions and request.user.has_perm("meetings.suggest"),
        "section": "desk",
    }
    return render(request, "meetings/circulated.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
def suggest(request, slug, pk):
    found, language = circulated_of(request, slug), LanguageForm(request.GET).language
    if not request.user.has_perm("meetings.suggest"):
        raise PermissionDenied(_("Those who speak for a delegation suggest corrections."))
    row = get_object_or_404(found.paragraphs.select_related("summary"), pk=pk)
    suggestion = Suggestion(paragraph=row, language=language)
    form = SuggestionForm(
        sent(request),
        instance=suggestion,
        posts=delegations_of(request.user),
        language=language,
        initial=words_in(row, language),
    )
    if request.method == "POST" and form.is_valid() and kept(request, form):
        messages.success(request, _("Your suggestion stands beside the paragraph. The chair answers it there."))
        return redirect("meetings:circulated", slug)
    context = {
        "form": form,
        "row": row,
        "meeting": found.meeting,
        "language": language,
        "direction": direction(language),
        "section": "desk",
    }
    return render(request, "meetings/suggest.html", context, status=400 if request.method == "POST" else 200)


def words_in(row, language):
    return {"text": texts_of(row, "text").get(language, "")}


def kept(request, form):
    try:
        actions.suggest(form.instance, by=request.user)
    except (IsFinal, NotYet):
        form.add_error(
            None, _("The time for corrections is over. Please write to the secretariat; your words are still here.")
        )
    except Paragraph.DoesNotExist:
        raise Http404 from None
    else:
        return True
    return False
