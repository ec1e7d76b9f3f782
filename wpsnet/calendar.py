"""Events as a calendar file (iCalendar, RFC 5545), which people's own calendars read and keep up to date.

Written by hand: an event needs seven properties and two rules, of escaping and of folding. Hours are given in UTC, which
every calendar shows in its reader's own time, and which needs no table of time zones.
"""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

LONGEST_LINE = 75  # octets


@dataclass(frozen=True)
class Entry:
    """One event: of whole days, or from the hour `starts` to the hour `ends`. `uid` never changes; `changed`, and with it
    `sequence`, tell calendars that the rest did. `video` is an address by which one takes part."""

    uid: str
    first: dt.date
    last: dt.date
    title: str
    changed: dt.datetime
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_fixed: bool = True
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    sequence: int | None = None
    video: str = ""


def as_calendar(entries, name):
    """The response with ENTRIES; a calendar that has fetched it comes back once a day."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Women Peace and Security Focal Points Network//Portal//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(_('Women, Peace and Security Focal Points Network'))}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(line for entry in entries for line in written(entry)),
        "END:VCALENDAR",
    ]
    body = "".join(f"{folded(line)}\r\n" for line in lines)
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def moment(value):
    return value.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def period(entry):
    if entry.starts and entry.ends:
        return [f"DTSTART:{moment(entry.starts)}", f"DTEND:{moment(entry.ends)}"]
    after = entry.last + dt.timedelta(days=1)  # the end of whole days is the day after them
    return [f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def written(entry):
    changed = moment(entry.changed)
    sequence = int(entry.changed.timestamp()) - 1_700_000_000 if entry.sequence is None else entry.sequence
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{sequence}"
    yield from period(entry)
    yield f"SUMMARY:{escaped(entry.title)}"
    for name, words in [("LOCATION", entry.place), ("DESCRIPTION", entry.text)]:
        if words:
            yield f"{name}:{escaped(words)}"
    if entry.url:
        yield f"URL:{entry.url}"
    if entry.video:
        yield f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{entry.video}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED' if entry.is_fixed else 'TENTATIVE'}"
    yield f"TRANSP:{'OPAQUE' if entry.is_fixed else 'TRANSPARENT'}"
    yield "END:VEVENT"


def escaped(text):
    """TEXT as a value: the signs that part values are marked, line ends written as two signs."""
    text = text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return "\\n".join(text.splitlines())


def folded(line):
    """LINE cut into pieces of 75 octets at most, never within a sign; each goes on behind a line end and a blank."""
    pieces, room = [""], LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = LONGEST_LINE - 1
        pieces[-1] += sign
        room -= size
    return "\r\n ".join(pieces)
