"""The world map of plan status, drawn on the server from data/world.json: shapes, and points for small states."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from django.conf import settings

from actionplans.models import RANKED, Plan, Status
from members.models import Member


@dataclass(frozen=True)
class Country:
    """A state on the map: where it lies, and its leading plan on the day, if any."""

    member: Member
    plan: Plan | None
    shape: str
    point: list | None

    @property
    def status(self):
        return self.plan.status if self.plan else "none"


@cache
def world():
    return json.loads((settings.BASE_DIR / "data" / "world.json").read_text())


def worldmap(on):
    """The map as it stands on the day ON, as a template context."""
    leading = {plan.member_id: plan for plan in Plan.objects.leading(on)}
    drawn = world()
    countries = [
        Country(member, leading.get(member.pk), drawn["shapes"].get(member.slug, ""), drawn["points"].get(member.slug))
        for member in Member.objects.states().for_list()
    ]
    counts = Counter(country.status for country in countries)
    return {
        "on": on,
        "countries": countries,
        "view_box": " ".join(str(number) for number in drawn["viewBox"]),
        "other_land": drawn["other"],
        "legend": [(status, counts[status]) for status in RANKED if counts[status]],
        "unknown": counts["none"],
    }


def made(countries):
    """How many of COUNTRIES have made a plan at any time."""
    return sum(country.status not in ("none", Status.DRAFTING, Status.PLANNED) for country in countries)


# --- A part of the world ----------------------------------------------------------------------------------------------

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
RING = re.compile(r"M[^Z]*Z")
MARGIN = 0.04  # of the width, around the countries of a region
LEAST = 40  # units of the world's 1000: closer than that, the shapes are too rough


def ring_box(ring):
    """(left, top, right, bottom) of one ring of a shape: an absolute point, then steps from each point to the next."""
    numbers = [float(number) for number in NUMBER.findall(ring)]
    xs, ys = list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))
    return min(xs), min(ys), max(xs), max(ys)


@cache
def boxes():
    """For each country the box around it, and around its largest piece of land, where its code is written."""
    drawn, found = world(), {}
    for code, shape in drawn["shapes"].items():
        rings = [ring_box(ring) for ring in RING.findall(shape)]
        found[code] = (around(rings), max(rings, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])))
    for code, (x, y) in drawn["points"].items():
        found.setdefault(code, ((x, y, x, y), (x, y, x, y)))
    return found


def around(several):
    lefts, tops, rights, bottoms = zip(*several, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True)
class Frame:
    """The part of the world that is shown."""

    left: float
    top: float
    width: float
    height: float

    @property
    def view_box(self):
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    @property
    def scale(self):
        """How large a sign must be drawn, so that it looks as on the map of the world."""
        return round(self.width / world()["viewBox"][2], 3)

    def shows(self, box):
        left, top, right, bottom = box
        right_edge, bottom_edge = self.left + self.width, self.top + self.height
        return left < right_edge and right > self.left and top < bottom_edge and bottom > self.top


def frame_of(members):
    """The frame around the countries of MEMBERS; the whole world where none is drawn."""
    known = [boxes()[member.slug][0] for member in members if member.slug in boxes()]
    if not known:
        return Frame(*world()["viewBox"])
    left, top, right, bottom = around(known)
    margin = MARGIN * max(right - left, LEAST)
    width, height = max(right - left, LEAST) + 2 * margin, max(bottom - top, LEAST / 2) + 2 * margin
    middle, centre = (left + right) / 2, (top + bottom) / 2
    return Frame(middle - width / 2, centre - height / 2, width, height)


def atlas(filterset):
    """The states that FILTERSET (a valid PlanFilter) asks about, each with its first plan that matches; as a context."""
    found = {plan.member_id: plan for plan in filterset.qs.national().one_each()}
    drawn, asked = world(), list(filterset.states())
    frame = frame_of(asked if filterset.form.cleaned_data["region"] else [])
    countries = [
        Country(member, found.get(member.pk), drawn["shapes"].get(member.slug, ""), drawn["points"].get(member.slug))
        for member in asked
    ]
    here = {member.slug for member in asked}
    return {
        "frame": frame,
        "countries": countries,
        "around": [
            shape for code, shape in drawn["shapes"].items() if code not in here and frame.shows(boxes()[code][0])
        ],
        "other_land": drawn["other"],
        "labels": labels(countries, frame.scale) if frame.scale < 1 else [],
        "groups": [(status, [one for one in countries if one.status == status]) for status in [*RANKED, "none"]],
    }


def labels(countries, scale):
    """(country, x, y) of the code that is written on each country, in units of the frame."""
    placed = [(one, boxes()[one.member.slug][1]) for one in countries if one.member.slug in boxes()]
    return [
        (one, round((left + right) / 2 / scale, 1), round((top + bottom) / 2 / scale, 1))
        for one, (left, top, right, bottom) in placed
    ]
