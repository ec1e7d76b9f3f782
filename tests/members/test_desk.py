import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from members.actions import profile as actions
from members.desk import entries
from members.models import Appointment, ContactCase, LiaisonEntry, User
from tests.conftest import appoint, person, state
from wpsnet.desk import waiting_for


def titles(user):
    return [item.title for item in waiting_for(user)]


def test_unwritten_entry_waits_for_its_people(ndapewa, selma, civil):
    assert titles(ndapewa) == ["Namibia: the entry has not been written yet"]
    assert titles(civil) == []


def test_draft_of_the_alternate_waits_for_the_focal_point_at_once(namibia, ndapewa, tomas):
    actions.save_draft(namibia, {"laws": {"en": "Law"}}, version=0, by=tomas)

    assert titles(ndapewa) == ["Namibia: a draft waits for you to publish it"]
    assert titles(tomas) == []


def test_own_draft_waits_from_the_next_day(namibia, ndapewa):
    actions.save_draft(namibia, {"laws": {"en": "Law"}}, version=0, by=ndapewa)

    assert titles(ndapewa) == []
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert titles(ndapewa) == ["Namibia: a draft has not been published yet"]


def test_published_draft_waits_no_more(namibia, ndapewa):
    actions.save_draft(namibia, {"laws": {"en": "Law"}}, version=0, by=ndapewa)
    actions.publish(namibia, version=1, by=ndapewa)

    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert titles(ndapewa) == []


def test_desk_costs_the_same_for_many_posts(ndapewa, django_assert_num_queries):
    for code in ("AAA", "BBB", "CCC", "DDD"):
        appoint(ndapewa, state(code, code), Appointment.Role.FOCAL_POINT)

    with django_assert_num_queries(3):
        assert len(list(entries(ndapewa))) == 5


@pytest.mark.parametrize("rows", [1, 5])
def test_desk_of_the_secretariat_costs_the_same_for_much_that_waits(
    editor, civil, namibia, rows, django_assert_num_queries
):
    for number in range(rows):
        asked = {
            "member": namibia,
            "kind": "call",
            "words": "We spoke.",
            "written_by": editor,
            "on": dt.date(2026, 1, 1),
        }
        LiaisonEntry.objects.create(next_step=f"Step {number}", next_on=dt.date(2026, 1, 2), **asked)
        ContactCase.objects.create(person=person(f"{number}@example.org", "Somebody"), reason="550 no such user")
    reader = User.objects.get(pk=editor.pk)
    reader.lives_one_request = True

    with django_assert_num_queries(7):
        assert len(waiting_for(reader)) >= 2 * rows
