"""Is this still right? Asked on a page with one button, which those who answer reach from a mail or after signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from members import confirmations
from members.actions import profile as actions
from members.forms import RevisionForm
from members.models import Appointment, Confirmation, ProfileRevision
from members.views.profile import entry_or_404, shown_and_acted_on


@shown_and_acted_on
def confirm(request, slug):
    """The question for somebody who has signed in."""
    member = entry_or_404(request, slug, "members.confirm_profile")
    if not noted(request, member, by=request.user):
        return question(request, member, by=request.user)
    messages.success(request, _("Thank you. Readers now see that the entry is right as of today."))
    return redirect("members:entry", member.slug)


@login_not_required
@csrf_exempt  # acts on the link alone, never on a cookie; and under no-referrer browsers send no origin to check
@shown_and_acted_on
def still_right(request, token):
    """The question for whoever holds the link of the mail. To open it changes nothing: mail scanners open links, too."""
    response = answer_link(request, token)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def answer_link(request, token):
    try:
        appointment, asked = confirmations.open_link(token)
    except confirmations.LinkUnknown:
        return render(request, "members/link_unknown.html", status=404)
    except confirmations.LinkEnded:
        return render(request, "members/link_ended.html", status=410)
    if noted(request, appointment.member, by=appointment.person):
        return redirect(request.path)
    return question(request, appointment.member, by=appointment.person, asked=asked)


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


def question(request, member, *, by, asked=None):
    """The entry as readers see it, and the button; or, where it has been pressed today, thanks."""
    revision = ProfileRevision.objects.latest_of(member)
    number = revision.number if revision else 0
    today = Confirmation.objects.filter(
        member=member, revision=number, confirmed_by=by, confirmed_on=timezone.localdate()
    )
    context = {
        "member": member,
        "revision": revision,
        "form": RevisionForm(initial={"revision": number}, auto_id=False),
        "done": number and today.exists(),
        "changed_since": request.method == "POST" or (asked is not None and asked != number),
    }
    return render(request, "members/still_right.html", context, status=409 if request.method == "POST" else 200)


@shown_and_acted_on
def ask(request, slug):
    """The secretariat asks those who answer for the entry, by mail."""
    member = entry_or_404(request, slug, "members.ask_to_confirm")
    team = Appointment.objects.current().editing().filter(member=member).select_related("person")
    published = ProfileRevision.objects.latest_of(member)
    if request.method != "POST" or not published or not team:
        return render(request, "members/ask.html", {"member": member, "team": team, "published": published})
    try:
        asked, not_reached = actions.ask_whether_still_right(member)
    except actions.AskedAlready:
        messages.info(request, _("The question was sent within the last day already, so no second mail was sent."))
    else:
        tell(request, asked, not_reached)
    return redirect("members:entry", member.slug)


def tell(request, asked, not_reached):
    if asked:
        sent = ngettext(
            "The question was sent to %(count)d person.", "The question was sent to %(count)d people.", len(asked)
        )
        messages.success(request, sent % {"count": len(asked)})
    for appointment in not_reached:
        failed = _("The mail to %(person)s was not accepted by the mail server. Try again later.")
        messages.error(request, failed % {"person": appointment.person})
