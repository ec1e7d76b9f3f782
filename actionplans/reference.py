"""The files that fill this app's models."""

from django.core.exceptions import ValidationError

from actionplans.content import ASKED_APART
from actionplans.models import Commitment, Finding, Initiative, Plan, PlanBody, PlanEvent, PublishedCount
from wpsnet.dates import bounds
from wpsnet.reference import Table, tables


def plan_is_called_by_its_address(cells):
    if cells["plan"] != f"{cells['member']}-{cells['slug']}":
        yield "plan", "must be the member, a hyphen and the slug"


def period_ends_after_it_begins(cells):
    try:
        begin, _day = bounds(cells["date"]) if cells["date"] else (None, None)
        _day, end = bounds(cells["until"]) if cells["until"] else (None, None)
    except ValidationError:
        return  # told of the field itself
    if begin and end and end < begin:
        yield "until", "lies before the date"


SUBJECTS = {"theme": "theme", "focus_country": "country", "resolution": "code", "language": "code"}


def finding_is_about_what_it_asks(cells):
    asked = SUBJECTS.get(cells["question"])
    for column in ("theme", "country", "code"):
        if bool(cells[column]) != (column == asked):
            yield column, "must be filled" if column == asked else "does not belong to this question"
    if cells["theme"] in ASKED_APART:
        yield "theme", f"is answered as {ASKED_APART[cells['theme']].value}"


FOUND_ON = "2026-11-23T00:00:00Z"  # when the rows of the files were gathered: readers see them from then on

tables += [
    Table("plans.csv", Plan, key=("member", "slug"), name="{plan}", check=plan_is_called_by_its_address, child=False),
    Table(
        "plan_events.csv",
        PlanEvent,
        key=("plan", "kind", "date", "until", "source", "locator"),
        check=period_ends_after_it_begins,
    ),
    Table(
        "findings.csv",
        Finding,
        key=("plan", "question", "theme", "country", "code", "source", "locator"),
        check=finding_is_about_what_it_asks,
    ),
    Table("plan_bodies.csv", PlanBody, key=("plan", "role", "name", "source", "locator")),
    Table("published_counts.csv", PublishedCount, key=("subject", "date", "source", "locator")),
    Table(
        "initiatives.csv",
        Initiative,
        key=("plan", "source", "locator"),
        constants={"published_at": FOUND_ON},
    ),
    Table(
        "commitments.csv",
        Commitment,
        key=("member", "made", "level", "source"),
        constants={"published_at": FOUND_ON},
    ),
]
