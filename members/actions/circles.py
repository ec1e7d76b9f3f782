"""Circles: opened and closed by the secretariat, joined with consent, left without trace."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from members.actions import notices
from members.models import Circle, CircleMembership, User
from wpsnet.models import Delivery
from wpsnet.outbox.actions import Recipient, freeze

LONGEST_SLUG = Circle._meta.get_field("slug").max_length - 5  # leaves room for a number
InvitedTo = CircleMembership.InvitedTo


class HasConvener(Exception):
    """Somebody convenes the circle by now, so the secretariat lets nobody in any more."""


# --- The secretariat ------------------------------------------------------------------------------------------------


@transaction.atomic
def open_circle(circle: Circle) -> Circle:
    """Save a new CIRCLE under an address made of its English name, which it keeps when it is renamed."""
    wanted = slugify(circle.name_en)[:LONGEST_SLUG] or "circle"
    taken = set(Circle.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    circle.slug = wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
    circle.save()
    return circle


@transaction.atomic
def close(circle: Circle) -> bool:
    """Nobody joins or writes any more; who is in may still read and leave. False where it was closed already."""
    closed = Circle.objects.open().filter(pk=circle.pk).update(closed_at=timezone.now())
    circle.memberships.filter(joined_at=None).delete()
    circle.memberships.invited().update(invited_to="")
    return bool(closed)


def reopen(circle: Circle) -> bool:
    return bool(Circle.objects.filter(pk=circle.pk).exclude(closed_at=None).update(closed_at=None))


@transaction.atomic
def call_convener(circle: Circle, email: str) -> None:
    """Invite whoever has the address EMAIL to convene CIRCLE, in place of anybody invited to it before.

    Raises HasConvener. Without this, the secretariat could let somebody into a circle behind its convener's back.
    """
    Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.memberships.convening().exists():
        raise HasConvener
    for earlier in circle.memberships.invited().filter(invited_to=InvitedTo.CONVENE):
        decline(earlier)
    _invite(circle, email, {"invited_to": InvitedTo.CONVENE})


# --- Joining --------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(email: str, *, by: CircleMembership) -> None:
    """Invite whoever has the address EMAIL. Nothing tells whether anybody has, is in already, or asks to be let in."""
    _invite(by.circle, email, {"invited_to": InvitedTo.JOIN, "invited_by": by})


def _invite(circle, email, about):
    person = User.objects.active().filter(email=email.strip().lower()).first()
    if not person:
        return
    row, is_new = circle.memberships.get_or_create(person=person, defaults=about)
    if not is_new and about["invited_to"] == InvitedTo.CONVENE:
        is_new = bool(circle.memberships.filter(pk=row.pk).update(**about))
    if is_new:
        _mail(row, "circle_invitation")


@transaction.atomic
def withdraw_invitation(email: str, *, by: CircleMembership) -> None:
    """Take an invitation back. Nothing tells whether there was one."""
    invited = by.circle.memberships.invited().filter(invited_to=InvitedTo.JOIN)
    for invitation in invited.filter(person__email=email.strip().lower()):
        leave(invitation)


@transaction.atomic
def ask_to_join(circle: Circle, person: User, choices: dict) -> CircleMembership:
    """Ask the conveners to be let in. Asked twice, one request stands."""
    row, _is_new = circle.memberships.get_or_create(person=person, defaults=choices)
    return row


@transaction.atomic
def accept(invitation: CircleMembership, choices: dict) -> bool:
    """Join, or convene, as invited; False where the invitation has been answered or withdrawn. Raises HasConvener where
    it was to convene, and somebody does by now."""
    circle = Circle.objects.open().select_for_update().filter(pk=invitation.circle_id).first()
    held = circle and circle.memberships.invited().filter(pk=invitation.pk).first()
    if not held:
        return False
    convenes = held.invited_to == InvitedTo.CONVENE
    if convenes and circle.memberships.convening().exists():
        raise HasConvener
    if held.joined_at:
        make_convener(held)
        return True
    return _joined(held, convenes=convenes, **choices)


def decline(invitation: CircleMembership) -> None:
    """Say no; who was asked to convene stays in the circle as she was."""
    if invitation.joined_at:
        CircleMembership.objects.filter(pk=invitation.pk).update(invited_to="")
    else:
        leave(invitation)


@transaction.atomic
def let_in(request: CircleMembership) -> bool:
    """Grant REQUEST; False where it has been answered already. What she told about herself is dropped."""
    done = _joined(request)
    if done:
        _mail(request, "circle_welcome")
    return done


def refuse(request: CircleMembership) -> bool:
    deleted, _rows = CircleMembership.objects.asking().filter(pk=request.pk).delete()
    return bool(deleted)


def _joined(row, **fields):
    now = timezone.now()
    clean = {"joined_at": now, "digested_at": now, "invited_to": "", "invited_by": None}
    clean |= {"introduction": "", "named_to_conveners": False}
    waiting = CircleMembership.objects.filter(pk=row.pk, joined_at=None, invited_to=row.invited_to)
    return bool(waiting.update(**(fields | clean)))


# --- Being in -------------------------------------------------------------------------------------------------------


def change(membership: CircleMembership, choices: dict) -> None:
    """Show herself, and get her mails, otherwise. Who begins to get the daily mail is not told of all that was before."""
    if choices["mails"] == CircleMembership.Mails.DAILY != membership.mails:
        choices = choices | {"digested_at": timezone.now()}
    CircleMembership.objects.filter(pk=membership.pk).update(**choices)


def make_convener(membership: CircleMembership) -> None:
    CircleMembership.objects.joined().filter(pk=membership.pk).update(convenes=True, invited_to="")


def stop_convening(membership: CircleMembership) -> None:
    CircleMembership.objects.filter(pk=membership.pk).update(convenes=False)


@transaction.atomic
def leave(membership: CircleMembership, *, take_notices: bool = False) -> bool:
    """Leave no row, neither here nor in the outbox; also an invitation or a request ends so. False the second time."""
    held = CircleMembership.objects.select_for_update(of=["self"]).filter(pk=membership.pk).first()
    if not held:
        return False
    if take_notices:
        notices.take_away(held)
    mails = Delivery.objects.filter(mailing__template__startswith="circle_")
    notices.forget(mails.filter(context__membership=held.pk))
    notices.forget(mails.filter(context__since__has_key=str(held.pk)).exclude(state__in=Delivery.OPEN))
    held.delete()
    return True


def _mail(row, template):
    """One mail about ROW; what it tells is found when it is sent (members/circle_letters.py)."""
    recipient = Recipient(row.person.email, row.person.language, {"membership": row.pk})
    freeze(f"{template.replace('_', '-')}-{row.pk}-{timezone.now():%Y%m%d}", template, [recipient])
