"""Support to come to a meeting: asked for, nominated by a country, decided with a reason, settled."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from meetings.actions import delegations
from meetings.actions.delegations import MovedOn, NotOpen
from meetings.models import ProtectedLook, Registration, SupportRequest
from meetings.protection import reseal, sealed_from
from meetings.seats import held
from members.models import User
from members.rules import is_secretariat
from wpsnet.outbox.actions import Recipient, freeze

State = SupportRequest.State


class OverBudget(Exception):
    """The budget of the meeting does not reach so far; `left` is what remains of it. Nothing was done."""

    def __init__(self, left):
        self.left = left


@transaction.atomic
def ask(request: SupportRequest, *, erase_on=None, by: User) -> SupportRequest:
    """Keep REQUEST. What a country asks for is nominated by it; what an organization asks for waits for a country. The
    same person asked for twice is one request."""
    admission = held(request.admission)
    if admission.is_over and not is_secretariat(by):
        raise NotOpen(admission)
    standing = SupportRequest.objects.filter(admission=admission, member=request.member, state=State.ASKED)
    same = standing.filter(name__iexact=request.name, protected=None).first()
    if same and not erase_on:
        return same
    if erase_on:
        sealed_from(request, erase_on, by)
    request.written_by = by
    if request.member == request.nominator:
        request.nominated_at, request.nominated_by = timezone.now(), by
    request.save()
    return request


@transaction.atomic
def nominate(request: SupportRequest, *, by: User) -> None:
    """Done twice, it changes nothing."""
    now = _undecided(request)
    if now.nominated_at is None:
        now.nominated_at, now.nominated_by = timezone.now(), by
        now.save(update_fields=["nominated_at", "nominated_by"])


@transaction.atomic
def withdraw(request: SupportRequest, *, by: User) -> None:
    now = _held(request)
    if now.state == State.SETTLED:
        raise MovedOn
    now.state = State.WITHDRAWN
    now.save(update_fields=["state"])


@transaction.atomic
def grant(request: SupportRequest, amount, reason: str, *, by: User) -> None:
    """Raises OverBudget where the money of the meeting is not enough, whoever spends it at the same moment."""
    admission = held(request.admission)
    now = _undecided(request)
    if now.nominated_at is None:
        raise MovedOn
    left = admission.budget - SupportRequest.objects.filter(admission=admission).money()["bound"]
    if amount > left:
        raise OverBudget(left)
    now.granted_amount = amount
    _decide(now, State.GRANTED, reason, by)


@transaction.atomic
def refuse(request: SupportRequest, reason: str, *, by: User) -> None:
    _decide(_undecided(request), State.REFUSED, reason, by)


@transaction.atomic
def write_itinerary(request: SupportRequest, words: str, *, by: User) -> None:
    """Of a protected person it is sealed with the rest of what tells where she is."""
    now = _held(request)
    if now.state not in SupportRequest.BINDING or (now.protected and now.protected.erased_at):
        raise MovedOn
    if now.protected:
        reseal(now.protected, itinerary=words)
        ProtectedLook.objects.create(protected=now.protected, by=by, reason=gettext_noop("The itinerary was written"))
        return
    now.itinerary = words
    now.save(update_fields=["itinerary"])


@transaction.atomic
def settle(request: SupportRequest, paid, words: str, *, by: User) -> None:
    """Again, it corrects what was noted."""
    now = _held(request)
    if now.state not in SupportRequest.BINDING:
        raise MovedOn
    now.paid_amount, now.settlement, now.settled_at, now.state = paid, words, timezone.now(), State.SETTLED
    now.save(update_fields=["paid_amount", "settlement", "settled_at", "state"])


@transaction.atomic
def register(request: SupportRequest, *, by: User) -> Registration:
    """Put her, whose support is granted, into the delegation of the country that nominated her, on a seat for civil
    society; a protected person under her code."""
    now = _held(request)
    if now.state not in SupportRequest.BINDING:
        raise MovedOn
    seat = Registration(seat=Registration.Seat.CIVIL)
    if now.protected:
        return delegations.register_protected(now.admission, now.nominator, seat, now.protected, by=by)
    for name in Registration.ABOUT_HER:
        setattr(seat, name, getattr(now, name))
    return delegations.register(now.admission, now.nominator, seat, by=by)


def _held(request):
    rows = SupportRequest.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("protected", "nominator", "member", "admission__meeting", "written_by").get(
        pk=request.pk
    )


def _undecided(request):
    now = _held(request)
    if now.state != State.ASKED:
        raise MovedOn
    return now


def _decide(request, state, reason, by):
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by = timezone.now(), by
    request.save()
    person = request.written_by
    with override(person.language):
        told = {
            "meeting": request.admission.meeting.name,
            "link": settings.SITE_URL + request.page_of_member,
        }
    freeze(f"support-{request.pk}", "support_decided", [Recipient(person.email, person.language, told)], {})
