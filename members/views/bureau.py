"""The bureau: who it is, in public; and its file, which passes from chair to chair."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.actions import bureau as actions
from members.bureau import seats, seats_with_contacts
from members.exports.bureau import bureau_columns
from members.filters.bureau import BureauFilter
from members.forms.bureau import NoteForm, NotesForm, RemoveForm, TermForm
from members.models import BureauNote, BureauTerm
from members.naming import name_for
from members.typed import keeps_typed_text, sent
from wpsnet import files, handover
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
reads_file = permission_required("members.read_bureau_file", raise_exception=True)
sets_bureau = permission_required("members.set_bureau", raise_exception=True)


# --- In public --------------------------------------------------------------------------------------------------------


@public_page
def bureau(request):
    """Who chairs on the day that is asked for, and in every year since 2016."""
    terms = BureauTerm.objects.select_related("member").with_sources()
    filters = BureauFilter(request.GET, terms)
    day = filters.day
    context = {"section": "countries", "day": day, "seats": seats(day.year), "today": timezone.localdate()}
    return listing(
        request,
        filters,
        template="members/bureau.html",
        name="bureau",
        columns=bureau_columns(day.year),
        context=context,
        per_page=200,
    )


# --- The file ---------------------------------------------------------------------------------------------------------


@require_safe
@reads_file
def bureau_file(request):
    """All that the chair needs: who the bureau is, what is open, what is next, and what earlier chairs have noted."""
    form = NotesForm(request.GET)
    if not form.is_valid():
        raise BadRequest
    this_year = timezone.localdate().year
    year = form.cleaned_data["year"] or this_year
    notes = list(BureauNote.objects.select_related("written_by").with_files())
    for note in notes:
        note.author = name_for(note.written_by, request.user)
    bureau = seats_with_contacts(this_year, request.user)
    context = {
        "section": "desk",
        "year": year,
        "this_year": this_year,
        "seats": bureau,
        "sections": handover.sections(handover.bureau, this_year, request.user),
        "notes": [note for note in notes if note.year == year],
        "years": sorted({note.year for note in notes}, reverse=True),
        "may_write": chairs(request.user, bureau),
        "may_set": request.user.has_perm("members.set_bureau"),
    }
    return render(request, "desk/bureau.html", context)


def chairs(user, bureau):
    """The same as the right to write into the file, read from the BUREAU that is on the page."""
    _outgoing, current, _incoming = bureau
    return any(post.person_id == user.pk for term in current.terms for post, _contact in term.people)


@keeps_typed_text
@shown_and_acted_on
@reads_file
def add_bureau_note(request):
    require_pen(request)
    return note_page(request, BureauNote(year=timezone.localdate().year))


@keeps_typed_text
@shown_and_acted_on
@reads_file
def edit_bureau_note(request, pk):
    """The notes of this year; those of earlier years stay as their chair has left them."""
    note = get_object_or_404(BureauNote, pk=pk)
    require_pen(request)
    if note.year != timezone.localdate().year:
        raise PermissionDenied(_("The notes of earlier years stay as they were. Write a new one."))
    return note_page(request, note)


def require_pen(request):
    if not request.user.has_perm("members.write_bureau_file"):
        raise PermissionDenied(_("Only the focal points of those in the chair this year write into the file."))


def note_page(request, note):
    form = NoteForm(sent(request), request.FILES or None, note=note)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.write_note(
            form.changed_note(), uploads=given["uploads"], dropped=given.get("dropped", ()), by=request.user
        )
        messages.success(request, _("The note is in the file of the bureau."))
        return redirect("members:bureau_file")
    context = {"form": form, "note": note, "section": "desk"}
    return render(request, "desk/bureau_note.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@reads_file
def bureau_note_file(request, pk, file):
    """One file of a note."""
    note = get_object_or_404(BureauNote, pk=pk)
    return files.give(get_object_or_404(note.files, pk=file))


# --- Who chairs, named by the secretariat -----------------------------------------------------------------------------


@keeps_typed_text
@shown_and_acted_on
@sets_bureau
def bureau_terms(request):
    """All terms, and the form for the next."""
    rows = BureauTerm.objects.select_related("member").with_sources()
    return term_page(request, BureauTerm(), "desk/bureau_terms.html", {"terms": rows})


@keeps_typed_text
@shown_and_acted_on
@sets_bureau
def edit_bureau_term(request, pk):
    term = get_object_or_404(BureauTerm.objects.select_related("member").prefetch_related("sources"), pk=pk)
    return term_page(request, term, "desk/bureau_term.html", {"term": term, "was": str(term)})


def term_page(request, term, template, context):
    form = TermForm(sent(request), term=term)
    if request.method == "POST" and form.is_valid() and named(form):
        messages.success(request, _("Saved. The rights follow the calendar year by themselves."))
        return redirect("members:bureau_terms")
    context |= {"form": form, "section": "desk"}
    return render(request, template, context, status=400 if request.method == "POST" else 200)


def named(form):
    """Save the term; False, with a sentence at the field, where the year's bureau does not allow it."""
    try:
        actions.name_chair(form.changed_term(), source=form.source())
    except actions.ChairTaken as taken:
        said = _(
            "%(year)s has a chair already: %(member)s. Two who share the chair are both co-chairs: change the other one first."
        )
        form.add_error("role", said % {"year": taken.term.year, "member": taken.term.member})
        return False
    except actions.NamedAlready as known:
        said = _("%(member)s is named for %(year)s already, as %(role)s. Change that line instead.")
        told = {"member": known.term.member, "year": known.term.year, "role": known.term.get_role_display()}
        form.add_error("member", said % told)
        return False
    return True


@shown_and_acted_on
@sets_bureau
def remove_bureau_term(request, pk):
    term = BureauTerm.objects.select_related("member").filter(pk=pk).first()
    if term is None:
        raise Http404(_("This line was removed already. Nothing else has changed."))
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.remove_term(term)
        messages.success(request, _("Removed. The rights that went with it have ended."))
        return redirect("members:bureau_terms")
    context = {"form": form, "term": term, "section": "desk"}
    return render(request, "desk/bureau_term_remove.html", context, status=400 if form.is_bound else 200)
