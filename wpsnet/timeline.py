"""The timeline: what is new, gathered from every app's timeline.py."""

import datetime as dt
import heapq
from dataclasses import dataclass, field
from itertools import islice

from wpsnet.surfaces import Surface

timeline = Surface()


@dataclass(order=True)
class News:
    """One thing that happened, in public. `when` is its EDTF date in words, `day` orders it."""

    day: dt.date
    when: str = field(compare=False)
    title: str = field(compare=False)
    url: str = field(compare=False)
    kind: str = field(compare=False)
    member: str = field(compare=False, default="")


def latest(count, *, member=None):
    """The COUNT newest public things, newest first; only those of MEMBER if given.

    A guest is a function (count, member) to its own newest News, newest first.
    """
    lists = (guest(count, member) for guest in timeline.values())
    return list(islice(heapq.merge(*lists, reverse=True), count))
