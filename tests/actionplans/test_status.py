"""Rules of the status that hold for whatever events a plan may have."""

import contextlib
import datetime as dt
import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.models import Plan, PlanEvent

KINDS = PlanEvent.Kind.values
UNMADE = ["announced", "drafting"]
FIRST, LAST = dt.date(2010, 1, 1), dt.date(2025, 12, 31)
days = st.dates(FIRST, LAST)
edtf = st.builds(
    lambda day, size, mark: day.isoformat()[:size] + mark,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?"]),
)


def events(kinds=KINDS):
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(kinds),
            "date": edtf,
            "until": st.just("") | edtf,
            "stated_on": st.just("") | edtf,
        }
    )


numbers = itertools.count()
thorough = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def plan(namibia, source):
    return Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")


def add(plan, source, *several):
    for event in several:
        PlanEvent.objects.create(plan=plan, source=source, locator=f"para. {next(numbers)}", **event)


def status(plan, on):
    found = Plan.objects.with_status(on).get(pk=plan.pk)
    return found.status, found.ends


@contextlib.contextmanager
def trial():
    """Whatever happens within is undone, so that each example begins with a plan without events."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@thorough
@given(before=st.lists(events(), max_size=5), later=events(), on=days)
def test_what_happens_later_does_not_change_a_day(plan, source, before, later, on):
    year = on.year + 1
    later = later | {"date": str(year), "stated_on": str(year)}
    with trial():
        add(plan, source, *before)
        then = status(plan, on)
        add(plan, source, later)
        assert status(plan, on) == then


@thorough
@given(before=st.lists(events(), min_size=1, max_size=5), on=days)
def test_a_second_source_that_says_the_same_changes_nothing(plan, source, before, on):
    with trial():
        add(plan, source, *before)
        then = status(plan, on)
        add(plan, source, before[0])
        assert status(plan, on) == then


@thorough
@given(before=st.lists(events(UNMADE), max_size=5), on=days)
def test_a_plan_that_is_only_meant_never_binds(plan, source, before, on):
    with trial():
        add(plan, source, *before)
        assert status(plan, on)[0] in (None, "planned", "drafting")


@thorough
@given(before=st.lists(events(), max_size=5), day=days, on=days)
def test_a_replaced_plan_stays_replaced(plan, source, before, day, on):
    with trial():
        add(plan, source, *before, {"kind": "replaced", "date": day.isoformat()})
        assert status(plan, max(day, on))[0] == "replaced"


@thorough
@given(before=st.lists(events(), max_size=5), on=days)
def test_a_plan_once_known_is_never_unknown_again(plan, source, before, on):
    with trial():
        add(plan, source, *before)
        known = status(plan, on)[0]
        assert known is None or status(plan, LAST)[0] is not None


@thorough
@given(before=st.lists(events(), max_size=5), on=days)
def test_a_plan_in_force_has_not_ended(plan, source, before, on):
    with trial():
        add(plan, source, *before)
        found, ends = status(plan, on)
        if found in ("in_force", "prolonged", "adopted") and ends:
            assert ends >= on


@pytest.mark.parametrize(
    ("events", "on", "expected"),
    [
        ([("adopted", "2017-05", ""), ("launched", "2017-09", "")], "2017-06-01", "adopted"),
        ([("in_force", "2017", "2019")], "2020-01-01", "expired"),
        ([("in_force", "2017", "2019"), ("prolonged", "2019-12", "2021")], "2020-01-01", "prolonged"),
        ([("in_force", "2017", "2019"), ("prolonged", "2019-12", "")], "2024-01-01", "prolonged"),
        (
            [("in_force", "2017", "2019"), ("prolonged", "2019-12", ""), ("expired", "2023", "")],
            "2024-01-01",
            "expired",
        ),
        ([("in_force", "2017", "2025"), ("under_review", "2018", "")], "2019-01-01", "under_review"),
        (
            [("in_force", "2017", "2025"), ("under_review", "2018", ""), ("launched", "2020", "")],
            "2021-01-01",
            "in_force",
        ),
        ([("under_review", "2018", "")], "2019-01-01", "under_review"),
        ([("expired", "2018", "")], "2019-01-01", "expired"),
        ([("attested", "../2010-10", "")], "2010-10-31", "in_force"),
        ([("attested", "../2010-10", "")], "2010-10-30", None),
    ],
)
def test_status(plan, source, events, on, expected):
    add(plan, source, *({"kind": kind, "date": date, "until": until} for kind, date, until in events))

    assert status(plan, on)[0] == expected


def test_an_announcement_stays_one(plan, source):
    add(plan, source, {"kind": "launched", "date": "2018-12", "stated_on": "2017-09-21"})

    assert status(plan, "2017-09-20")[0] is None
    assert status(plan, "2020-01-01")[0] == "planned"


def test_the_next_generation_replaces_once_it_is_made(plan, namibia, source):
    add(plan, source, {"kind": "launched", "date": "2019-03-01"})
    second = Plan.objects.create(member=namibia, slug="2", generation=2, kind="national")
    add(second, source, {"kind": "drafting", "date": "2023"}, {"kind": "adopted", "date": "2025-03-01"})
    add(second, source, {"kind": "launched", "date": "2026-01", "stated_on": "2025-03-01"})

    assert status(plan, "2025-02-28")[0] == "in_force"
    assert status(plan, "2025-03-01")[0] == "replaced"
