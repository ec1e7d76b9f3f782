"""The desk: what waits for a person, gathered from every app's desk.py."""

import datetime as dt
from dataclasses import dataclass, field

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


def waiting_for(user):
    """All that waits for USER, oldest first. A guest is a function from a user to an iterable of Waiting."""
    return sorted(item for guest in desk.values() for item in guest(user))
