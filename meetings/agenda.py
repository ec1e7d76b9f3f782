"""The agenda as readers see it: each part with the hour at which it begins, found out from the parts before it."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from meetings.models import AgendaItem, Schedule


@dataclass
class Slot:
    """One part of the agenda and when it takes place, as far as that is known."""

    item: AgendaItem
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    parts: list["Slot"] = field(default_factory=list)


def schedule_of(meeting):
    """The schedule of MEETING; one that says nothing where none was written."""
    return getattr(meeting, "schedule", None) or Schedule(meeting=meeting)


def laid_out(meeting):
    """[(day or None, its slots)] of the agenda of MEETING, in their order."""
    schedule = schedule_of(meeting)
    days = []
    for day, items in groupby(meeting.agenda.for_page(), key=lambda item: item.day):
        days.append((day, slots(items, schedule)))
    return days


def slots(items, schedule, starts=None, day=None):
    """ITEMS one after the other. Without an hour of its own, each begins when the one before it ends; the first at STARTS."""
    found, now = [], starts
    for item in items:
        on = item.day or day
        if item.begins and on:
            now = schedule.at(on, item.begins)
        slot = Slot(item, now, later(now, item.minutes))
        if item.parent_id is None:
            slot.parts = slots(item.parts.all(), schedule, now, on)
        found.append(slot)
        now = slot.ends
    return found


def later(moment, minutes):
    """So many MINUTES later, also in a night in which the clock is put forward or back."""
    if moment is None or not minutes:
        return None
    return (moment.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def exists(moment):
    """Whether a clock on the wall ever shows MOMENT: in the night in which it is put forward, an hour is left out."""
    back = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)
