"""What happens to a post: its people change what it is about and what it may do, it ends, passes on, begins again."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import emails
from members.actions.invitations import OFFERED, HasLeft, InvitationClosed, invite
from members.models import Appointment, Invitation, Member, User
from wpsnet import public_cache


class AlreadyEnded(Exception):
    """The post has a last day already, `until`; nothing was changed."""

    def __init__(self, until):
        super().__init__()
        self.until = until


class LeavesVacant(Exception):
    """The member would be without a focal point, and nobody has said that this is meant; nothing was changed."""


class StillHeld(Exception):
    """The post cannot begin again: it has not ended, or the person holds the same one anew."""


class AccountClosed(Exception):
    """The post cannot begin again: the account of the person is closed."""


@dataclass(frozen=True)
class Successor:
    """Who takes over: somebody to be invited, or somebody of the team already."""

    email: str
    name: str
    language: str = "en"


@transaction.atomic
def save_post(post: Appointment, form) -> None:
    """Save what FORM says of POST, and nothing else of it: it may have ended since it was read."""
    form.instance.save(update_fields=list(form.cleaned_data))
    public_cache.published()


def end_appointment(
    post: Appointment, *, until: dt.date, by: User, successor: Successor | None = None, may_leave_vacant: bool = True
) -> bool:
    """Let POST end with the day UNTIL and, where a SUCCESSOR is named, pass it on. All history stays with the member.

    Returns whether the successor was reached (True where none is named). Raises AlreadyEnded for the second of two;
    LeavesVacant unless MAY_LEAVE_VACANT or somebody else leads on; HasLeft where nobody may succeed.
    """
    with transaction.atomic():
        member = _end(post, until)
        if successor and member.has_left:
            raise HasLeft
        if not (successor or may_leave_vacant) and leaves_vacant(post, until):
            raise LeavesVacant
        moves_up = _in_team(post, successor)
        if moves_up:
            _give(post, moves_up, since=max(timezone.localdate(), until))
        emails.tell_of_ended_post(post, by)
        public_cache.published()
    if not moves_up and successor:
        told = {"language": successor.language, "succeeds": post, "edits": post.edits, "publishes": post.publishes}
        return bool(invite(successor.email, successor.name, post.member, post.role, by=by, **told | _office(post)))
    return True


def leaves_vacant(post, until):
    """Whether the member of POST has no focal point if POST ends with the day UNTIL."""
    after = max(until + dt.timedelta(days=1), timezone.localdate())
    others = Appointment.objects.current(after).leading().filter(member=post.member_id).exclude(pk=post.pk)
    return post.role == Appointment.Role.FOCAL_POINT and not others.exists()


def _end(post, until):
    """Write the last day. One end at a time for each member: of two focal points who leave at once, one is the last."""
    member = Member.objects.select_for_update(no_key=True, of=["self"]).get(pk=post.member_id)
    held = Appointment.objects.select_for_update(of=["self"], no_key=True).get(pk=post.pk)
    if held.until:
        raise AlreadyEnded(held.until)
    held.until = post.until = until
    held.save(update_fields=["until"])
    return member


def _in_team(post, successor):
    """The person named as SUCCESSOR, where she holds another post for the member already."""
    if not successor:
        return None
    team = Appointment.objects.current().filter(member=post.member, person__email=successor.email.strip().lower())
    held = team.exclude(person=post.person).select_related("person").first()
    return held.person if held else None


def _office(post):
    """What the office keeps when the person goes. Where she is at risk it would tell of her, and is told anew."""
    if post.person.at_risk:
        return {}
    return {"post": post.post, "institution": post.institution, "sector": post.sector}


def _give(post, person, *, since):
    Appointment.objects.get_or_create(
        person=person,
        member=post.member,
        role=post.role,
        until=None,
        defaults={"since": since, "succeeds": post, "edits": post.edits, "publishes": post.publishes} | _office(post),
    )


@transaction.atomic
def reopen(post: Appointment, *, by: User) -> None:
    """Take back that POST has ended. Raises StillHeld, AccountClosed or HasLeft where it cannot begin again."""
    posts = Appointment.objects.select_for_update(of=["self"], no_key=True).select_related("person", "member")
    held = posts.get(pk=post.pk)
    if held.until is None:
        raise StillHeld
    if not held.person.is_active:
        raise AccountClosed
    if held.member.has_left:
        raise HasLeft
    held.until = None
    try:
        with transaction.atomic():
            held.save(update_fields=["until"])
    except IntegrityError as error:  # one_open_post_per_person_and_role
        raise StillHeld from error
    public_cache.published()


def renew_invitation(invitation: Invitation, *, by: User) -> Invitation | None:
    """Send INVITATION anew: the earlier link ends. None where the mail server did not take the mail.

    Raises InvitationClosed where it was accepted, withdrawn or renewed meanwhile: of two clicks only one sends a mail.
    """
    with transaction.atomic():
        closed = Invitation.objects.not_taken().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
        if not closed:
            raise InvitationClosed
        if invitation.member.has_left:
            raise HasLeft
    about = {name: getattr(invitation, name) for name in ("language", *OFFERED)}
    return invite(invitation.email, invitation.name, invitation.member, invitation.role, by=by, **about)
