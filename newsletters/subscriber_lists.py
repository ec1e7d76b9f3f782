"""A list of addresses as it was sent: each row is taken with its consent, or refused with the reason."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from members.imports import tables
from newsletters.models import Subscriber
from wpsnet.forms import one_mailbox
from wpsnet.languages import CODES

LONGEST_HOW, LONGEST_BY = 300, 200
OLDEST = dt.date(2000, 1, 1)
# What a refused row is told, kept as a code and put into words when it is read.
REASONS = {
    "address": gettext_noop("This is not an e-mail address that can be written to."),
    "language": gettext_noop("The language must be one of: en, fr, es, ar, ru, zh-hans."),
    "no_consent": gettext_noop("There is no consent: the day, how it was collected and by whom must all be given."),
    "day": gettext_noop("The day of the consent is not a day of the past, written as 2026-09-21."),
    "double": gettext_noop("The address stands in the list twice. The first one counts."),
    "left": gettext_noop("This person has left. Only she can come back, by the form on the portal."),
    "known": gettext_noop("This address receives the newsletter already."),
}


@dataclass(frozen=True)
class ListColumn:
    name: str
    meaning: str
    example: str
    required: bool = True


COLUMNS = [
    ListColumn("email", _("E-mail address"), "reader@example.org"),
    ListColumn("language", _("Language of the newsletter; English where it is empty"), "fr", required=False),
    ListColumn("consent_on", _("Day on which she agreed"), "2026-09-21"),
    ListColumn("consent_how", _("How the consent was collected"), "Paper form at the conference"),
    ListColumn("collected_by", _("Who collected it"), "Office of the secretariat"),
]


class Refused(Exception):
    """A row that is not taken; its code is one of REASONS."""


def read(data):
    """(rows to be taken, refused rows) of DATA, the bytes of a CSV file. Raises members.imports.faults.Unreadable."""
    table = tables.read(data, COLUMNS)
    known = {email: (left, reads) for email, left, reads in state_of_all(table)}
    taken, refused, seen = [], [], set()
    for line, cells in table.rows:
        row = dict(zip(table.header, cells, strict=False))
        try:
            taken.append({"line": line} | checked(row, known, seen))
        except Refused as reason:
            refused.append({"line": line, "email": row.get("email", "")[:254], "reason": str(reason)})
    return taken, refused


def state_of_all(table):
    at = table.header.index("email")
    emails = {cells[at].strip().lower() for _line, cells in table.rows if len(cells) > at}
    for one in Subscriber.objects.filter(email__in=emails):
        left = one.left_at is not None or (one.is_active and one.newsletter is False)
        yield one.email, left, one.is_active and bool(one.newsletter)


def checked(row, known, seen):
    """ROW with its values checked. Raises Refused."""
    email = address_of(row)
    if email in seen:
        raise Refused("double")
    seen.add(email)
    language = row.get("language", "").lower() or "en"
    if language not in CODES:
        raise Refused("language")
    day, how, by = (row.get(name, "").strip() for name in ("consent_on", "consent_how", "collected_by"))
    if not (day and how and by):
        raise Refused("no_consent")
    left, reads = known.get(email, (False, False))
    if left or reads:
        raise Refused("left" if left else "known")
    return {
        "email": email,
        "language": language,
        "on": day_of(day).isoformat(),
        "how": how[:LONGEST_HOW],
        "by": by[:LONGEST_BY],
    }


def address_of(row):
    try:
        email = one_mailbox(row.get("email", ""))
    except ValidationError as error:
        raise Refused("address") from error
    if len(email) > 254:
        raise Refused("address")
    return email


def day_of(text):
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused("day") from error
    if not OLDEST <= day <= timezone.localdate():
        raise Refused("day")
    return day
