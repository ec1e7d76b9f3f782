"""What the events of a plan tell when they are read together."""

import datetime as dt

import pytest

from actionplans import story
from actionplans.models import Plan, told_by
from actionplans.wording import plan_title
from tests.actionplans.conftest import tell


def as_known(plan, day):
    return Plan.objects.with_status(day).prefetch_related(told_by(day)).get(pk=plan.pk)


def test_period_takes_the_latest_end(plan):
    period = story.period(as_known(plan, dt.date(2020, 1, 1)))

    assert (period.begins, period.ends, period.disputed) == ("2019", "2026", True)


def test_extension_without_an_end_leaves_the_end_open(plan, source):
    tell(plan, source, "prolonged", "2025")

    known = as_known(plan, dt.date(2027, 1, 1))

    assert (known.status, story.period(known).ends, story.deciding_event(known).kind) == ("prolonged", "", "prolonged")


def test_expiry_by_the_calendar_and_by_word(plan, source):
    by_calendar = as_known(plan, dt.date(2027, 1, 1))
    tell(plan, source, "expired", "2023-05")
    by_word = as_known(plan, dt.date(2024, 1, 1))

    assert [story.deciding_event(known).kind for known in (by_calendar, by_word)] == ["in_force", "expired"]


def test_what_is_only_foretold_is_the_last_event_of_a_planned_plan(namibia, source):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    tell(plan, source, "adopted", "2030", stated_on="2020-01-01")

    known = as_known(plan, dt.date(2021, 1, 1))

    assert (known.status, story.last_event(known).kind, story.deciding_event(known).kind) == (
        "planned",
        "adopted",
        "adopted",
    )


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"kind": "national", "generation": 1}, "First national action plan"),
        ({"kind": "national", "generation": 9}, "Ninth national action plan"),
        ({"kind": "national", "generation": 12}, "National action plan number 12"),
        ({"kind": "national"}, "National action plan, generation not known"),
        ({"kind": "regional"}, "Regional action plan"),
        ({"kind": "local"}, "Local action plan"),
        ({"kind": "other_framework"}, "Other framework"),
        ({"kind": "national", "generation": 2, "title_en": "Strategy"}, "Strategy"),
    ],
    ids=str,
)
def test_what_a_plan_is_called(fields, title):
    assert plan_title(Plan(**fields)) == title
