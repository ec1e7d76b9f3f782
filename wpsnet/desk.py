"""The desk: what waits for a person, gathered from every app's desk.py."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from wpsnet.surfaces import Surface

desk = Surface()


@dataclass(order=True)
class Waiting:
    """One thing that waits. `since` orders the desk, oldest first; `urgent` is said in words beside it."""

    since: dt.date
    title: str = field(compare=False)
    url: str = field(compare=False)
    detail: str = field(compare=False, default="")
    urgent: bool = field(compare=False, default=False)


@dataclass
class Asked:
    """Rows that wait, where the desk asks for those of all guests in one query.

    TOLD names expressions; WORDS makes a Waiting of their values, which come as in JSON, but for `since`, a date.
    """

    rows: QuerySet
    words: Callable[[dict], Waiting]
    told: dict


def waiting_for(user):
    """All that waits for USER, oldest first. A guest is a function from a user to an iterable of Waiting and Asked."""
    return sorted(answered(item for guest in desk.values() for item in guest(user)))


def answered(items):
    """ITEMS with a Waiting for each row in place of what is Asked."""
    asked = []
    for item in items:
        if isinstance(item, Asked):
            asked.append(item)
        else:
            yield item
    for told in rows_of(asked):
        yield asked[told.pop("place")].words(told | {"since": dt.date.fromisoformat(told["since"])})


def rows_of(asked):
    """What is told of each of all their rows, with its `place` in ASKED.

    One column: the order of two may differ from one query of the union to the next, where rows are annotated already.
    """
    if not asked:
        return []
    found = [
        item.rows.annotate(row=JSONObject(place=Value(place), **item.told)).values_list("row", flat=True)
        for place, item in enumerate(asked)
    ]
    return found[0].union(*found[1:], all=True)
