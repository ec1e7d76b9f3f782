"""Handing over: what the next person finds, gathered from every app's handover.py.

`office` is one member's post: open action points, dates of plans, drafts, contacts. `bureau` is the file that passes
from chair to chair. A guest of `office` is a function (member, user), of `bureau` (year, user), to a Section or None.
"""

from dataclasses import dataclass, field

from wpsnet.surfaces import Surface

office, bureau = Surface(), Surface()


@dataclass(frozen=True)
class Item:
    text: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """One heading of the page. `more` leads to the whole list where only some items are shown; `empty` is said if there
    are none."""

    order: int
    title: str
    items: list[Item] = field(default_factory=list)
    more: str = ""
    empty: str = ""


def sections(surface, *about):
    """The sections of SURFACE (office or bureau) in their order."""
    told = (guest(*about) for guest in surface.values())
    return sorted((section for section in told if section), key=lambda section: section.order)
