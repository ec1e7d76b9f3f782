"""The bureau of a year: who chairs, who did the year before, and who will."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from members.contacts import contact_of
from members.models import Appointment, BureauTerm

FIRST_YEAR = 2016
PLACES = {-1: _("Outgoing"), 0: _("In the chair"), 1: _("Incoming")}


@dataclass
class Seat:
    """One of the three places of the bureau in one year: those who hold it, each with (appointment, contact) pairs."""

    place: str
    year: int
    terms: list[BureauTerm] = field(default_factory=list)


def seats(year):
    """The bureau of YEAR: the outgoing, the current and the incoming chair, whoever is named."""
    terms = list(BureauTerm.objects.around(year))
    return [
        Seat(place, year + shift, [term for term in terms if term.year == year + shift])
        for shift, place in PLACES.items()
    ]


def seats_with_contacts(year, reader):
    """The same, each term with `people`: its member's focal points as READER may see them."""
    bureau = seats(year)
    terms = [term for seat in bureau for term in seat.terms]
    posts = focal_points([term.member_id for term in terms])
    for term in terms:
        term.people = [(post, contact_of(post, reader)) for post in posts if post.member_id == term.member_id]
    return bureau


def focal_points(members):
    """The posts of focal points of MEMBERS (their keys) that are held today."""
    posts = Appointment.objects.current().leading().filter(member__in=members)
    return list(posts.select_related("person", "member").order_by("since", "pk"))


def place_of(term, year):
    """Outgoing, in the chair, incoming, seen from YEAR; nothing for other years."""
    return PLACES.get(term.year - year, "") if term.role != BureauTerm.Role.LAUNCH else ""
