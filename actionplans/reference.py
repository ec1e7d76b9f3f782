"""The files that fill this app's models."""

from django.core.exceptions import ValidationError

from actionplans.models import Finding, Plan, PlanEvent
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


tables += [
    Table("plans.csv", Plan, key=("member", "slug"), name="{plan}", check=plan_is_called_by_its_address, child=False),
    Table(
        "plan_events.csv",
        PlanEvent,
        key=("plan", "kind", "date", "until", "source", "locator"),
        check=period_ends_after_it_begins,
    ),
    Table("findings.csv", Finding, key=("plan", "question", "source", "locator")),
]
