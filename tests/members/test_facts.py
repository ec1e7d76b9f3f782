"""Answers to the questions that every member is asked: proposed, published, corrected, withdrawn, and read by everybody."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone, translation

from members.actions import facts as actions
from members.answers import by_question
from members.forms.facts import FactForm
from members.models import Fact, Question
from tests.conftest import appoint, person, state
from wpsnet.desk import waiting_for
from wpsnet.search import search

PAGE = "/en/members/NAM/facts/"
SAID = {"answer": "yes", "as_of": "2024", "source_title": "Defence Act"}


@pytest.fixture
def sign_in(client, request):
    def as_(name):
        client.force_login(request.getfixturevalue(name), backend="members.adapter.SignInBackend")
        return client

    return as_


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def tell(member, question, by=None, **fields):
    """A published answer."""
    fields = SAID | {"published_at": timezone.now(), "published_by": by, "written_by": by} | fields
    return Fact.objects.create(member=member, question=question, **fields)


def form(question=Question.POLICE, **fields):
    return FactForm(SAID | fields, question=question)


# --- Who does what ----------------------------------------------------------------------------------------------------


def test_focal_point_answers_and_readers_see_it(sign_in, client, ndapewa):
    response = sign_in("ndapewa").post(f"{PAGE}add/adviser_defence/", SAID | {"words_en": "In the **ministry**."})

    assert (response.status_code, response.url) == (302, f"{PAGE}#answer-adviser_defence")
    page = client.get("/en/countries/NAM/").content.decode()
    assert ["<strong>yes</strong>" in page, "<strong>ministry</strong>" in page, "As of 2024." in page] == [True] * 3
    assert "Defence Act" in page


def test_proposal_of_the_alternate_waits_for_the_focal_point(sign_in, client, ndapewa, tomas):
    response = sign_in("tomas").post(f"{PAGE}add/police/", SAID)

    assert "It waits on the desk of those who publish the entry." in said(response)[0]
    assert "Defence Act" not in client.get("/en/countries/NAM/").content.decode()
    assert "Namibia: an answer waits for you to publish it" in [item.title for item in waiting_for(ndapewa)]
    assert not any("an answer waits" in item.title for item in waiting_for(tomas))


def test_focal_point_publishes_the_proposal_once(sign_in, namibia, ndapewa, tomas):
    fact = actions.propose(namibia, "police", by=tomas, **form_said())
    first = sign_in("ndapewa").post(f"{PAGE}{fact.pk}/publish/")
    second = sign_in("ndapewa").post(f"{PAGE}{fact.pk}/publish/")

    fact.refresh_from_db()
    assert fact.published_by == ndapewa
    assert "The answer is published. Readers see it now." in said(first)
    assert "This answer was published or withdrawn already. Nothing has changed." in said(second)


def form_said(**fields):
    answer = form(**fields)
    assert answer.is_valid(), answer.errors
    return answer.said()


def test_alternate_cannot_publish_nor_withdraw_what_readers_see(sign_in, namibia, ndapewa, tomas):
    fact = tell(namibia, "police", by=ndapewa)

    client = sign_in("tomas")

    assert client.post(f"{PAGE}{fact.pk}/publish/").status_code == 403
    assert client.post(f"{PAGE}{fact.pk}/withdraw/", {"sure": "on"}).status_code == 403
    assert client.get("/en/members/NAM/facts/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("selma", 404), ("civil", 404), ("chair", 404)])
def test_strangers_do_not_learn_that_there_is_a_page(sign_in, namibia, who, status, request):
    request.getfixturevalue(who)

    assert sign_in(who).get(PAGE).status_code == status


def test_another_members_answer_is_not_reached_through_ones_own(sign_in, ndapewa, sweden, selma):
    fact = tell(sweden, "police", by=selma)

    assert sign_in("ndapewa").post(f"{PAGE}{fact.pk}/withdraw/", {"sure": "on"}).status_code == 404
    assert sign_in("ndapewa").get(f"{PAGE}{fact.pk}/").status_code == 404


def test_same_answer_sent_twice_is_written_once(namibia, tomas):
    for _click in range(2):
        actions.propose(namibia, "police", by=tomas, **form_said())

    assert Fact.objects.count() == 1


def test_correction_takes_the_place_of_the_old_answer(sign_in, client, namibia, ndapewa):
    old = tell(namibia, "police", by=ndapewa, source_title="Old report")

    page = sign_in("ndapewa").get(f"{PAGE}{old.pk}/").content.decode()
    sign_in("ndapewa").post(f"{PAGE}{old.pk}/", SAID | {"source_title": "New report"})

    assert 'value="Old report"' in page
    old.refresh_from_db()
    assert (old.withdrawn_by, Fact.objects.published().get().corrects) == (ndapewa, old)
    page = client.get("/en/countries/NAM/").content.decode()
    assert ["New report" in page, "Old report" in page] == [True, False]


def test_proposed_correction_leaves_what_readers_see(namibia, ndapewa, tomas):
    old = tell(namibia, "police", by=ndapewa)
    actions.propose(namibia, "police", by=tomas, corrects=old, **form_said(answer="no"))

    assert [fact.answer for fact in namibia.facts.published()] == ["yes"]


def test_withdrawing_needs_the_tick_and_works_once(sign_in, namibia, ndapewa):
    fact = tell(namibia, "police", by=ndapewa)
    client = sign_in("ndapewa")

    without = client.post(f"{PAGE}{fact.pk}/withdraw/")
    client.post(f"{PAGE}{fact.pk}/withdraw/", {"sure": "on"})
    again = client.post(f"{PAGE}{fact.pk}/withdraw/", {"sure": "on"})

    assert without.status_code == 400
    assert not Fact.objects.published().exists()
    assert "This answer was withdrawn already. Nothing has changed." in said(again)


def test_typed_answer_survives_an_ended_session(client, namibia, ndapewa):
    client.post(f"{PAGE}add/police/", SAID | {"words_en": "Long thoughts"})
    client.force_login(ndapewa, backend="members.adapter.SignInBackend")

    page = client.get(f"{PAGE}add/police/").content.decode()

    assert "Long thoughts" in page
    assert not Fact.objects.exists()


def test_person_at_risk_is_not_named_to_colleagues(sign_in, namibia, ndapewa):
    hidden = person("risk@example.org", "In Danger", at_risk=True)
    appoint(hidden, namibia, "alternate")
    actions.propose(namibia, "police", by=hidden, **form_said())

    assert "In Danger" not in sign_in("ndapewa").get(PAGE).content.decode()
    assert not any("In Danger" in item.detail for item in waiting_for(ndapewa))


# --- Input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("as_of", "yesterday", "is not a date"),
        ("as_of", "", "required"),
        ("as_of", "2099", "has not come yet"),
        ("as_of", "2017/..", "not an open period"),
        ("source_title", "", "required"),
        ("source_title", "\u202e\u200f ", "required"),
        ("source_url", "javascript:alert(1)", "valid URL"),
        ("source_url", "ftp://example.org/", "valid URL"),
        ("answer", "perhaps", "Select a valid choice"),
        ("words_en", "x" * 10_001, "1 sign too long"),
    ],
)
def test_bad_input_is_told_at_its_field(db, field, value, sentence):
    answer = form(**{field: value})

    assert not answer.is_valid()
    assert sentence in " ".join(answer.errors[field])


@pytest.mark.parametrize(
    ("typed", "share"), [("12.5", "12.5"), ("12,5", "12.5"), (" 12,5 % ", "12.5"), ("١٢٫٥", "12.5"), ("100", "100")]
)
def test_share_is_taken_as_people_write_it(typed, share):
    answer = form(Question.WOMEN_POLICE, share=typed)

    assert answer.is_valid(), answer.errors
    assert answer.said()["share"] == Decimal(share)


@pytest.mark.parametrize("typed", ["101", "-1", "a lot", "1e9", "NaN", "12.55", "1.2.3"])
def test_share_is_a_percentage(typed):
    answer = form(Question.WOMEN_POLICE, share=typed)

    assert list(answer.errors) == ["share"]


def test_nothing_said_is_told(sign_in, ndapewa):
    response = sign_in("ndapewa").post(f"{PAGE}add/police/", SAID | {"answer": "", "source_title": "A long title"})

    assert response.status_code == 400
    page = response.content.decode()
    assert "Give an answer, a share or some words." in page
    assert 'value="A long title"' in page


def test_unknown_question_is_not_found(sign_in, ndapewa):
    assert sign_in("ndapewa").get(f"{PAGE}add/weather/").status_code == 404


# --- Readers ----------------------------------------------------------------------------------------------------------


def test_every_question_is_there_and_the_unanswered_say_so(client, namibia):
    page = client.get("/en/countries/NAM/").content.decode()

    assert page.count("No answer yet.") == len(Question)


def test_sources_of_one_date_that_differ_stand_side_by_side(client, namibia, ndapewa):
    tell(namibia, "police", by=ndapewa, source_title="Government")
    tell(namibia, "police", by=ndapewa, source_title="Parliament", answer="no")
    tell(namibia, "police", by=ndapewa, source_title="History book", answer="planned", as_of="2010")

    page = client.get("/en/countries/NAM/").content.decode()

    assert "sources differ" in page
    assert page.index("Government") < page.index("<details>") < page.index("History book")
    assert page.index("Parliament") < page.index("<details>")


def test_json_carries_all_answers(client, namibia, ndapewa):
    tell(namibia, "women_police", by=ndapewa, answer="", share="31.5", texts={"fr": "Un tiers."})

    told = client.get("/en/countries/NAM/?format=json").json()["answers"]

    assert told["women_police"]["answers"][0]["share"] == 31.5
    assert told["women_police"]["answers"][0]["source"]["title"] == "Defence Act"
    assert told["laws"]["answers"] == []


def test_share_is_written_as_the_language_does(namibia, ndapewa):
    fact = tell(namibia, "women_police", by=ndapewa, answer="", share=Decimal("31.5"))

    with translation.override("fr"):
        assert fact.in_short.replace("\u202f", " ").replace("\xa0", " ") == "31,5 %"


def test_words_are_found_with_their_country(namibia, ndapewa):
    fact = actions.propose(namibia, "police", by=ndapewa, **form_said(words_en="The zebra unit."))
    assert not search("zebra", "en")
    actions.publish(fact, by=ndapewa)

    assert [entry.path for entry in search("zebra", "en")] == ["/countries/NAM/"]
    actions.withdraw(Fact.objects.get(), by=ndapewa)
    assert not search("zebra", "en")


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_of_the_answers_cost_the_same(sign_in, namibia, ndapewa, rows, django_assert_num_queries):
    for number in range(rows):
        tell(namibia, "police", by=ndapewa, as_of=str(1800 + number))
    client = sign_in("ndapewa")
    client.get(PAGE)

    with django_assert_num_queries(5):
        client.get(PAGE)
    with django_assert_num_queries(7):
        client.get("/en/answers/?question=police&show=all")


# --- Across members ---------------------------------------------------------------------------------------------------


@pytest.fixture
def advisers(namibia, sweden, ndapewa, selma, civil):
    """Namibia had none and now has one, Sweden plans one, Norway has not answered."""
    state("NOR", "Norway")
    tell(namibia, "adviser_defence", by=ndapewa, answer="no", as_of="2010")
    tell(namibia, "adviser_defence", by=ndapewa)
    tell(sweden, "adviser_defence", by=selma, answer="planned")
    actions.propose(sweden, "police", by=selma, **form_said())


def rows(client, query):
    return [
        (row["code"], row["answer"], row["as_of"])
        for row in client.get(f"/en/answers/?format=json&{query}").json()["rows"]
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("question=adviser_defence", [("NAM", "yes", "2024"), ("SWE", "planned", "2024")]),
        ("question=adviser_defence&answer=yes", [("NAM", "yes", "2024")]),
        ("question=adviser_defence&answer=no", []),
        ("answer=no&show=all", [("NAM", "no", "2010")]),
        ("member=SWE", [("SWE", "planned", "2024")]),
        ("question=police", []),
        ("kind=civil_society", []),
    ],
)
def test_question_across_members(client, advisers, query, expected):
    assert rows(client, query) == expected


def test_those_without_an_answer_are_counted_and_listed(client, advisers):
    page = client.get("/en/answers/?question=adviser_defence").content.decode()
    directory = client.get("/en/directory/?unanswered=adviser_defence&kind=state&format=json").json()

    assert "No answer yet: 1 of 3" in page
    assert [row["code"] for row in directory["rows"]] == ["NOR"]


@pytest.mark.parametrize("query", ["question=weather", "answer=perhaps", "member=XXX", "region=zz", "show=some"])
def test_unknown_filter_is_told(client, db, query):
    assert client.get(f"/en/answers/?{query}").status_code == 400


@pytest.mark.parametrize("format", ["csv", "xlsx", "atom"])
def test_answers_can_be_taken_away(client, advisers, format):
    response = client.get(f"/en/answers/?format={format}")

    assert response.status_code == 200
    assert b"".join(response if response.streaming else [response.content])


def test_newest_answers_come_first(namibia, ndapewa):
    facts = [tell(namibia, "police", by=ndapewa, as_of=date) for date in ("2019", "2023", "2023", "2001")]

    [police] = [answered for answered in by_question(facts) if answered.question == "police"]

    assert [[fact.as_of for fact in police.current], police.differ] == [["2023", "2023"], False]
    assert dt.date(2019, 12, 31) in {fact.as_of_last for fact in police.older}


def test_reference_answers_name_their_source(client, network, db):
    page = client.get("/en/countries/ROU/").content.decode()

    assert "a gender adviser in every institution" in page
    assert "Country page: Romania" in page
    assert rows(client, "question=adviser_defence") == [("ROU", "planned", "2023?")]
