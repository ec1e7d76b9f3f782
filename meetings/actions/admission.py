"""The secretariat admits people to a meeting, or does not, and notes who was there."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from meetings.actions.delegations import MovedOn
from meetings.models import Delegation, Registration
from meetings.protection import forget_versions, sealed_from
from meetings.seats import give_free_seats, held
from members.models import User
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.public_cache import published

State = Registration.State


@transaction.atomic
def admit(registration: Registration, conditions: str, *, by: User, erase_on=None) -> None:
    """Raises MovedOn where she holds no seat, or her delegation has not been confirmed. Somebody whose account is marked as
    at risk comes under a code from here on, kept until ERASE_ON."""
    held(registration.delegation.admission)
    now = _now(registration)
    if now.state == State.APPROVED and now.conditions == conditions:
        return
    if now.state not in Registration.SEATED or now.delegation.confirmed_at is None:
        raise MovedOn
    now.conditions = conditions
    _decide(now, State.APPROVED, by, erase_on)
    _tell(now.delegation)


@transaction.atomic
def admit_delegation(delegation: Delegation, *, by: User, erase_on=None) -> int:
    """All of it that hold a seat; returns how many came anew. Raises MovedOn where it is not confirmed."""
    held(delegation.admission)
    if Delegation.objects.filter(pk=delegation.pk, confirmed_at=None).exists():
        raise MovedOn
    waiting = list(delegation.registrations.filter(state=State.LISTED).select_related("protected"))
    for one in waiting:
        _decide(one, State.APPROVED, by, erase_on)
    if waiting:
        _tell(delegation)
    return len(waiting)


@transaction.atomic
def refuse(registration: Registration, reason: str, *, by: User) -> None:
    """Also somebody who was admitted before. Her seat goes to the first on the waiting list."""
    admission = held(registration.delegation.admission)
    now = _now(registration)
    if now.state not in Registration.STANDING:
        raise MovedOn
    if now.delegation.head_id == now.pk:
        now.delegation.head = now.delegation.confirmed_at = now.delegation.confirmed_by = None
        now.delegation.save(update_fields=["head", "confirmed_at", "confirmed_by"])
    now.reason, now.presence = reason, ""
    _decide(now, State.REFUSED, by)
    give_free_seats(admission)
    _tell(now.delegation)


def mark(registration: Registration, presence: str, *, by: User) -> bool:
    """Note how she took part; "" takes it back. False where she is not among the admitted."""
    admitted = Registration.objects.filter(pk=registration.pk, state=State.APPROVED)
    return bool(admitted.update(presence=presence))


def _now(registration):
    rows = Registration.objects.select_related("delegation__member", "delegation__admission__meeting", "protected")
    return rows.get(pk=registration.pk)


def _decide(registration, state, by, erase_on=None):
    registration.state, registration.decided_at, registration.decided_by = state, timezone.now(), by
    at_risk = registration.email and User.objects.filter(email=registration.email.lower(), at_risk=True).exists()
    to_protect = bool(erase_on and at_risk and registration.protected is None)
    if to_protect:
        sealed_from(registration, erase_on, registration.registered_by)
    registration.save()
    if to_protect:
        forget_versions(registration)
    published()  # the pack names the delegations that come


def _tell(delegation):
    """One mail to each who registered somebody of DELEGATION: there is a decision, and where it can be read."""
    people = User.objects.active().filter(pk__in=delegation.registrations.values("registered_by"), secretariat="")
    key = f"delegation-{delegation.pk}-{timezone.now().isoformat(timespec='seconds')}"
    freeze(key, "delegation_decided", [_recipient(person, delegation) for person in people.order_by("pk")], {})


def _recipient(person, delegation):
    with override(person.language):
        told = {
            "member": delegation.member.name,
            "meeting": delegation.admission.meeting.name,
            "link": settings.SITE_URL + delegation.get_absolute_url(),
        }
    return Recipient(person.email, person.language, told)
