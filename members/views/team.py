"""The team of a member: everybody who holds a post for it, and what its focal point does about that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members import actions as invitations
from members.actions import appointments as actions
from members.actions.invitations import HasLeft, InvitationClosed
from members.contacts import contact_of, invitations_for
from members.exports.team import team_columns
from members.filters.team import TeamFilter
from members.forms.team import HAS_LEFT, EndForm, PostForm, TeamInvitationForm
from members.models import Appointment, Member
from members.typed import keeps_typed_text, typed_text
from wpsnet import exports
from wpsnet.handover import office, sections
from wpsnet.listing import listing

FORMATS = ("csv", "xlsx", "json")  # no feed: it would be kept by a program that asks for no right
shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])


def member_or_404(request, slug, right="members.read_team"):
    """The member, for its own team and the secretariat; others do not learn that there is a team."""
    member = get_object_or_404(Member, slug=slug)
    if not request.user.has_perm("members.read_team", member):
        raise Http404
    if right != "members.read_team" and not request.user.has_perm(right, member):
        raise PermissionDenied(_("Only the focal point and the secretariat change the team."))
    return member


def post_or_404(request, slug, pk):
    """The post, for those who manage the team, and for the person who holds it."""
    member = member_or_404(request, slug)
    post = get_object_or_404(Appointment.objects.select_related("person", "member"), pk=pk, member=member)
    if post.person != request.user and not request.user.has_perm("members.manage_team", member):
        raise PermissionDenied(_("Only the focal point and the secretariat change the team."))
    return post


@require_safe
def team(request, slug):
    member = member_or_404(request, slug)
    format = request.GET.get("format", "html")
    if format not in ("html", *FORMATS):
        raise Http404(_("This list cannot be had as “%(format)s”.") % {"format": format})
    return listing(
        request,
        TeamFilter(request.GET, member.appointments.for_team()),
        template="members/team.html",
        name=f"team-{member.slug}",
        columns=team_columns(request.user),
        context={
            "member": member,
            "invitations": invitations_for(request.user, member).not_taken().order_by("-created_at"),
            "manages": request.user.has_perm("members.manage_team", member),
            "formats": {name: exports.FORMATS[name] for name in FORMATS},
            "section": "desk",
        },
    )


@keeps_typed_text
@shown_and_acted_on
def invite(request, slug):
    member = member_or_404(request, slug, "members.manage_team")
    form = TeamInvitationForm(request.POST or typed_text(request), member=member)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        invited = invitations.invite(
            given["email"], given["name"], member, given["role"], by=request.user, **form.offered
        )
        tell_of_invitation(request, invited)
        return redirect("members:team", member.slug)
    context = {"member": member, "form": form, "section": "desk"}
    return render(request, "members/team_invite.html", context, status=400 if form.errors else 200)


def tell_of_invitation(request, invited):
    if invited:
        messages.success(request, _("The invitation to %(name)s has been sent.") % {"name": invited.name})
    else:
        failed = _(
            "The mail server did not take the invitation. It is kept in the list: send it again in some minutes."
        )
        messages.error(request, failed)


@require_POST
def answer_invitation(request, slug, pk, what):
    """Withdraw an invitation, or send it anew."""
    member = member_or_404(request, slug, "members.manage_team")
    invitation = get_object_or_404(invitations_for(request.user, member), pk=pk)
    try:
        if what == "renew":
            tell_of_invitation(request, actions.renew_invitation(invitation, by=request.user))
        elif invitations.withdraw_invitation(invitation, by=request.user):
            messages.success(request, _("The invitation to %(name)s has been withdrawn.") % {"name": invitation.name})
        else:
            raise InvitationClosed
    except InvitationClosed:
        messages.info(request, _("The invitation to %(name)s was closed already.") % {"name": invitation.name})
    except HasLeft:
        messages.error(request, HAS_LEFT)
    return redirect("members:team", member.slug)


@keeps_typed_text
@shown_and_acted_on
def post(request, slug, pk):
    """What the office says of a post, and what it may do."""
    member_or_404(request, slug, "members.manage_team")
    held = post_or_404(request, slug, pk)
    form = PostForm(request.POST or typed_text(request), instance=held, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.save_post(held, form)
        messages.success(request, _("The post has been saved."))
        return redirect("members:team", slug)
    context = {"member": held.member, "form": form, "post": held, "contact": contact_of(held, request.user)}
    return render(request, "members/team_post.html", context, status=400 if form.errors else 200)


@keeps_typed_text
@shown_and_acted_on
def end_post(request, slug, pk):
    """End a post and hand it over: the focal point and the secretariat any, everybody her own."""
    held = post_or_404(request, slug, pk)
    context = {"member": held.member, "post": held, "contact": contact_of(held, request.user)}
    if held.until:
        return render(request, "members/team_ended.html", context, status=409 if request.method == "POST" else 200)
    form = EndForm(request.POST or typed_text(request), post=held, by=request.user)
    if request.method == "POST" and form.is_valid():
        return end(request, held, form, context)
    return render(request, "members/team_end.html", context | {"form": form}, status=400 if form.errors else 200)


def end(request, held, form, context):
    given = {"until": form.cleaned_data["until"], "may_leave_vacant": form.cleaned_data.get("leaves_vacant", False)}
    try:
        reached = actions.end_appointment(held, by=request.user, successor=form.successor, **given)
    except actions.AlreadyEnded:
        held.refresh_from_db()
        return render(request, "members/team_ended.html", context, status=409)
    except (actions.LeavesVacant, HasLeft):
        return ask_again(request, held, context)
    tell_of_end(request, form.successor, reached)
    return redirect("desk") if held.person == request.user else redirect("members:team", held.member.slug)


def ask_again(request, held, context):
    """Something has changed since the form was checked: it is asked again, and says what is missing now."""
    form = EndForm(request.POST, post=Appointment.objects.get(pk=held.pk), by=request.user)
    return render(request, "members/team_end.html", context | {"form": form}, status=409)


def tell_of_end(request, successor, reached):
    messages.success(request, _("The post has ended. Its history stays with the member."))
    if not reached:
        failed = _(
            "The mail server did not take the invitation of the successor. It is kept in the list: send it again."
        )
        messages.error(request, failed)
    elif successor:
        messages.success(request, _("%(name)s comes after.") % {"name": successor.name})


@require_POST
def reopen(request, slug, pk):
    """Take back an end that was a mistake."""
    member_or_404(request, slug, "members.manage_team")
    held = post_or_404(request, slug, pk)
    try:
        actions.reopen(held, by=request.user)
    except actions.StillHeld:
        messages.info(request, _("Nothing was changed: this post is held already."))
    except actions.AccountClosed:
        messages.error(
            request, _("Nothing was changed: the account of this person is closed. Write to the secretariat.")
        )
    except HasLeft:
        messages.error(request, HAS_LEFT)
    else:
        messages.success(request, _("The post is held again, as if it had not ended."))
        if held.member.invitations.open().filter(succeeds=held).exists():
            messages.info(request, _("An invitation to a successor is still open. Withdraw it if it is not needed."))
    return redirect("members:team", slug)


@require_safe
def handover(request, slug):
    """One page for whoever comes next: all that is open."""
    member = member_or_404(request, slug)
    found = sections(office, member, request.user)
    waiting = sum(len(section.items) for section in found)
    lead = ngettext(
        "%(count)d thing to know about, gathered from all parts of the portal.",
        "%(count)d things to know about, gathered from all parts of the portal.",
        waiting,
    ) % {"count": waiting}
    context = {"member": member, "sections": found, "lead": lead, "section": "desk", "today": timezone.localdate()}
    return render(request, "members/handover.html", context)
