"""The only way to an account: invited, accepted once, or withdrawn."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from members import emails
from members.models import Appointment, Invitation, Member, User, usual_rights
from wpsnet import mail

# What an invitation says of the post that it offers, by the names of both.
OFFERED = ("succeeds", "post", "institution", "sector", "edits", "publishes")


class InvitationClosed(Exception):
    """The invitation was used, withdrawn or has expired; nothing was changed."""


class HasLeft(Exception):
    """The member has left the network, so nobody can be appointed for it; nothing was changed."""


def invite(
    email: str,
    name: str,
    member: Member | None = None,
    role: str = "",
    *,
    by: User,
    language: str = "en",
    secretariat: str = "",
    **about,
) -> Invitation | None:
    """Invite a person, to an account or to a post; an earlier open invitation to the same is replaced.

    ABOUT may name `succeeds`, the appointment that ends, what the office says of the post (`post`, `institution`,
    `sector`), and the rights `edits` and `publishes` where they are not those that are usual for ROLE.

    None where the mail server did not take the mail: then the invitation has ended at once, and can be sent anew. The
    mail is sent here and not by a worker, since the token must stand in no row and in no message to a worker.
    """
    if secretariat and not by.has_perm("members.manage_people"):
        raise PermissionDenied
    with transaction.atomic():
        to = {"email": email.strip().lower(), "member": member, "role": role, "secretariat": secretariat}
        invitation, token = open_invitation(to, name=name, language=language, invited_by=by, **about)
        message = emails.invitation(invitation, token)
    if mail.send_one(message):
        return invitation
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    return None


@transaction.atomic
def open_invitation(to: dict, **about) -> tuple[Invitation, str]:
    """The invitation TO an address and a post, and its token, which only the person invited may get to know."""
    if to["member"] and to["member"].has_left:
        raise HasLeft
    token, now = Invitation.new_token(), timezone.now()
    Invitation.objects.not_taken().filter(**to).update(withdrawn_at=now)
    about = usual_rights(to["role"]) | about
    expires_at = now + dt.timedelta(hours=settings.INVITATION_HOURS)
    invitation = Invitation.objects.create(**to, **about, expires_at=expires_at, token_hash=Invitation.hash(token))
    return invitation, token


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> bool:
    """Close INVITATION; False where it was closed already."""
    return bool(Invitation.objects.not_taken().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()))


@transaction.atomic
def accept_invitation(invitation: Invitation, password: str | None, *, name: str, language: str) -> User:
    """Make the account, and the post if one was offered. Without a password she signs in by mailed codes.

    The person may have been written down before, with a post that she has been given already: then she is completed.
    """
    invitation = _locked(invitation)
    written_down = User.objects.named(invitation.email, name, language)
    user = User.objects.never_here().active().select_for_update(no_key=True).filter(pk=written_down.pk).first()
    if not user:
        raise InvitationClosed
    user.name, user.language = name, language
    user.set_password(password)
    user.save(update_fields=["name", "language", "password"])
    proven = {"verified": True, "primary": True}  # by the token
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=proven)
    _close(invitation, user)
    return user


@transaction.atomic
def accept_with_account(invitation: Invitation, *, by: User) -> None:
    """Give the post that was offered to BY, who already has an account with the invited address."""
    invitation = _locked(invitation)
    if by.email != invitation.email:
        raise InvitationClosed
    _close(invitation, by)


def _locked(invitation):
    """INVITATION, held so that of two who accept at once the second finds it closed. Raises HasLeft."""
    held = Invitation.objects.open().select_for_update(of=["self"], no_key=True).filter(pk=invitation.pk).first()
    if not held:
        raise InvitationClosed
    if held.member and held.member.has_left:
        raise HasLeft
    return held


def _close(invitation, user):
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.secretariat:
        user.secretariat = invitation.secretariat
        user.save(update_fields=["secretariat"])
    if invitation.role:
        told = {name: getattr(invitation, name) for name in OFFERED}
        Appointment.objects.get_or_create(
            person=user,
            member=invitation.member,
            role=invitation.role,
            until=None,
            defaults={"since": timezone.localdate(), **told},
        )
