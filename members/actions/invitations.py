"""The only way to an account: invited, accepted once, or withdrawn."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members import emails
from members.models import Appointment, Invitation, Member, User
from wpsnet import mail


class InvitationClosed(Exception):
    """The invitation was used, withdrawn or has expired; nothing was changed."""


def invite(
    email: str,
    name: str,
    member: Member | None = None,
    role: str = "",
    *,
    by: User,
    language: str = "en",
    secretariat: str = "",
) -> Invitation | None:
    """Invite a person, to an account or to a post; an earlier open invitation to the same is replaced.

    None where the mail server did not take the mail: then nobody is invited. The mail is sent here and not by a
    worker, since the token must stand in no row and in no message to a worker.
    """
    with transaction.atomic():
        to = {"email": email.strip().lower(), "member": member, "role": role, "secretariat": secretariat}
        invitation, token = open_invitation(to, name=name, language=language, invited_by=by)
        message = emails.invitation(invitation, token)
    if mail.send_one(message):
        return invitation
    withdraw_invitation(invitation, by=by)
    return None


@transaction.atomic
def open_invitation(to: dict, **about) -> tuple[Invitation, str]:
    """The invitation TO an address and a post, and its token, which only the person invited may get to know."""
    token, now = Invitation.new_token(), timezone.now()
    Invitation.objects.open().filter(**to).update(withdrawn_at=now)
    expires_at = now + dt.timedelta(hours=settings.INVITATION_HOURS)
    invitation = Invitation.objects.create(**to, **about, expires_at=expires_at, token_hash=Invitation.hash(token))
    return invitation, token


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> bool:
    """Close INVITATION; False where it was closed already."""
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()))


@transaction.atomic
def accept_invitation(invitation: Invitation, password: str | None, *, name: str, language: str) -> User:
    """Make the account, and the post if one was offered. Without a password she signs in by mailed codes."""
    invitation = _locked(invitation)
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationClosed
    user = User.objects.create_user(invitation.email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)  # the token proved it
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
    """INVITATION, held so that of two who accept at once the second finds it closed."""
    held = Invitation.objects.open().select_for_update(of=["self"], no_key=True).filter(pk=invitation.pk).first()
    if not held:
        raise InvitationClosed
    return held


def _close(invitation, user):
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.secretariat:
        user.secretariat = invitation.secretariat
        user.save(update_fields=["secretariat"])
    if invitation.role:
        Appointment.objects.get_or_create(
            person=user,
            member=invitation.member,
            role=invitation.role,
            until=None,
            defaults={"since": timezone.localdate()},
        )
