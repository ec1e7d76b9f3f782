"""What people who were asked say is not right with an entry."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.notes import settle_note
from members.contacts import contact_of
from members.models import EntryNote
from members.views.profile import entry_or_404
from wpsnet.listing import page_of


@require_safe
def notes(request, slug):
    """The notes on one entry, those that wait first."""
    member = entry_or_404(request, slug)
    rows = EntryNote.objects.filter(member=member).select_related("appointment__person", "settled_by")
    page = page_of(rows.order_by(F("settled_at").desc(nulls_first=True), "-written_at"), request.GET.get("page", 1))
    notes = [(note, contact_of(note.appointment, request.user)) for note in page]
    return render(request, "members/notes.html", {"member": member, "page": page, "notes": notes})


@require_POST
def settle(request, slug, pk):
    member = entry_or_404(request, slug)
    note = get_object_or_404(EntryNote, pk=pk, member=member)
    if settle_note(note, by=request.user):
        messages.success(request, _("The note is settled."))
    else:
        messages.info(request, _("Somebody else has settled this note already."))
    return redirect("members:notes", member.slug)
