"""What is held of a person because she comes to a meeting, asks for support or sends input; and how it is erased.

Of protected people, whose records are sealed, each is opened and compared: there are never many.
"""

from django.db.models import Q

from meetings.actions.protection import erase
from meetings.models import (
    Delegation,
    Input,
    ProtectedLook,
    ProtectedPerson,
    Registration,
    SupportRequest,
)
from meetings.protection import identities_of
from members.personal import addresses_of, from_address
from members.sweep import ERASED, history_of, history_open
from wpsnet.personal import erasers, held

MEETING = "delegation__admission__meeting__slug"


@held.guest("who comes to meetings")
def who_comes(person):
    hers = from_address("email", person)
    acted = Q(registered_by=person) | Q(decided_by=person)
    asked = Q(written_by=person) | Q(nominated_by=person) | Q(decided_by=person)
    return {
        "registered_for_meetings": rows(
            Registration.objects.filter(hers), MEETING, *Registration.ABOUT_HER, "state", "presence", "asked_at"
        ),
        "registrations_written_or_decided": rows(
            Registration.objects.filter(acted), MEETING, "delegation__member__slug", "state", "asked_at"
        ),
        "delegations_confirmed": rows(
            Delegation.objects.filter(confirmed_by=person), "admission__meeting__slug", "member__slug", "confirmed_at"
        ),
        "support_for_you": rows(
            SupportRequest.objects.filter(hers),
            *("admission__meeting__slug", *SupportRequest.ABOUT_HER, "needs", "eligibility", "state", "asked_at"),
        ),
        "support_asked_nominated_or_decided": rows(
            SupportRequest.objects.filter(asked), "admission__meeting__slug", "member__slug", "state", "asked_at"
        ),
        "under_a_code": [{"code": one.code, **identity} for one, identity in protected_records(person)],
        "protected_people_entered": rows(ProtectedPerson.objects.filter(entered_by=person), "code", "entered_at"),
        "looks_at_protected_people": rows(ProtectedLook.objects.filter(by=person), "protected__code", "reason", "at"),
        "inputs_sent": rows(
            Input.objects.filter(hers), "call__meeting__slug", "name", "organisation", "email", "text", "sent_at"
        ),
        "inputs_answered": rows(Input.objects.filter(decided_by=person), "call__meeting__slug", "decided_at"),
    }


def rows(found, *names):
    return list(found.order_by("pk").values(*names))


def protected_records(person):
    """[(protected person, identity)] of PERSON."""
    known = addresses_of(person)
    open_ones = ProtectedPerson.objects.filter(erased_at=None).order_by("pk")
    return [(one, identity) for one, identity in identities_of(open_ones) if identity.get("email", "").lower() in known]


@erasers.guest("who comes to meetings")
def forget(person):
    """Names and addresses go; that somebody came, asked or wrote stays."""
    for one, _identity in protected_records(person):
        erase(one)
    blank = {"function": "", "institution": "", "email": "", "name": ERASED}
    clear(Registration, person, blank)
    clear(SupportRequest, person, blank | {"itinerary": "", "eligibility": ERASED, "need_words": ""})
    clear(Input, person, {"name": "", "organisation": "", "email": ""})


def clear(model, person, values):
    hers = from_address("email", person)
    kept = history_of(model).objects
    keys = {*model.objects.filter(hers).values_list("pk", flat=True), *kept.filter(hers).values_list("id", flat=True)}
    open_ones = model.objects.filter(pk__in=keys)
    (open_ones.filter(protected=None) if hasattr(model, "protected") else open_ones).update(**values)
    with history_open():
        kept.filter(id__in=keys).update(**values)
