"""The programme of work: proposed by members, confirmed by the secretariat, in public and in calendars."""

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import Undertaking
from tests.signing_in import signed_in

PROPOSE, PUBLIC = "/en/programme/propose/", "/en/programme/"


def posted(planner, **change):
    first = {"kind": "expert_meeting", "year": "2031", "member": planner.pk, "title_en": "Meeting of experts"}
    return first | {"starts": "2031-03", "place_en": "Windhoek", "logistics_en": "Rooms are booked."} | change


@pytest.mark.django_db(transaction=True)
def test_member_proposes_the_secretariat_confirms_readers_and_calendars_see_it(ndapewa, namibia, editor):
    signed_in(ndapewa).post(PROPOSE, posted(namibia))
    part, hidden = Undertaking.objects.get(), Client().get(PUBLIC).content.decode()
    officer = signed_in(editor)
    waits = officer.get(PROPOSE).content.decode()
    officer.post(f"/en/programme/{part.pk}/confirm/")
    answers = [Client().get(f"{PUBLIC}{end}") for end in ("", "all.ics", "?format=csv")]
    page, calendar, file = (b"".join(answer).decode() for answer in answers)

    title = "Meeting of experts"
    assert [title in each for each in (hidden, waits, page, calendar, file)] == [False, True, True, True, True]
    assert (f"UID:programme-{part.pk}@" in calendar, "STATUS:TENTATIVE" in calendar) == (True, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"year": "31"}, "year"),
        ({"starts": "soon"}, "starts"),
        ({"starts": "", "ends": "2031-04"}, "starts"),
        ({"starts": "2031-05", "ends": "2031-04"}, "ends"),
        ({"member": "0"}, "member"),
    ],
)
def test_bad_proposal_is_refused(ndapewa, namibia, change, field):
    answer = signed_in(ndapewa).post(PROPOSE, posted(namibia, **change))

    assert (answer.status_code, list(answer.context["form"].errors), Undertaking.objects.count()) == (400, [field], 0)


def test_what_a_member_changes_waits_again_and_answered_twice_changes_nothing(ndapewa, namibia, editor):
    officer = signed_in(editor)
    officer.post(PROPOSE, posted(namibia))
    part = Undertaking.objects.get()
    confirmed = part.confirmed_at
    signed_in(ndapewa).post(f"/en/programme/{part.pk}/edit/", posted(namibia, title_en="Other"))
    for verb in ("decline", "confirm"):
        officer.post(f"/en/programme/{part.pk}/{verb}/")
    part.refresh_from_db()

    assert (confirmed is not None, part.confirmed_at, part.declined_at is not None) == (True, None, True)


@pytest.mark.parametrize("count", [5, 200])
def test_same_queries_however_much_is_planned(namibia, editor, count, django_assert_num_queries):
    for number in range(count):
        Undertaking.objects.create(
            year=2031,
            kind="action",
            member=namibia,
            title_en=f"{number}",
            proposed_by=editor,
            confirmed_at=timezone.now(),
        )
    with django_assert_num_queries(4):
        Client().get(PUBLIC)
