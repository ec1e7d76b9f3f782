"""The pack of a meeting: what is in it, and what has changed since the last one."""

import datetime as dt

import pytest
from django.test import Client

from meetings import packs
from meetings.actions import agenda
from meetings.models import (
    Admission,
    AgendaItem,
    AgendaPaper,
    Delegation,
    Pack,
    ProtectedPerson,
    Registration,
    Schedule,
)
from members.models import User
from tests.meetings.conftest import a_meeting, a_point, organisation
from wpsnet.models import Document
from wpsnet.rendering import html_of


@pytest.fixture
def sixth(source):
    meeting = a_meeting(source, "sixth", name_en="Sixth meeting", date="2031-05-13")
    Schedule.objects.create(meeting=meeting, agenda_published_at=dt.datetime.now(dt.UTC))
    item = AgendaItem.objects.create(meeting=meeting, title_en="Opening", title_ar="الافتتاح")
    meeting.attendances.create(member=organisation("body", "Body"), source=source)
    a_point(a_meeting(source, "fourth", date="2030"), 1, "(a)(i)", text_en="Write a guide")
    a_paper(item, "Open paper")
    a_paper(item, "Closed paper", is_public=False)
    return meeting


def a_paper(item, title, **fields):
    added_by = User.objects.get_or_create(email="o@example.org", defaults={"name": "O"})[0]
    facts = {"language": "fr", "url": "https://example.org/a", "is_public": True, "added_by": added_by} | fields
    return AgendaPaper.objects.create(item=item, title=title, **facts)


def test_pack_has_what_everybody_may_see(sixth):
    page = Client().get("/en/meetings/sixth/pack/").content.decode()

    words = ["Opening", "Open paper", "Body", "Write a guide", "Closed paper"]
    assert [each in page for each in words] == [True, True, True, True, False]
    assert "الافتتاح" in Client().get("/ar/meetings/sixth/pack/").content.decode()


def test_pack_names_delegations_that_come_and_nobody_in_them(sixth, namibia, sweden, ndapewa):
    now = dt.datetime.now(dt.UTC)
    rules = Admission.objects.create(meeting=sixth, opens_at=now, closes_at=now + dt.timedelta(days=1))
    hidden = ProtectedPerson.objects.create(sealed="x", erase_on=now.date(), entered_by=ndapewa)
    common = {"registered_by": ndapewa, "state": "approved", "decided_at": now}
    for member, who in [(namibia, {"name": "Anna Example"}), (sweden, {"protected": hidden})]:
        Registration.objects.create(
            delegation=Delegation.objects.create(admission=rules, member=member), **common, **who
        )

    page = Client().get("/en/meetings/sixth/pack/").content.decode()

    assert [each in page for each in ("Namibia", "Sweden", "Anna")] == [True, False, False]


def test_next_pack_says_what_has_changed_and_nothing_makes_none(sixth):
    packs.renew(sixth.pk)
    again = packs.renew(sixth.pk)
    paper = AgendaPaper.objects.get(title="Open paper")
    AgendaItem.objects.update(title_en="Welcome")
    paper.delete()
    a_paper(sixth.agenda.get(), "Second paper")
    made = packs.renew(sixth.pk)

    assert (again, made.number) == (None, 2)
    assert [(verb, kind, *words.values()) for verb, kind, words in made.changes] == [
        ("changed", "agenda", "Welcome", "الافتتاح"),
        ("added", "papers", "Second paper"),
        ("removed", "papers", "Open paper"),
    ]
    assert "Second paper" in html_of("pack", "sixth", "en")


@pytest.mark.django_db(transaction=True)
def test_pdf_is_made_again_in_the_languages_asked_for_when_a_paper_changes(sixth):
    asked = Client().get("/fr/meetings/sixth/pack/?format=pdf")
    agenda.remove_paper(AgendaPaper.objects.get(title="Open paper"), by=None)
    packs.renew(sixth.pk)

    made = Document.objects.filter(kind="pack", key="sixth")
    assert (asked.status_code, Pack.objects.count()) == (202, 1)
    assert sorted(made.values_list("language", flat=True)) == ["fr", "fr"]


@pytest.mark.parametrize("count", [5, 200])
def test_same_queries_however_much_is_in_it(sixth, count, django_assert_num_queries, client):
    item = sixth.agenda.get()
    for number in range(count):
        a_paper(item, f"Paper {number}")
        sixth.attendances.create(member=organisation(f"body-{number}"), source=sixth.source)

    with django_assert_num_queries(11):
        client.get("/en/meetings/sixth/pack/")
