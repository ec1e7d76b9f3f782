"""A meeting of 300 people with 200 statements and 100 papers: no page asks the database more than 15 questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import chair_summary
from meetings.models import (
    AgendaItem,
    AgendaPaper,
    Delegation,
    Input,
    InputCall,
    Inscription,
    Paragraph,
    Registration,
    Room,
    Schedule,
    Statement,
    Suggestion,
    SupportRequest,
)
from members.models import Member
from tests.meetings.conftest import a_point
from tests.meetings.who_comes import an_admission, signed_in

MOST = 15
EVERYBODY = [
    *("meetings/sixth/", "meetings/sixth/agenda/", "meetings/sixth/pack/", "meetings/sixth/follow-up/"),
    *("meetings/statements/", "action-points/", "meetings/", "meetings/sixth/input/", "meetings/sixth/summary/"),
]
SECRETARIAT = [
    *("agenda/", "registrations/", "badges/", "attendance/", "support/", "inputs/", "floor/", "summary/", "admission/"),
    *("call/", "letters/invitation/", "summary/draw/", "summary/masthead/"),
]
DELEGATION = [
    *("desk/", "members/NAM/delegations/", "members/NAM/delegations/sixth/", "members/NAM/support/"),
    *("meetings/sixth/floor/", "meetings/sixth/summary/circulated/", "meetings/sixth/agenda/inside/"),
]


@pytest.fixture
def meeting(source, namibia, ndapewa, editor):
    admission = an_admission(source, seats=400)
    meeting = admission.meeting
    Schedule.objects.create(meeting=meeting, agenda_published_at=timezone.now())
    bodies = Member.objects.bulk_create(
        Member(kind="international", slug=f"body-{number}", name_en=f"Body {number}") for number in range(200)
    )
    statements_and_papers(meeting, bodies, editor)
    people(admission, [namibia, *bodies], ndapewa)
    after(meeting, namibia, ndapewa, editor)
    return meeting


def statements_and_papers(meeting, bodies, editor):
    items = [AgendaItem.objects.create(meeting=meeting, title_en=f"Item {number}") for number in range(20)]
    papers = ({"item": items[n % 20], "title": f"Paper {n}", "language": "en", "is_public": True} for n in range(100))
    AgendaPaper.objects.bulk_create(
        AgendaPaper(url="https://example.org/a", added_by=editor, **facts) for facts in papers
    )
    Room.objects.create(meeting=meeting, item=items[0])
    said = {"meeting": meeting, "source": meeting.source, "text_en": "It was said.", "reported": True}
    Statement.objects.bulk_create(Statement(member=body, order=place, **said) for place, body in enumerate(bodies))
    asked = {"asked_by": editor, "state": "spoken", "consent": True}
    Inscription.objects.bulk_create(
        Inscription(item=items[place % 20], member=body, position=place, **asked) for place, body in enumerate(bodies)
    )


def people(admission, members, ndapewa):
    delegations = Delegation.objects.bulk_create(Delegation(admission=admission, member=member) for member in members)
    common = {"registered_by": ndapewa, "state": "approved", "decided_at": timezone.now()}
    Registration.objects.bulk_create(
        Registration(name=f"Person {n}", delegation=delegations[n % 150], **common) for n in range(300)
    )
    asked = {"who": "grassroots", "needs": ["travel"], "eligibility": "She leads.", "written_by": ndapewa}
    SupportRequest.objects.bulk_create(
        SupportRequest(admission=admission, member=members[0], nominator=members[0], name=f"Leader {n}", **asked)
        for n in range(60)
    )


def after(meeting, namibia, ndapewa, editor):
    call = InputCall.objects.create(
        meeting=meeting, opens=timezone.localdate(), closes=timezone.localdate(), questions_en="?"
    )
    sent = {"call": call, "language": "en"}
    Input.objects.bulk_create(Input(text=f"Input {number}", digest=f"{number:064}", **sent) for number in range(60))
    for number in range(15):
        a_point(meeting, number, f"(a)({'i' * (number % 3 + 1)})" if number in (1, 2) else f"({chr(97 + number)})")
    summary = chair_summary.begin(meeting, by=editor)
    rows = [Paragraph(summary=summary, text_en=f"Said {n}.", position=n, saved_by=editor) for n in range(120)]
    Paragraph.objects.bulk_create(rows)
    chair_summary.circulate(summary, until=None, by=editor)
    Suggestion.objects.bulk_create(
        Suggestion(paragraph=row, member=namibia, language="en", text="Other words.", written_by=ndapewa)
        for row in rows[:60]
    )


def test_no_page_asks_more_than_fifteen_times(meeting, ndapewa, editor):
    asked = {}
    officer, focal = signed_in(editor), signed_in(ndapewa)
    for reader, pages in [
        (Client(), EVERYBODY),
        (officer, [f"desk/meetings/sixth/{page}" for page in SECRETARIAT] + ["desk/"]),
        (focal, DELEGATION),
    ]:
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                answer = reader.get(f"/en/{page}")
            if page != "meetings/sixth/summary/":  # which nobody sees before it is final
                assert answer.status_code == 200, page
            asked[page] = len(queries)

    print(asked)
    assert {page: count for page, count in asked.items() if count > MOST} == {}
