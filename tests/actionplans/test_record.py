"""The record of a plan is kept by its member and the secretariat; what others say can be answered, never removed by it."""

import pytest

from actionplans.models import Finding, Plan, PlanEvent, Reply
from tests.signing_in import signed_in

EDIT = "/en/plans/NAM/1/edit/"
CITED = {"source_title": "Cabinet decision 14", "source_url": "https://example.org/decision"}
ADOPTED = CITED | {"kind": "adopted", "date": "2019-03"}


@pytest.fixture
def focal(ndapewa):
    return signed_in(ndapewa)


@pytest.fixture
def office(editor):
    return signed_in(editor)


def test_focal_point_records_an_event_with_its_source(focal, plan, client):
    answer = focal.post(f"{EDIT}events/add/", ADOPTED)

    event = plan.events.get(kind="adopted")
    assert answer.status_code == 302
    assert (event.date, event.source.title, event.source.kind) == ("2019-03", "Cabinet decision 14", "government")
    assert "Cabinet decision 14" in client.get("/en/plans/NAM/1/").content.decode()


def test_who_recorded_it_stands_in_the_history(focal, plan, ndapewa):
    focal.post(f"{EDIT}events/add/", ADOPTED)

    version = plan.events.get(kind="adopted").history.get()
    assert (version.pgh_label, version.pgh_context.metadata["user"]) == ("insert", ndapewa.pk)


def test_same_event_twice_is_written_once(focal, plan):
    focal.post(f"{EDIT}events/add/", ADOPTED)
    answer = focal.post(f"{EDIT}events/add/", ADOPTED)

    assert (answer.status_code, plan.events.filter(kind="adopted").count()) == (400, 1)
    assert "Nothing was saved twice." in answer.content.decode()


@pytest.mark.parametrize("date", ["2017", "2017-09", "2017-09-21", "2017?", "2017~", "2017/2018", "../2017-09"])
def test_dates_that_are_edtf_are_taken(focal, plan, date):
    assert focal.post(f"{EDIT}events/add/", ADOPTED | {"date": date}).status_code == 302
    assert plan.events.get(kind="adopted").date == date


@pytest.mark.parametrize(
    "date", ["yesterday", "2017-13", "2017-02-30", "21.09.2017", "0000", "2017-9-1", "٢٠١٧", "x" * 41]
)
def test_dates_that_are_not_are_refused_with_a_sentence(focal, plan, date):
    answer = focal.post(f"{EDIT}events/add/", ADOPTED | {"date": date})

    assert (answer.status_code, plan.events.filter(kind="adopted").exists()) == (400, False)
    assert "All that you typed is still here" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": "2020", "until": "2019"}, "The period must not end before it begins."),
        ({"date": "", "until": "", "stated_on": ""}, "Give the date, the end of the period"),
        ({"source_title": " "}, "This field is required."),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_impossible_event_is_said_and_nothing_is_written(focal, plan, wrong, said):
    answer = focal.post(f"{EDIT}events/add/", ADOPTED | wrong)

    assert (answer.status_code, plan.events.filter(kind="adopted").exists()) == (400, False)
    assert said in answer.content.decode()


def test_plan_is_not_made_before_the_one_it_replaces(focal, plan, source):
    PlanEvent.objects.create(plan=plan, kind="adopted", date="2019-03", source=source)
    Plan.objects.create(member=plan.member, slug="2", generation=2, kind="national")

    answer = focal.post("/en/plans/NAM/2/edit/events/add/", ADOPTED | {"date": "2018"})

    assert answer.status_code == 400
    assert "The plan before this one came later than that." in answer.content.decode()


# --- Prolonging ---------------------------------------------------------------------------------------------------------


def test_prolonging_is_an_event_and_the_first_end_stays(focal, plan):
    answer = focal.post(f"{EDIT}prolong/", CITED | {"until": "2029", "date": "2026-01"})

    assert answer.status_code == 302
    assert [event.until for event in plan.events.exclude(until="").order_by("until")] == ["2024", "2026", "2029"]
    assert Plan.objects.with_status().get(pk=plan.pk).ends.year == 2029


@pytest.mark.parametrize(
    ("until", "said"),
    [("2025", "Give a later end."), ("2030/..", "an open end cannot be counted"), ("soon", "is not a date")],
)
def test_plan_is_not_prolonged_to_an_end_that_says_nothing_new(focal, plan, until, said):
    answer = focal.post(f"{EDIT}prolong/", CITED | {"until": until, "date": "2026-01"})

    assert (answer.status_code, plan.events.filter(kind="prolonged").exists()) == (400, False)
    assert said in answer.content.decode()


# --- What others say ----------------------------------------------------------------------------------------------------


def test_member_cannot_take_away_what_others_say(focal, plan):
    finding = plan.findings.get(answer="no")  # of a United Nations document

    for verb in ("", "withdraw/"):
        assert focal.post(f"{EDIT}finding/{finding.pk}/{verb}", {"reason": "We disagree"}).status_code == 403
    assert Finding.objects.filter(pk=finding.pk).exists()


def test_member_answers_it_and_readers_see_both(focal, plan, client):
    finding = plan.findings.get(answer="no")

    focal.post(f"{EDIT}finding/{finding.pk}/reply/", {"words": "Two *million* are set aside.", "language": "en"})

    page = client.get("/en/plans/NAM/1/").content.decode()
    assert "Nothing is set aside." in page
    assert "Two <em>million</em> are set aside." in page


def test_one_answer_stands_and_without_words_none(focal, plan):
    finding = plan.findings.get(answer="no")
    for words in ("First.", "Second."):
        focal.post(f"{EDIT}finding/{finding.pk}/reply/", {"words": words, "language": "en"})
    assert Reply.objects.get().words == "Second."

    focal.post(f"{EDIT}finding/{finding.pk}/reply/", {"words": "", "language": "en"})
    assert not Reply.objects.exists()


def test_secretariat_does_not_answer_for_a_member(office, plan):
    finding = plan.findings.get(answer="no")

    assert office.post(f"{EDIT}finding/{finding.pk}/reply/", {"words": "No", "language": "en"}).status_code == 403


def test_secretariat_records_what_others_find(office, plan):
    said = {"question": "monitoring", "answer": "no", "source_title": "A study", "source_kind": "research"}

    assert office.post(f"{EDIT}findings/add/", said).status_code == 302
    assert plan.findings.get(question="monitoring").source.kind == "research"


def test_withdrawn_event_leaves_the_page_and_stays_in_the_history(office, plan, client):
    event = plan.events.get(kind="drafting")

    answer = office.post(f"{EDIT}event/{event.pk}/withdraw/", {"reason": "Said of another plan"})

    version = PlanEvent.history.rel.related_model.objects.get(pgh_obj_id=event.pk, pgh_label="delete")
    assert (answer.status_code, version.pgh_context.metadata["reason"]) == (302, "Said of another plan")
    assert "Being prepared." not in client.get("/en/plans/NAM/1/").content.decode()


def test_nothing_is_withdrawn_without_a_reason(office, plan):
    event = plan.events.get(kind="drafting")

    assert office.post(f"{EDIT}event/{event.pk}/withdraw/", {"reason": ""}).status_code == 400
    assert PlanEvent.objects.filter(pk=event.pk).exists()


# --- Facts, and new plans -----------------------------------------------------------------------------------------------


def test_title_and_note_are_corrected(focal, plan, client):
    assert focal.post(f"{EDIT}facts/", {"title": "Women for peace", "note": ""}).status_code == 302
    assert "Women for peace" in client.get("/en/plans/NAM/1/").content.decode()


def test_new_plan_has_its_generation_as_address(focal, plan):
    answer = focal.post("/en/plans/NAM/add/", {"kind": "national", "generation": "2", "title": ""})

    assert answer["Location"] == "/en/plans/NAM/2/edit/"
    assert Plan.objects.get(slug="2").member == plan.member


def test_second_plan_of_one_generation_is_not_recorded(focal, plan):
    answer = focal.post("/en/plans/NAM/add/", {"kind": "national", "generation": "1", "title": ""})

    assert (answer.status_code, Plan.objects.count()) == (409, 1)
    assert "/en/plans/NAM/1/" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "national"}, "generation"),
        ({"kind": "local"}, "title"),
        ({"kind": "national", "generation": "0"}, "generation"),
    ],
)
def test_plan_without_what_names_it_is_not_recorded(focal, plan, said, field):
    answer = focal.post("/en/plans/NAM/add/", {"generation": "", "title": ""} | said)

    assert (answer.status_code, Plan.objects.count()) == (400, 1)
    assert list(answer.context["form"].errors) == [field]


# --- Rights -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "events/add/", "prolong/", "facts/", "findings/add/"])
def test_stranger_does_not_learn_that_there_is_a_record(selma, plan, page):
    assert signed_in(selma).get(f"{EDIT}{page}").status_code == 404


def test_alternate_reads_and_does_not_publish(tomas, plan):
    client = signed_in(tomas)

    assert client.get(EDIT).status_code == 200
    assert client.post(f"{EDIT}facts/", {"title": "Mine"}).status_code == 403


def test_focal_point_of_another_member_adds_no_plan(selma, namibia):
    assert signed_in(selma).get("/en/plans/NAM/add/").status_code == 404


@pytest.mark.parametrize("rows", [5, 200])
def test_record_costs_the_same_for_many_rows(focal, plan, source, rows, django_assert_num_queries):
    for number in range(rows):
        PlanEvent.objects.create(plan=plan, kind="attested", date="2019", locator=f"p. {number}", source=source)
    focal.get(EDIT)

    with django_assert_num_queries(8):
        focal.get(EDIT)
