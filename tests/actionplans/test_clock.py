"""Before a plan ends, those who keep it are told: once for each mark, however often the clock strikes."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from actionplans import clock
from actionplans.desk import plans as plans_waiting
from members.models import Appointment
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import sending


@pytest.fixture(autouse=True)
def held_for_years(plan, ndapewa):
    """The plan ends with 2026; its focal point has been there for long."""
    Appointment.objects.update(since=dt.date(2020, 1, 1))


def marks():
    return sorted(key.rsplit("-", 1)[1] for key in Mailing.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("day", "told"),
    [("2025-12-30", []), ("2025-12-31", ["12"]), ("2026-06-29", ["12"]), ("2026-07-01", ["6"]), ("2026-10-01", ["3"])],
)
def test_mark_that_has_passed_last_is_told(plan, ndapewa, editor, day, told):
    clock.strike(dt.date.fromisoformat(day))

    assert marks() == told
    if told:
        assert set(Delivery.objects.values_list("address", flat=True)) == {ndapewa.email, editor.email}


def test_clock_that_strikes_often_tells_once(plan, ndapewa):
    for day in ("2026-01-05", "2026-01-05", "2026-02-01", "2026-08-01"):
        clock.strike(dt.date.fromisoformat(day))

    assert marks() == ["12", "6"]
    assert Delivery.objects.count() == 2


def test_plan_that_has_ended_or_is_replaced_is_not_told(plan, ndapewa, source):
    clock.strike(dt.date(2027, 2, 1))
    plan.events.create(kind="replaced", date="2026-01-01", source=source)
    clock.strike(dt.date(2026, 3, 1))

    assert not Mailing.objects.exists()


def test_mail_says_the_day_and_what_to_do(plan, ndapewa):
    with time_machine.travel(dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC), tick=False):
        clock.strike()
        sending.drain()

    [sent] = mail.outbox
    assert sent.subject == "Namibia: the action plan ends on 31 December 2026"
    assert "/en/plans/NAM/1/edit/prolong/" in sent.body


def test_mail_that_has_become_pointless_is_not_sent(plan, ndapewa, source):
    with time_machine.travel(dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC), tick=False):
        clock.strike()
        plan.events.create(kind="prolonged", date="2026-07", until="2030", source=source)
        sending.drain()

    assert (mail.outbox, Delivery.objects.get().state) == ([], "skipped")


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2026-05-01", None),
        ("2026-08-01", "Namibia: the plan ends on 31 December 2026"),
        ("2027-02-01", "Namibia: the plan ended on 31 December 2026, and nothing has been said since"),
    ],
)
def test_desk_of_the_focal_point_says_so(plan, ndapewa, day, title):
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        waiting = [item.title for item in plans_waiting(ndapewa)]

    assert waiting == ([title] if title else [])


def test_desk_of_others_is_silent(plan, selma, tomas):
    with time_machine.travel("2026-08-01T12:00:00Z", tick=False):
        assert [*plans_waiting(selma), *plans_waiting(tomas)] == []
