"""Is this still right? Asked on pages that those who answer reach from a mail or after signing in. To open one of them
changes nothing: mail scanners open links, too."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from members import confirmations
from members.actions import profile as actions
from members.actions import verification
from members.actions.notes import hash_of, write_note
from members.answers import answered_by
from members.forms import RevisionForm
from members.forms.verification import NoteForm
from members.models import Appointment, Confirmation, EntryNote, ProfileRevision
from members.views.profile import entry_or_404, shown_and_acted_on

# --- After signing in -------------------------------------------------------------------------------------------------


@shown_and_acted_on
def confirm(request, slug):
    """The question for somebody who has signed in."""
    member = entry_or_404(request, slug, "members.confirm_profile")
    if not noted(request, member, by=request.user):
        today = Confirmation.objects.filter(confirmed_by=request.user, confirmed_on=timezone.localdate())
        return question(request, member, said=today)
    messages.success(request, _("Thank you. Readers now see that the entry is right as of today."))
    return redirect("members:entry", member.slug)


# --- By a link of the mail --------------------------------------------------------------------------------------------


def page_of_link(purpose):
    """Open a view to whoever holds a link that was signed for PURPOSE: it is given the confirmations.Link."""

    def opened(view):
        @login_not_required
        @csrf_exempt  # acts on the link alone, never on a cookie; and under no-referrer browsers send no origin to check
        @shown_and_acted_on
        @wraps(view)
        def with_link(request, token):
            response = answer(request, token, purpose, view)
            response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
            return response

        return with_link

    return opened


def answer(request, token, purpose, view):
    try:
        link = confirmations.open_link(token, purpose)
    except confirmations.LinkUnknown:
        return render(request, "members/link_unknown.html", status=404)
    except confirmations.LinkEnded:
        return render(request, "members/link_ended.html", status=410)
    if request.user.is_authenticated and request.user != link.person:
        return render(request, "members/link_not_yours.html", status=403)
    return view(request, link, token)


@page_of_link(confirmations.STILL_RIGHT)
def still_right(request, link, token):
    """All of it is right: said by the link alone, once."""
    done = link.confirmation()
    if request.method == "POST" and (done or noted(request, link.member, by=link.person)):
        return redirect(request.path)
    return question(request, link.member, done=done, asked=link.revision)


@page_of_link(confirmations.NOT_RIGHT)
def not_right(request, link, token):
    """Something is not right: she signs in and corrects it, or says by the link alone what it is, once."""
    note = EntryNote.objects.filter(link=hash_of(token)).first()
    form = NoteForm(request.POST if request.method == "POST" else None)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        note, _is_new = write_note(link.appointment, form.cleaned_data["words"], token=token)
        if note.words == form.cleaned_data["words"]:
            return redirect(request.path)
        status = 409
    context = {
        "member": link.member,
        "revision": ProfileRevision.objects.latest_of(link.member),
        "answers": answered_by(link.member),
        "note": note,
        "form": form,
    }
    return render(request, "members/not_right.html", context, status=status)


@page_of_link(confirmations.HAND_OVER)
def hand_over(request, link, token):
    """Leads to the page that ends her own post. The link alone ends nothing: a forwarded mail must not."""
    end = reverse("members:end_post", args=[link.member.slug, link.appointment.pk])
    if request.user.is_authenticated:
        return redirect(end)
    return render(request, "members/hand_over.html", {"member": link.member, "post": link.appointment, "end": end})


# --- Both -------------------------------------------------------------------------------------------------------------


def noted(request, member, *, by):
    """Act on the button, if it was pressed; False where the entry is another than the one that was read."""
    if request.method != "POST":
        return False
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        actions.confirm(member, revision=form.cleaned_data["revision"], by=by)
    except actions.EntryChanged:
        return False
    return True


def question(request, member, *, done=None, said=None, asked=None):
    """The entry as readers see it, and the button; or thanks, where the button has been pressed: DONE says so, or what
    was SAID about this very revision."""
    revision = ProfileRevision.objects.latest_of(member)
    number = revision.number if revision else 0
    if said is not None:
        done = said.filter(member=member, revision=number).first()
    context = {
        "member": member,
        "revision": revision,
        "answers": answered_by(member),
        "form": RevisionForm(initial={"revision": number}, auto_id=False),
        "done": done,
        "today": timezone.localdate(),
        "changed_since": request.method == "POST" or (asked is not None and asked != number),
    }
    return render(request, "members/still_right.html", context, status=409 if request.method == "POST" else 200)


# --- The secretariat asks ---------------------------------------------------------------------------------------------


@shown_and_acted_on
def ask(request, slug):
    """The secretariat asks those who answer for the entry, by mail, outside of any round."""
    member = entry_or_404(request, slug, "members.ask_to_confirm")
    team = Appointment.objects.current().editing().filter(member=member).select_related("person")
    if request.method != "POST" or not team:
        published = ProfileRevision.objects.latest_of(member)
        return render(request, "members/ask.html", {"member": member, "team": team, "published": published})
    try:
        asked = len({post.person_id for post in verification.ask(member)})
    except verification.AskedAlready:
        messages.info(request, _("The question was sent today already, so no second mail was sent."))
    else:
        sent = ngettext("The question goes to %(count)d person.", "The question goes to %(count)d people.", asked)
        messages.success(request, sent % {"count": asked})
    return redirect("members:entry", member.slug)
