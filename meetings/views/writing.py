"""Writing a chair's summary: its pieces, what stands around them, and the way from the draft to the final text."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings.actions import chair_summary as actions
from meetings.actions import drawing
from meetings.chair_text import beside, numbered, rows_of, suggested
from meetings.drawing import statements_left, texts_in, uploads
from meetings.forms.chair_summary import (
    CirculateForm,
    CorrigendumForm,
    MastheadForm,
    ParagraphForm,
    SignatoryForms,
)
from meetings.models import ChairSummary, Corrigendum, Meeting, Paragraph
from meetings.views.chair_summary import BesideForm
from members.naming import name_for
from members.typed import keeps_typed_text, sent
from wpsnet.documents import document_response
from wpsnet.languages import CODES, column, direction

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
IS_FINAL = gettext_lazy("The summary is final. Nothing has changed. What is wrong in it is said in a corrigendum.")


def meeting_for(request, slug):
    meeting = get_object_or_404(Meeting.objects.prefetch_related("chairs"), slug=slug)
    if not request.user.has_perm("meetings.write_summary", meeting):
        raise PermissionDenied(_("The secretariat, the bureau and those who chair the meeting write its summary."))
    return meeting


def summary_for(request, slug):
    meeting = meeting_for(request, slug)
    found = get_object_or_404(ChairSummary, meeting=meeting)
    found.meeting = meeting
    return found


def told_when_refused(view):
    """Where the summary became final, or somebody was faster, VIEW leads back with a sentence that says so."""

    @wraps(view)
    def inner(request, slug, *args, **kwargs):
        try:
            return view(request, slug, *args, **kwargs)
        except actions.IsFinal:
            messages.error(request, IS_FINAL)
        except actions.NotYet:
            messages.error(
                request, _("The summary is not as it was when you looked at it. Nothing has changed; look at it again.")
            )
        return redirect("meetings:write_summary", slug)

    return inner


@shown_and_acted_on
def write(request, slug):
    """All pieces, two languages side by side. Posting begins the summary."""
    meeting = meeting_for(request, slug)
    if request.method == "POST":
        actions.begin(meeting, by=request.user)
        return redirect("meetings:write_summary", slug)
    found = ChairSummary.objects.filter(meeting=meeting).first()
    if found is None:
        return render(request, "desk/summary_begin.html", {"meeting": meeting, "section": "desk"})
    found.meeting = meeting
    if request.GET.get("format") == "pdf":
        return document_response(request, "chair-summary", slug)
    form = BesideForm(request.GET)
    rows = suggested(numbered(rows_of(found)))
    context = {
        "summary": found,
        "meeting": meeting,
        "form": form,
        "beside": form.language,
        "pairs": beside(rows, get_language(), form.language),
        "waiting": sum(one.accepted is None for row in rows for one in row.told),
        "last": rows[-1] if rows else None,
        "may_answer": request.user.has_perm("meetings.answer_suggestions", meeting),
        "section": "desk",
    }
    return render(request, "desk/summary_write.html", context, status=200 if form.is_valid() else 400)


@shown_and_acted_on
@keeps_typed_text
def masthead(request, slug):
    found = summary_for(request, slug)
    given = sent(request)
    form, people = MastheadForm(given, instance=found), SignatoryForms(given, instance=found)
    if request.method == "POST" and form.is_valid() & people.is_valid() and masthead_kept(request, form, people):
        messages.success(request, _("Saved."))
        return redirect("meetings:write_summary", slug)
    context = {"form": form, "people": people, "meeting": found.meeting, "section": "desk"}
    return render(request, "desk/summary_masthead.html", context, status=400 if request.method == "POST" else 200)


def masthead_kept(request, form, people):
    try:
        actions.save_masthead(form.instance, people, version=form.cleaned_data["version"], by=request.user)
    except actions.IsFinal:
        form.add_error(None, IS_FINAL)
    except actions.NotYet:
        form.add_error(
            None,
            _("Somebody else saved this page meanwhile. Your words are still here: copy them, and open the page anew."),
        )
    else:
        return True
    return False


# --- Pieces -----------------------------------------------------------------------------------------------------------


@shown_and_acted_on
@keeps_typed_text
def add(request, slug):
    """A new piece behind another, ?after=, or a footnote of one, ?note_of=."""
    found = summary_for(request, slug)
    after, note_of = asked(request, found, "after"), asked(request, found, "note_of")
    kind = Paragraph.Kind.FOOTNOTE if note_of else Paragraph.Kind.PARAGRAPH
    piece = Paragraph(summary=found, kind=kind, note_of=note_of)
    form = ParagraphForm(sent(request), instance=piece)
    if request.method == "POST" and form.is_valid() and inserted(request, form, after):
        return saved(request, slug, form)
    return piece_page(request, form, found)


def asked(request, found, name):
    """The piece that the address names, or None."""
    pk = request.GET.get(name, "")
    return get_object_or_404(found.paragraphs, pk=pk, note_of=None) if pk.isdigit() else None


def inserted(request, form, after):
    try:
        actions.insert(form.instance.summary, form.instance, after=after, by=request.user)
    except actions.IsFinal:
        form.add_error(None, IS_FINAL)
        return False
    return True


@shown_and_acted_on
@keeps_typed_text
def edit(request, slug, pk):
    found = summary_for(request, slug)
    piece = get_object_or_404(found.paragraphs, pk=pk)
    form = ParagraphForm(sent(request), instance=piece)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_texts(piece, form.texts(), version=form.cleaned_data["version"], by=request.user)
        except actions.ParagraphChanged as changed:
            return conflict(request, found, form, changed)
        except actions.IsFinal:
            form.add_error(None, IS_FINAL)
        else:
            return saved(request, slug, form)
    return piece_page(request, form, found)


def saved(request, slug, form):
    messages.success(request, _("Saved."))
    if foreign := form.foreign():
        said = _("Please look again: under %(languages)s stands a text in another script.")
        messages.warning(request, said % {"languages": ", ".join(foreign)})
    return redirect("meetings:write_summary", slug)


def piece_page(request, form, found):
    context = {"form": form, "piece": form.instance, "meeting": found.meeting, "section": "desk"}
    return render(request, "desk/summary_piece.html", context, status=400 if request.method == "POST" else 200)


def conflict(request, found, typed, changed):
    """Both texts beside each other, language by language. Saving from here is saving from what the other person wrote."""
    texts = typed.texts()
    rows = []
    for code, side in changed.who.items():
        theirs = getattr(changed.row, column("text", code)) or ""
        shown = theirs if side == "theirs" else texts[code]
        rows.append({"code": code, "name": column("text", code), "theirs": theirs, "mine": shown, "side": side})
    told = {row["code"] for row in rows}
    others = [(column("text", code), texts[code]) for code in CODES if code not in told]
    context = {
        "rows": [row | {"direction": direction(row["code"])} for row in rows],
        "others": others,
        "row": changed.row,
        "who": name_for(changed.row.saved_by, request.user),
        "meeting": found.meeting,
        "section": "desk",
    }
    return render(request, "desk/summary_conflict.html", context, status=409)


VERBS = {"up": {"up": True}, "down": {"up": False}}


@require_POST
@told_when_refused
def act(request, slug, pk, verb):
    """Move a piece up or down, or take it out."""
    piece = get_object_or_404(summary_for(request, slug).paragraphs, pk=pk)
    if verb in VERBS:
        actions.move(piece, **VERBS[verb], by=request.user)
    elif verb == "remove":
        version = request.POST.get("version", "")
        actions.remove(piece, version=int(version) if version.isdecimal() else -1, by=request.user)
        messages.success(request, _("Taken out. The history keeps it."))
    else:
        raise Http404
    return redirect("meetings:write_summary", slug)


# --- Drawing in -------------------------------------------------------------------------------------------------------


@shown_and_acted_on
@told_when_refused
def draw(request, slug):
    found = summary_for(request, slug)
    if request.method == "POST":
        messages.info(request, drawn(request, found))
        return redirect("meetings:write_summary", slug)
    context = {
        "summary": found,
        "meeting": found.meeting,
        "spoke": found.meeting.statements.count(),
        "left": statements_left(found).count(),
        "uploads": uploads(found.meeting),
        "section": "desk",
    }
    return render(request, "desk/summary_draw.html", context)


def drawn(request, found):
    """Draw in what was asked for; returns a sentence about it."""
    match request.POST.get("what", "").partition("-"):
        case "speakers", *_rest:
            count = drawing.draw_speakers(found, by=request.user)
        case "statements", *_rest:
            count = drawing.draw_statements(found, by=request.user)
        case "upload", "-", pk if pk.isdigit():
            upload = get_object_or_404(uploads(found.meeting), pk=pk)
            count = drawing.take_over(found, upload.language, texts_in(upload), by=request.user)
        case _other:
            raise Http404
    return (
        _("Pieces drawn in at the end: %(count)d.") % {"count": count} if count else _("There was nothing to draw in.")
    )


# --- From draft to final ----------------------------------------------------------------------------------------------


@shown_and_acted_on
@told_when_refused
def circulate(request, slug):
    found = summary_for(request, slug)
    form = CirculateForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.circulate(found, until=form.cleaned_data["correct_until"], by=request.user)
        messages.success(request, _("Delegations can read it and suggest corrections."))
        return redirect("meetings:write_summary", slug)
    context = {"form": form, "summary": found, "meeting": found.meeting, "section": "desk"}
    return render(request, "desk/summary_circulate.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
@told_when_refused
def finish(request, slug):
    found = summary_for(request, slug)
    if request.method == "POST":
        actions.finish(found, by=request.user)
        messages.success(request, _("The summary is final and public. Its action points stand in the ledger."))
        return redirect("meetings:chair_summary", slug)
    context = {"summary": found, "meeting": found.meeting, "section": "desk"}
    return render(request, "desk/summary_finish.html", context)


@shown_and_acted_on
@keeps_typed_text
@told_when_refused
def corrigendum(request, slug):
    found = summary_for(request, slug)
    if not found.is_final:
        raise actions.NotYet
    rows = found.paragraphs.exclude(number="").order_by("position", "pk")
    form = CorrigendumForm(sent(request), instance=Corrigendum(summary=found), rows=list(rows))
    if request.method == "POST" and form.is_valid():
        actions.correct(form.instance, by=request.user)
        messages.success(request, _("The corrigendum is public. The summary itself stays as it was."))
        return redirect("meetings:chair_summary", slug)
    context = {"form": form, "summary": found, "meeting": found.meeting, "section": "desk"}
    return render(request, "desk/summary_corrigendum.html", context, status=400 if request.method == "POST" else 200)
