"""The state of the registry in a year: how many plans stood at its end, what came and what went, and who leads."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from actionplans import overview
from actionplans.bodies import lead_kinds
from actionplans.models import CURRENT, ONCE_MADE, Finding, Plan, Status, told_by
from members.models import Region
from wpsnet.languages import alphabetical

ANSWERS = [Finding.Answer.YES, Finding.Answer.PARTLY, Finding.Answer.NO, Finding.Answer.UNCLEAR]


@dataclass(frozen=True)
class Line:
    """One line of a table: what is counted, its numbers, and the filters of the list with the rows behind it."""

    label: str
    numbers: list
    query: str = ""

    @property
    def rows(self):
        return f"{reverse('actionplans:list')}?{self.query}" if self.query else ""


def state_of_registry(year, today):
    """What was known of plans at the end of YEAR, or on the day TODAY if the year is not over; as a template context."""
    on = min(today, dt.date(year, 12, 31))
    before = dict(Plan.objects.known(dt.date(year - 1, 12, 31)).values_list("pk", "status"))
    plans = list(Plan.objects.for_list(on).prefetch_related(told_by(on), "bodies"))
    current = [plan for plan in plans if plan.status in CURRENT]
    years = overview.growth(Plan.objects.known(on), on)
    return {
        "year": year,
        "on": on,
        "today": today,
        "countries": len({plan.member_id for plan in current if plan.kind == Plan.Kind.NATIONAL}),
        "plans": plans,
        "statuses": statuses(plans, on),
        "regions": regions(plans, on),
        "leads": leads(current, on),
        "answers": [status.label for status in ANSWERS],
        "findings": findings(current),
        "came": [plan for plan in plans if plan.status in ONCE_MADE and before.get(plan.pk) not in ONCE_MADE],
        "went": [plan for plan in plans if plan.status not in CURRENT and before.get(plan.pk) in CURRENT],
        "chart": overview.growth_chart(years),
    }


def statuses(plans, on):
    """How many plans of each kind are in each status: lines of [national, all]."""
    everyone, national = Counter(), Counter()
    for plan in plans:
        everyone[plan.status] += 1
        national[plan.status] += plan.kind == Plan.Kind.NATIONAL
    return [
        Line(status.label, [national[status], everyone[status]], f"as_of={on.isoformat()}&status={status.value}")
        for status in Status
        if everyone[status]
    ]


def regions(plans, on):
    """For each region: countries with a national plan in force, and countries that ever made one."""
    binding, made = defaultdict(set), defaultdict(set)
    for plan in plans:
        if plan.kind == Plan.Kind.NATIONAL and plan.status in ONCE_MADE:
            made[plan.member.region_id].add(plan.member_id)
            if plan.status in CURRENT:
                binding[plan.member.region_id].add(plan.member_id)
    found = Region.objects.filter(pk__in=[pk for pk in made if pk]).order_by(alphabetical("name"))
    return [
        Line(
            region.name, [len(binding[region.pk]), len(made[region.pk])], f"as_of={on.isoformat()}&region={region.code}"
        )
        for region in found
    ]


def leads(current, on):
    """Who leads the plans that bind today: lines of [plans]. A plan that several kinds of bodies lead stands in several."""
    counted = Counter(kind for plan in current for kind in lead_kinds(plan) or [""])
    query = f"as_of={on.isoformat()}&status=current&lead_type="
    lines = [Line(kind.label, [counted[kind]], query + kind.value) for kind in Plan.LeadType if counted[kind]]
    return [*lines, Line(_("not known"), [counted[""]])] if counted[""] else lines


def findings(current):
    """How many of the plans that bind have each answer to each question, by whichever source: lines of four numbers."""
    rows = Finding.objects.filter(plan__in=[plan.pk for plan in current]).order_by()
    counted = {
        (question, answer): number
        for question, answer, number in rows.values_list("question", "answer").annotate(Count("plan", distinct=True))
    }
    return [
        Line(question.label, numbers)
        for question in Finding.Question
        if any(numbers := [counted.get((question, answer), 0) for answer in ANSWERS])
    ]
