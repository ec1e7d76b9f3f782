"""The plans of a list arranged for the eye: member by generation, as bars over the years, by year, side by side."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import get_language

from actionplans import story
from actionplans.bodies import in_role
from actionplans.content import HEADINGS, entries, theme_by_theme
from actionplans.models import Finding, Plan, PlanBody, PlanEvent
from actionplans.models.plan import MADE
from members.models import Member
from wpsnet.languages import direction

FIRST_YEAR = 2005  # of the first national action plan
MOST = 10  # plans of one member in matrix and timeline; the list behind them has all
WIDTH = 600  # units of the drawings; the page stretches them


def members_of(plans):
    """The members that have plans among PLANS, in the order of the directory."""
    return Member.objects.for_list().filter(pk__in=plans.order_by().values("member"))


def by_member(page, plans):
    """[(member, her plans)] for the members of PAGE: her first MOST, and how many more she has in `member.not_shown`."""
    place = Window(RowNumber(), partition_by="member_id", order_by=[F("generation").asc(nulls_last=True), "slug"])
    count = Window(Count("pk"), partition_by="member_id")
    shown = plans.filter(member__in=[member.pk for member in page]).annotate(place=place, of_member=count)
    own = defaultdict(list)
    for plan in shown.filter(place__lte=MOST):
        own[plan.member_id].append(plan)
    for member in page:
        member.not_shown = own[member.pk][0].of_member - len(own[member.pk]) if own[member.pk] else 0
    return [(member, own[member.pk]) for member in page]


# --- Member by generation ---------------------------------------------------------------------------------------------


def matrix(page, plans, on):
    """For each member of PAGE the plans of each generation, then those that have none; as a template context."""
    lines = by_member(page, plans)
    most = max((plan.generation or 0 for _member, own in lines for plan in own), default=0)
    generations = range(1, most + 1)
    rows = []
    for member, own in lines:
        cells = [[plan for plan in own if generation_of(plan) == number] for number in generations]
        rows.append((member, cells, [plan for plan in own if not generation_of(plan)]))
    has_others = any(others or member.not_shown for member, _cells, others in rows)
    return {"generations": generations, "rows": rows, "has_others": has_others}


def generation_of(plan):
    return plan.generation if plan.kind == Plan.Kind.NATIONAL else None


# --- Over the years ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scale:
    """The days from the beginning of one year to that of another, on a line WIDTH long, in the reader's direction."""

    first: int
    last: int

    def x(self, day):
        days = (day - dt.date(self.first, 1, 1)).days / (dt.date(self.last, 1, 1) - dt.date(self.first, 1, 1)).days
        along = round(max(0, min(1, days)) * WIDTH, 1)
        return WIDTH - along if direction(get_language()) == "rtl" else along

    @property
    def ticks(self):
        """(place, year) of every fifth year."""
        return [(self.x(dt.date(year, 1, 1)), year) for year in range(self.first, self.last + 1, 5)]


@dataclass(frozen=True)
class Bar:
    """PLAN from x on; `is_open` where no source gives its end, and it is drawn up to the day that is asked about."""

    plan: Plan
    x: float
    width: float
    is_open: bool


def timeline(page, plans, on):
    """For each member of PAGE a bar for each plan whose beginning is known, and the plans without one."""
    lines = by_member(page, plans)
    ends = [plan.ends.year for _member, own in lines for plan in own if plan.ends]
    scale = Scale(FIRST_YEAR, max([on.year, *ends]) // 5 * 5 + 5)
    rows = []
    for member, own in lines:
        bars = [bar for plan in own if (bar := bar_of(plan, own, scale, on))]
        drawn = {bar.plan.pk for bar in bars}
        rows.append((member, bars, [plan for plan in own if plan.pk not in drawn]))
    return {"scale": scale, "rows": rows, "outer": WIDTH + 28, "on_x": scale.x(on)}


def bar_of(plan, own, scale, on):
    begins = began(plan)
    if not begins:
        return None
    later = [began(other) for other in own if (generation_of(other) or 0) > (generation_of(plan) or 99)]
    ends = plan.ends or min([day for day in later if day and day > begins], default=None)
    edges = sorted([scale.x(begins), scale.x(ends or max(on, begins))])
    return Bar(plan, edges[0], max(2, round(edges[1] - edges[0], 1)), not ends)


def began(plan):
    """The first day that a source gives for PLAN's beginning; None where none does."""
    days = [event.first or event.happened_by for event in story.held(plan) if event.kind in MADE]
    return min(filter(None, days), default=None)


# --- Year by year -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Year:
    """What was known to have been made by the end of a year, or of `day`, the last that the page is asked about."""

    year: int
    day: dt.date
    new: int
    plans: int
    countries: int

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return f"{reverse('actionplans:list')}?as_of={self.day.isoformat()}&status=made"


def growth(plans, on):
    """A Year for each year from the first plan of PLANS to the day ON."""
    made = PlanEvent.objects.held(on).filter(kind__in=MADE, plan__in=plans.order_by().values("pk"))
    firsts = made.order_by().values("plan", "plan__member").annotate(day=Min("holds_from")).order_by("day")
    by_year = {year: list(rows) for year, rows in groupby(firsts, key=lambda row: row["day"].year)}
    years, total, members = [], 0, set()
    for year in range(min(by_year, default=on.year), on.year + 1):
        new = by_year.get(year, [])
        total += len(new)
        members |= {row["plan__member"] for row in new}
        years.append(Year(year, min(on, dt.date(year, 12, 31)), len(new), total, len(members)))
    return years


def growth_chart(years, height=220):
    """The years as pairs of columns, for an SVG WIDTH wide and HEIGHT high, in the reader's direction."""
    top = max([year.plans for year in years], default=0) or 1
    step = WIDTH / max(1, len(years))
    columns = []
    for place, year in enumerate(years):
        at = len(years) - 1 - place if direction(get_language()) == "rtl" else place
        tall = [round(number / top * height, 1) for number in (year.plans, year.countries)]
        columns.append(
            {
                "year": year,
                "x": round(at * step + step * 0.1, 1),
                "middle": round(at * step + step / 2, 1),
                "plans": {"y": height - tall[0], "height": tall[0], "top": round(height - tall[0] - 3, 1)},
                "countries": {"y": height - tall[1], "height": tall[1]},
                "labelled": year.year % 5 == 0 or (place == len(years) - 1 and year.year % 5 > 1),
            }
        )
    return {
        "columns": columns,
        "bar": round(step * 0.8, 1),
        "half": round(step * 0.4, 1),
        "width": WIDTH,
        "height": height,
    }


# --- Side by side -----------------------------------------------------------------------------------------------------


def side_by_side(plans):
    """PLANS, and for each question, part, theme, resolution, language or country of which a source says something about
    one of them, what is said of each."""
    answers = []
    for question, label in Finding.Question.choices:
        row = [[one for one in plan.findings.all() if one.question == question] for plan in plans]
        if any(row):
            answers.append((label, row))
    return {
        "plans": plans,
        "answers": answers,
        "roles": [(role.label, [in_role(plan, role) for plan in plans]) for role in PlanBody.Role],
        "themes": theme_by_theme(plans),
        "contents": contents_beside(plans),
    }


def contents_beside(plans):
    """(heading, for each of PLANS what sources say of its resolutions, languages or countries)."""
    rows = []
    for subject, heading in HEADINGS.items():
        said = [entries(one for one in plan.findings.all() if one.question == subject) for plan in plans]
        if any(said):
            rows.append((heading, said))
    return rows
