"""A member registers its delegation: each act holds the rules of admission, so that two at once come one after the other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings import protection
from meetings.models import Admission, Delegation, Registration
from meetings.seats import give_free_seats, has_room, held, missing, overfull
from members.models import Member, User
from members.rules import is_secretariat
from wpsnet import files, public_cache

State = Registration.State


class NotOpen(Exception):
    """Registration has not begun, or is over; `admission` says when. Nothing was done."""

    def __init__(self, admission):
        self.admission = admission


class NotReady(Exception):
    """Something keeps a delegation from being confirmed; `missing` says what. Nothing was done."""

    def __init__(self, missing):
        self.missing = missing


class MovedOn(Exception):
    """The registration has been decided, replaced or withdrawn meanwhile. Nothing was done."""


# --- The rules --------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_admission(admission: Admission, *, by: User) -> None:
    """Keep the rules, new or changed. Raises ValidationError where more people are registered than they allow."""
    if admission.pk:
        held(admission)
        if faults := overfull(admission):
            raise ValidationError(faults)
    admission.save()
    give_free_seats(admission)
    public_cache.published()


# --- The delegation ---------------------------------------------------------------------------------------------------


@transaction.atomic
def register(admission: Admission, member: Member, registration: Registration, *, erase_on=None, by: User):
    """Register somebody; with ERASE_ON, protected until that day. Where no seat is left, she stands on the waiting list.
    The same name sent twice is one registration."""
    delegation = _open_delegation(admission, member, by)
    same = _same(delegation, registration.name, protected=bool(erase_on))
    return same if same else _enter(delegation, registration, erase_on, by)


@transaction.atomic
def register_protected(admission: Admission, member: Member, registration: Registration, protected, *, by: User):
    """Register a person whom the portal knows by her code already; asked twice, once."""
    delegation = _open_delegation(admission, member, by)
    same = delegation.registrations.filter(state__in=Registration.STANDING, protected=protected).first()
    if same:
        return same
    registration.protected = protected
    return _enter(delegation, registration, None, by)


@transaction.atomic
def edit(registration: Registration, *, erase_on=None, by: User) -> None:
    """Keep what was corrected, while nobody has decided. A head or a name that changes is confirmed anew."""
    admission = held(registration.delegation.admission)
    _open_for(admission, by)
    if _now(registration).state not in (State.LISTED, State.QUEUED):
        raise MovedOn
    if erase_on:
        protection.sealed_from(registration, erase_on, by)
    registration.save(update_fields=[*Registration.ABOUT_HER, "protected", "way"])
    if erase_on:
        protection.forget_versions(registration)
    _confirm_anew(registration.delegation)


@transaction.atomic
def replace(registration: Registration, new: Registration, *, erase_on=None, by: User) -> Registration:
    """NEW takes the seat of REGISTRATION, its headship too; she is admitted anew."""
    admission = held(registration.delegation.admission)
    _open_for(admission, by)
    old = _now(registration)
    if old.state not in Registration.STANDING:
        raise MovedOn
    delegation, was_head = old.delegation, old.delegation.head_id == old.pk
    _confirm_anew(delegation, head=None if was_head else delegation.head)
    new.seat, new.replaces = old.seat, old
    if old.state == State.QUEUED:
        new.asked_at = old.asked_at
    _leave(old, State.REPLACED)
    _enter(delegation, new, erase_on, by)
    if was_head and new.state == State.LISTED:
        _confirm_anew(delegation, head=new)
    return new


@transaction.atomic
def withdraw(registration: Registration, *, by: User) -> None:
    """Also after closing. Done twice, it changes nothing. A head that goes leaves the delegation to be confirmed anew."""
    admission = held(registration.delegation.admission)
    old = _now(registration)
    if old.state not in Registration.STANDING:
        return
    if old.delegation.head_id == old.pk:
        _confirm_anew(old.delegation, head=None)
    _leave(old, State.WITHDRAWN)
    give_free_seats(admission)


@transaction.atomic
def make_head(registration: Registration, *, by: User) -> None:
    admission = held(registration.delegation.admission)
    _open_for(admission, by)
    now = _now(registration)
    if now.state not in Registration.SEATED:
        raise MovedOn
    if now.delegation.head_id != now.pk:
        _confirm_anew(now.delegation, head=now)


@transaction.atomic
def attach_letter(delegation: Delegation, upload, kind: str, *, by: User) -> None:
    """Keep the letter; the one that was there before is discarded."""
    _open_for(held(delegation.admission), by)
    before = Delegation.objects.get(pk=delegation.pk).letter
    delegation.letter, delegation.letter_kind = files.store(upload, by=by), kind
    delegation.save(update_fields=["letter", "letter_kind"])
    if before:
        files.discard(before)


@transaction.atomic
def confirm(delegation: Delegation, *, by: User) -> None:
    """Hand the whole delegation to the secretariat. Done twice, it changes nothing. Raises NotReady without a head."""
    _open_for(held(delegation.admission), by)
    now = Delegation.objects.select_related("admission").get(pk=delegation.pk)
    if faults := missing(now):
        raise NotReady(faults)
    if now.confirmed_at is None:
        now.confirmed_at, now.confirmed_by = timezone.now(), by
        now.save(update_fields=["confirmed_at", "confirmed_by"])


# --- Parts of these ---------------------------------------------------------------------------------------------------


def _open_for(admission, by):
    if not admission.is_open() and not is_secretariat(by):
        raise NotOpen(admission)


def _open_delegation(admission, member, by):
    admission = held(admission)
    _open_for(admission, by)
    return Delegation.objects.select_related("admission", "member").get_or_create(admission=admission, member=member)[0]


def _same(delegation, name, *, protected):
    """Who of DELEGATION has NAME already, among those under a code or among the others."""
    standing = delegation.registrations.filter(state__in=Registration.STANDING).select_related("protected")
    if not protected:
        return standing.filter(name__iexact=name).first()
    hidden = {one.protected: one for one in standing.exclude(protected=None)}
    return next(
        (hidden[who] for who, identity in protection.identities_of(hidden) if identity.get("name") == name), None
    )


def _now(registration):
    return Registration.objects.select_related("delegation__member", "delegation__head").get(pk=registration.pk)


def _enter(delegation, registration, erase_on, by):
    admission = held(delegation.admission)
    if erase_on:
        protection.sealed_from(registration, erase_on, by)
    registration.delegation, registration.registered_by = delegation, by
    room = has_room(admission, delegation, registration.seat)
    registration.state = State.LISTED if room else State.QUEUED
    registration.save()
    _confirm_anew(delegation)
    return registration


def _leave(registration, state):
    registration.state, registration.presence = state, ""
    registration.save(update_fields=["state", "presence"])
    public_cache.published()  # the pack names the delegations that come


def _confirm_anew(delegation, **changes):
    """Whoever leads it says once more that it is complete."""
    told = {"confirmed_at": None, "confirmed_by": None} | changes
    for name, value in told.items():
        setattr(delegation, name, value)
    delegation.save(update_fields=list(told))
