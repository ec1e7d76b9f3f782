"""Mail came back for good: a case is opened, once, until somebody finds out how the person is reached."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from members.models import ContactCase, User
from wpsnet.models import Delivery
from wpsnet.outbox.returns import forgive


def open_cases() -> None:
    """A case for each person whose mail came back since her last case was closed.

    May run twice at once: the database keeps one open case a person and one case a delivery.
    """
    deliveries = list(returned())
    people = User.objects.in_bulk({delivery.person for delivery in deliveries})
    for delivery in deliveries:
        open_case(people[delivery.person], delivery.reason, delivery)


def returned():
    """The deliveries that came back to an account's address, with its `person`, and for which there is no case yet."""
    person = User.objects.active().filter(email=OuterRef("address")).values("pk")
    own = ContactCase.objects.filter(person=OuterRef("person"))
    known = ContactCase.objects.filter(delivery=OuterRef("pk"))
    deliveries = Delivery.objects.unreachable().exclude(Exists(known)).annotate(person=Subquery(person))
    seen = Exists(own.open()) | Exists(own.filter(closed_at__gte=OuterRef("created_at")))
    return deliveries.exclude(person=None).exclude(seen).order_by("pk")


@transaction.atomic
def open_case(person: User, reason: str, delivery: Delivery | None = None) -> ContactCase | None:
    """Note that mail to PERSON came back, for the REASON that the mail server gave. Returns her open case.

    None where DELIVERY has had its case, or is older than the answer that somebody gave to her last one.
    """
    answered = ContactCase.objects.filter(person=person)
    if delivery and answered.filter(closed_at__gte=delivery.created_at).exists():
        return None
    case = ContactCase(person=person, reason=reason[:300], delivery=delivery, opened_at=timezone.now())
    ContactCase.objects.bulk_create([case], ignore_conflicts=True)
    return ContactCase.objects.open().filter(person=person).first()


def close_case(case: ContactCase, outcome: str, *, by: User) -> bool:
    """Write down what was found out; False where somebody else has done so already."""
    answer = {"outcome": outcome, "closed_by": by, "closed_at": timezone.now()}
    closed = ContactCase.objects.open().filter(pk=case.pk).update(**answer)
    if closed and outcome == ContactCase.Outcome.RIGHT:
        forgive(case.person.email)
    return bool(closed)
