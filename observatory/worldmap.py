"""The world map of plan status, drawn on the server from data/world.json: shapes, and points for small states."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

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
