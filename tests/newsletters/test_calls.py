"""Calls for news: who is asked, what the personal link shows and does, what officers take."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from actionplans.models import Plan
from newsletters.actions import calls, editions
from newsletters.links import to_contribute
from newsletters.models import Call, Contribution, Edition, Item
from tests.signing_in import signed_in
from wpsnet.outbox.sending import drain

ROOM = "/en/newsletter/room/1/"
WORDS = {"section": "practice", "title": "Une pratique", "text": "Nous avons fait cela.", "language": "fr", "link": ""}


@pytest.fixture
def call(ndapewa, civil, editor):
    edition = editions.begin(Edition(title_en="Spring"), by=editor)
    return calls.open_call(edition, timezone.localdate() + dt.timedelta(days=10), by=editor)


@pytest.fixture
def contribution(call, namibia):
    return call.contributions.get(member=namibia)


@pytest.fixture
def link(contribution):
    return f"/fr/newsletter/contribute/{to_contribute(contribution)}/"


def test_call_reaches_focal_points_and_civil_society_once(editor, ndapewa, tomas, civil, db):
    editions.begin(Edition(title_en="Spring"), by=editor)
    office = signed_in(editor)
    day = timezone.localdate() + dt.timedelta(days=10)
    office.post(f"{ROOM}call/open/", {"deadline": day.isoformat()})
    office.post(f"{ROOM}call/open/", {"deadline": day.isoformat()})
    drain()

    assert sorted(one.to[0] for one in mail.outbox) == sorted([ndapewa.email, civil.email])
    assert "/newsletter/contribute/" in mail.outbox[0].body


def test_link_needs_no_account_and_opening_it_changes_nothing(client, link, contribution):
    for _visit in range(3):
        assert client.get(link).status_code == 200

    contribution.refresh_from_db()
    assert (contribution.submitted_at, contribution.declined_at) == (None, None)


def test_what_the_member_sends_becomes_an_item_in_its_language(client, link, contribution, editor):
    assert client.post(link, WORDS).status_code == 302
    assert "Nous avons fait cela." in client.get(link).content.decode()

    signed_in(editor).post(f"{ROOM}call/{contribution.pk}/take/")

    item = Item.objects.get()
    assert (item.title_fr, item.title_en, item.member.slug, item.section) == ("Une pratique", None, "NAM", "practice")


def test_sent_twice_the_first_stays(client, link, contribution):
    client.post(link, WORDS)
    client.post(link, WORDS | {"title": "Autre"})

    contribution.refresh_from_db()
    assert contribution.title == "Une pratique"


def test_form_is_filled_with_what_the_member_did(client, link, plan_of_namibia):
    page = client.get(link.replace("/fr/", "/en/")).content.decode()

    assert "adopted" in re.search(r"<textarea name=\"text\".*?</textarea>", page, re.DOTALL)[0]


@pytest.fixture
def plan_of_namibia(namibia, source):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    plan.events.create(kind="adopted", date="2026-05", source=source)
    return plan


def test_declining_is_one_button_and_can_be_thought_better_of(client, link, contribution):
    client.post(link, {"decline": "1"})
    contribution.refresh_from_db()
    assert contribution.declined_at

    client.post(link, WORDS)
    contribution.refresh_from_db()
    assert (contribution.declined_at, contribution.title) == (None, "Une pratique")


@pytest.mark.parametrize("wrong", [{"title": ""}, {"section": "gossip"}, {"link": "javascript:1"}, {"language": "de"}])
def test_impossible_contributions_are_refused_and_kept_in_the_form(client, link, contribution, wrong):
    answer = client.post(link, WORDS | wrong)

    assert answer.status_code == 400
    assert "Nous avons fait cela." in answer.content.decode()


def test_links_that_are_not_ours_or_late(client, link, call):
    assert client.get("/en/newsletter/contribute/abc/").status_code == 404

    Call.objects.update(deadline=timezone.localdate() - dt.timedelta(days=20))
    assert client.post(link, WORDS).status_code == 410
    assert not Contribution.objects.submitted().exists()


def test_those_who_have_not_answered_are_reminded_once(call, contribution, ndapewa, civil):
    drain()
    mail.outbox.clear()
    calls.decline(contribution)
    Call.objects.update(deadline=timezone.localdate() + dt.timedelta(days=2))
    calls.remind()
    calls.remind()
    drain()

    assert [one.to for one in mail.outbox] == [[civil.email]]


def test_secretariat_sees_who_was_asked_replied_declined(call, contribution, editor, client, link):
    calls.decline(contribution)

    page = signed_in(editor).get(f"{ROOM}call/")
    assert [member.slug for member in page.context["declined"]] == ["NAM"]
    assert [member.slug for member in page.context["silent"]] == ["wilpf"]
