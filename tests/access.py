"""Who gets what answer: reads tests/access.csv and makes the people and objects that its lines speak of.

A new page needs two lines in the file, GET and POST (a missing one fails the build), and, where its address holds more
than a member's code, an entry in KEYWORDS below. Columns A to M are the roles: A nobody, C civil society, F focal point of
Namibia, L her alternate, B bureau, E editor, M administrator of the secretariat. `own` is Namibia and what belongs to it,
`other` is Sweden. A cell is the status of the answer, or `in` where it leads to the sign-in page.
"""

import csv
import datetime as dt
from pathlib import Path

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from model_bakery import baker

from actionplans.models import Plan
from meetings.models import Meeting
from members.models import Appointment, BureauTerm, Invitation, Member, ProfileRevision
from tests.conftest import appoint, person, state
from tests.signing_in import sign_in
from wpsnet.models import Source

ROLES = ["A", "C", "F", "L", "B", "E", "M"]
METHODS = ["GET", "POST"]


class World:
    """One person for each role, signed in, and two members: what belongs to them is made once for all lines."""

    def __init__(self):
        self.own, self.other = state("NAM", "Namibia"), state("SWE", "Sweden")
        norway = state("NOR", "Norway")
        BureauTerm.objects.create(member=norway, year=dt.date.today().year, role="chair")
        wilpf = Member.objects.create(kind="civil_society", slug="wilpf", name_en="WILPF")
        self.people = {
            "C": post("civil@example.org", wilpf, Appointment.Role.REPRESENTATIVE),
            "F": post("focal@example.org", self.own, Appointment.Role.FOCAL_POINT),
            "L": post("alternate@example.org", self.own, Appointment.Role.ALTERNATE),
            "B": post("bureau@example.org", norway, Appointment.Role.FOCAL_POINT),
            "E": person("editor@example.org", "Editor", secretariat="editor"),
            "M": person("admin@example.org", "Administrator", secretariat="admin"),
        }
        Plan.objects.create(member=self.own, slug="1", generation=1, kind="national").events.create(
            kind="launched", date="2019", source=Source.objects.create(key="S", title="Summary", kind="un_document")
        )
        baker.make(Meeting, slug="berlin-2018", name="Berlin", date="2018-04-09", ordinal=None)
        for member in (self.own, self.other):
            ProfileRevision.objects.create(member=member, number=1, published_by=self.people["F"])
        self.cookies = {"A": Client().cookies}
        for role, user in self.people.items():
            client = Client()
            sign_in(client, user)
            self.cookies[role] = client.cookies

    def member(self, whose):
        return {"own": self.own, "other": self.other}[whose]


def post(email, member, role):
    user = person(email, email)
    appoint(user, member, role)
    return user


def invitation(world, whose):
    until = timezone.now() + dt.timedelta(hours=1)
    return {"pk": baker.make(Invitation, email="guest@example.org", role="", expires_at=until).pk}


def entry(world, whose):
    return {"slug": world.member(whose).slug}


ENTRY_PAGES = ["entry", "edit", "changes", "preview", "discard", "revisions", "confirm", "ask"]
# What stands in an address, by route; where a route is not named here, by the name of the part.
KEYWORDS = {
    "account_reset_password_from_key": lambda world, whose: {"uidb36": "1", "key": "unknown"},
    "mfa_remove_webauthn": lambda world, whose: {"pk": 0},
    "mfa_edit_webauthn": lambda world, whose: {"pk": 0},
    "dev_mail:mail": lambda world, whose: {"name": "unknown"},
    "dev_mail:html": lambda world, whose: {"name": "unknown"},
    "members:withdraw_invitation": invitation,
    "members:invitation": lambda world, whose: {"token": "unknown"},
    "members:still_right": lambda world, whose: {"token": "unknown"},
    "members:revision": lambda world, whose: entry(world, whose) | {"number": 1},
    **{f"members:{page}": entry for page in ENTRY_PAGES},
    "actionplans:detail": lambda world, whose: {"member": "NAM", "slug": "1"},
    "meetings:detail": lambda world, whose: {"slug": "berlin-2018"},
    "newsletters:confirm": lambda world, whose: {"token": "unknown"},
    "newsletters:leave": lambda world, whose: {"token": "unknown"},
    "observatory:country": lambda world, whose: {"iso3": world.member(whose).slug},
    "observatory:organisation": lambda world, whose: {"slug": "wilpf"},
}


def keywords(route, world, whose):
    return KEYWORDS[route](world, whose) if route in KEYWORDS else {}


def lines():
    with (Path(__file__).parent / "access.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def routes(resolver=None, namespace=""):
    """The names of all routes of the portal."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"unnamed {pattern.pattern}")
        else:
            yield from routes(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
