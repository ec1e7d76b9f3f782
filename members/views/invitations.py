"""Invitations: the list and form of the secretariat, and the page behind the link in the mail."""

from functools import wraps

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from members import actions
from members.actions.invitations import HasLeft, InvitationClosed
from members.forms import AcceptForm, InvitationForm
from members.models import Invitation, User
from members.typed import keeps_typed_text, typed_text

# --- The secretariat ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@permission_required("members.invite", raise_exception=True)
def invitations(request):
    form = InvitationForm(request.POST or typed_text(request), by=request.user)
    if request.method == "POST" and form.is_valid() and invite(request, form):
        return redirect("members:invitations")
    rows = Invitation.objects.open().select_related("member", "invited_by").order_by("expires_at")
    return render(request, "desk/invitations.html", {"form": form, "invitations": rows, "section": "desk"})


def invite(request, form):
    try:
        invited = actions.invite(**form.cleaned_data, by=request.user)
    except ValidationError as error:  # no mail can go to this address
        form.add_error("email", error)
        return False
    if invited:
        messages.success(request, _("The invitation to %(name)s has been sent.") % {"name": invited.name})
    else:
        messages.error(request, _("The mail server did not take the invitation. Please invite again in some minutes."))
    return True


@require_POST
@permission_required("members.invite", raise_exception=True)
def withdraw(request, pk):
    invitation = get_object_or_404(Invitation, pk=pk)
    if actions.withdraw_invitation(invitation, by=request.user):
        messages.success(request, _("The invitation to %(name)s has been withdrawn.") % {"name": invitation.name})
    else:
        messages.info(request, _("The invitation to %(name)s was closed already.") % {"name": invitation.name})
    return redirect("members:invitations")


# --- The person invited ---------------------------------------------------------------------------------------------


def token_page(view):
    """Open VIEW to whoever holds the link: it is given the invitation, and tells no site the address.

    `no-referrer` would tell no site either, but then browsers post with `Origin: null`, which is taken for a forged form.
    """

    @wraps(view)
    def with_invitation(request, token):
        invitation = Invitation.objects.with_token(token).select_related("member", "invited_by").first()
        if not invitation:
            raise Http404(_("This link belongs to no invitation. Please check that it is complete."))
        try:
            response = view(request, invitation) if invitation.is_open else closed(request, invitation)
        except (InvitationClosed, HasLeft):
            invitation.refresh_from_db()
            response = closed(request, invitation)
        response["Referrer-Policy"] = "strict-origin"
        return response

    return login_not_required(require_http_methods(["GET", "HEAD", "POST"])(with_invitation))


def closed(request, invitation):
    return render(request, "members/invitation_closed.html", {"invitation": invitation}, status=410)


@token_page
def invitation(request, invitation):
    """Who invites to what; the form accepts, the link alone does nothing."""
    if invitation.member and invitation.member.has_left:
        raise HasLeft
    if User.objects.been_here().filter(email=invitation.email).exists():
        return with_account(request, invitation)
    first = {"name": invitation.name, "language": invitation.language}
    form = AcceptForm(request.POST or None, email=invitation.email, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = actions.accept_invitation(invitation, given["password1"], name=given["name"], language=given["language"])
        return perform_login(request, user, email=user.email)
    return render(request, "members/invitation.html", {"form": form, "invitation": invitation})


def with_account(request, invitation):
    """The person invited has an account: she accepts once she has signed in."""
    is_hers = request.user.is_authenticated and request.user.email == invitation.email
    if request.method == "POST" and is_hers:
        actions.accept_with_account(invitation, by=request.user)
        messages.success(request, _("You have accepted the invitation."))
        return redirect("desk")
    return render(request, "members/invitation.html", {"invitation": invitation, "is_hers": is_hers, "known": True})
