"""The page of partner networks: what each is, whom to write to, and what it holds."""

import datetime as dt

import pytest

from meetings.models import Event
from members.models import Member, ProfileRevision
from tests.conftest import appoint, person

PAGE = "/en/networks/"


def a_partner(number=0, **fields):
    facts = {"kind": "partner_network", "slug": f"n{number}", "name_en": f"Network {number}", "is_partner": True}
    return Member.objects.create(**(facts | fields))


def fill(partner, writer):
    texts = {"setup": {"en": f"We are number {partner.pk}."}}
    ProfileRevision.objects.create(member=partner, number=1, texts={"setup": {"en": "Old"}}, published_by=writer)
    ProfileRevision.objects.create(member=partner, number=2, texts=texts, published_by=writer)
    appoint(writer, partner, "partner", show_name="public", show_email="public")
    for day in (1, 2):
        event = Event.objects.create(title=f"Forum {day}", starts=(dt.date.today() + dt.timedelta(day)).isoformat())
        event.organisers.add(partner)


def test_partner_is_shown_with_words_contact_link_and_events(client, db):
    partner = a_partner(website="https://network.example/")
    fill(partner, person("contact@example.org", "Fatou Sow"))

    page = client.get(PAGE).content.decode()

    told = [f"We are number {partner.pk}.", "Fatou Sow", "contact@example.org", "https://network.example/", "Forum 1"]
    assert [words in page for words in told] == [True] * 5
    assert ">Old<" not in page


def test_ngo_working_group_is_a_partner_whatever_its_kind(client, db):
    a_partner(kind="civil_society", name_en="NGO Working Group")
    a_partner(1, kind="civil_society", name_en="Another group", is_partner=False)

    page = client.get(PAGE).content.decode()

    assert ("NGO Working Group" in page, "Another group" in page) == (True, False)


@pytest.mark.parametrize("query", ["", "?format=json", "?format=csv"])
def test_nobody_is_named_who_did_not_choose_it_or_is_at_risk(client, db, query):
    partner = a_partner()
    appoint(person("hidden@example.org", "Hidden Person"), partner, "partner")
    risk = person("risk@example.org", "In Danger", at_risk=True)
    appoint(risk, partner, "partner", show_name="public", show_email="public")
    gone = person("gone@example.org", "Gone Person")
    appoint(gone, partner, "partner", show_name="public", until=dt.date.today() - dt.timedelta(days=1))

    answer = client.get(PAGE + query)
    page = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()

    assert [name in page for name in ("Hidden", "hidden@", "In Danger", "risk@", "Gone")] == [False] * 5


def test_real_partners_are_in_the_data(client, network, db):
    rows = client.get(f"{PAGE}?format=json").json()["rows"]

    assert {row["code"] for row in rows} == {
        "african-women-leaders-network",
        "mediterranean-women-mediators-network",
        "ngo-working-group-wps",
    }
    assert all(row["website"].startswith("https://") for row in rows)


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(client, db, rows, django_assert_num_queries):
    writer = person("contact@example.org", "Fatou Sow")
    for number in range(rows):
        fill(a_partner(number), writer)

    with django_assert_num_queries(5):
        client.get(PAGE)
