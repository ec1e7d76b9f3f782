"""Commitments: proposed with a source, published, followed up year by year; and what readers see of them."""

import datetime as dt

import pytest
from django.utils import timezone

from actionplans.models import Commitment, CommitmentFollowUp, Initiative
from tests.actionplans.test_views import words

SAID = {
    "language": "fr",
    "words": "Un plan d'action.",
    "level": "national",
    "made": "2019-04",
    "source_title": "Lettre",
    "source_url": "https://example.org/lettre",
    "source_kind": "government",
}


@pytest.fixture
def commitment(namibia, source):
    return promise(namibia, source)


def promise(member, source, **fields):
    facts = {"words_en": "A second plan.", "made": "2019-04", "due": "2020", "level": "national"} | fields
    return Commitment.objects.create(member=member, source=source, published_at=timezone.now(), **facts)


def follow(commitment, year, outcome, **fields):
    facts = {"published_at": timezone.now(), "source": commitment.source} | fields
    return CommitmentFollowUp.objects.create(commitment=commitment, year=year, outcome=outcome, **facts)


def test_proposal_is_seen_once_it_is_published(client, tomas, ndapewa):
    client.force_login(tomas)
    client.post("/en/plans/NAM/edit/commitments/add/", SAID)
    commitment = Commitment.objects.get()
    hidden = client.get("/en/plans/commitments/?level=national").content
    client.force_login(ndapewa)
    waiting = words(client.get("/en/plans/NAM/edit/commitments/"))
    client.post(f"/en/plans/NAM/edit/told/commitment/{commitment.pk}/publish/")

    assert b"Un plan" not in hidden
    assert "Proposed. Readers do not see it yet. Publish" in waiting
    assert "Un plan d&#x27;action." in client.get("/en/plans/commitments/").content.decode()
    assert (commitment.words_fr, commitment.source.title) == ("Un plan d'action.", "Lettre")


def test_two_clicks_write_one_commitment(client, ndapewa):
    client.force_login(ndapewa)
    for _click in range(2):
        client.post("/en/plans/NAM/edit/commitments/add/", SAID)

    assert Commitment.objects.published().count() == 1


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"made": "soon"}, "is not a date"),
        ({"made": "2019/2020"}, "Write one date"),
        ({"due": "2018"}, "It cannot be due before it was made."),
        ({"words": ""}, "This field is required."),
        ({"source_title": ""}, "This field is required."),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"level": "galactic"}, "Select a valid choice."),
    ],
)
def test_bad_input_keeps_what_was_typed(client, ndapewa, wrong, fault):
    client.force_login(ndapewa)

    response = client.post("/en/plans/NAM/edit/commitments/add/", SAID | wrong)

    assert (response.status_code, Commitment.objects.count()) == (400, 0)
    assert fault in words(response)
    assert "All that you typed is still here" in words(response)


def test_newer_follow_up_takes_the_place_of_its_year(client, ndapewa, commitment):
    client.force_login(ndapewa)
    report = {"language": "en", "year": 2020, "source_title": "Report", "source_kind": "government"}
    address = f"/en/plans/NAM/edit/commitments/{commitment.pk}/follow-up/"

    for outcome in ("limited", "met"):
        client.post(address, report | {"outcome": outcome})
    page = words(client.get(f"/en/plans/commitments/{commitment.pk}/"))

    assert "2021 no update given" in page
    assert "2020 met" in page
    assert "limited Source" not in page


@pytest.mark.parametrize("year", ["2018", str(dt.date.today().year + 1), "x"])
def test_follow_up_of_an_impossible_year_is_refused(client, ndapewa, commitment, year):
    client.force_login(ndapewa)
    report = {"language": "en", "year": year, "outcome": "met", "source_title": "Report", "source_kind": "government"}

    response = client.post(f"/en/plans/NAM/edit/commitments/{commitment.pk}/follow-up/", report)

    assert (response.status_code, CommitmentFollowUp.objects.count()) == (400, 0)


def test_correction_keeps_the_other_languages_and_the_history(client, ndapewa, commitment):
    client.force_login(ndapewa)

    client.post(f"/en/plans/NAM/edit/commitments/{commitment.pk}/", SAID)
    commitment.refresh_from_db()

    assert (commitment.words_en, commitment.words_fr) == ("A second plan.", "Un plan d'action.")
    assert commitment.history.count() == 2


def test_withdrawn_commitment_is_gone_for_readers(client, ndapewa, commitment):
    client.force_login(ndapewa)
    address = f"/en/plans/NAM/edit/told/commitment/{commitment.pk}/withdraw/"

    again = [client.post(address, follow=True) for _click in range(2)][1]

    assert client.get(f"/en/plans/commitments/{commitment.pk}/").status_code == 404
    assert "This was published or withdrawn already. Nothing has changed." in words(again)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=namib", 1),
        ("name=zzz", 0),
        ("level=national", 1),
        ("level=regional", 0),
        ("state=silent", 0),
        ("state=limited", 1),
        ("state=met", 0),
        ("state=late", 1),
        ("year=2019", 1),
        ("year=2020", 0),
    ],
)
def test_each_filter_alone(client, commitment, query, expected):
    follow(commitment, 2020, "limited")

    assert len(client.get(f"/en/plans/commitments/?format=json&{query}").json()["rows"]) == expected


@pytest.mark.parametrize("query", ["level=x", "state=x", "year=17", "region=999", "organisation=x"])
def test_impossible_filter_gives_the_form_back(client, db, query):
    assert client.get(f"/en/plans/commitments/?{query}").status_code == 400


def test_initiative_stands_on_the_page_of_its_plan(client, ndapewa, plan):
    client.force_login(ndapewa)
    said = {"language": "en", "name": "Mediators", "joining": "Write to us.", "source_title": "Plan"}

    client.post("/en/plans/NAM/1/edit/initiatives/add/", said | {"source_kind": "government"})
    page = words(client.get("/en/plans/NAM/1/"))

    assert "Initiatives Mediators Who may join, and how: Write to us. Source: Plan" in page
    assert Initiative.objects.get().published_by == ndapewa


@pytest.mark.parametrize("rows", [5, 200])
def test_list_and_page_cost_the_same_for_many_rows(client, namibia, source, rows, django_assert_num_queries):
    for number in range(rows):
        commitment = promise(namibia, source, made=str(1000 + number))
        follow(commitment, 2020, "met")
    with django_assert_num_queries(4):
        client.get("/en/plans/commitments/")
    with django_assert_num_queries(2):
        client.get(f"/en/plans/commitments/{commitment.pk}/")


@pytest.mark.parametrize("rows", [5, 200])
def test_own_list_costs_the_same_for_many_rows(client, ndapewa, namibia, source, rows, django_assert_max_num_queries):
    for number in range(rows):
        follow(promise(namibia, source, made=str(1000 + number)), 2020, "met")
    client.force_login(ndapewa)

    with django_assert_max_num_queries(11):
        client.get("/en/plans/NAM/edit/commitments/")
