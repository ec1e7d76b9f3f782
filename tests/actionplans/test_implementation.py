"""Objectives, actions, yearly reports, money and the logframe: who writes them, what readers see, what cannot be written."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from model_bakery import baker

from actionplans.actions import implementation as actions
from actionplans.models import Action, BudgetLine, Objective, ProgressReport, last_year_due
from tests.signing_in import signed_in

EDIT = "/en/plans/NAM/1/edit/implementation/"
PAGE = "/en/plans/NAM/1/implementation/"
YEAR = last_year_due()
HEAD = ["objective_number", "objective", "action_number", "action", "lead", "lead_type", "due", "target"]
ROW = ["1", "Women take part", "1.1", "Name women to delegations", "Ministry of Defence", "defence", "2028", "40"]


@pytest.fixture
def focal(ndapewa):
    return signed_in(ndapewa)


@pytest.fixture
def action(plan):
    objective = Objective.objects.create(plan=plan, number="1", order="1", words="Women take part", language="en")
    return Action.objects.create(objective=objective, number="1.1", order="1.1", words="Name women", lead="Defence")


def as_csv(*rows):
    lines = [";".join(HEAD), *(";".join(row) for row in rows)]
    return SimpleUploadedFile("plan.csv", "\n".join(lines).encode(), "text/csv")


def as_xlsx(*rows, merge=None):
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile("plan.xlsx", data.getvalue())


def look_at(client, file):
    return client.post(f"{EDIT}logframe/", {"file": file, "language": "en"})


# --- The logframe -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_of", [as_csv, as_xlsx])
def test_logframe_is_looked_at_first_and_then_written(focal, plan, file_of):
    seen = look_at(focal, file_of(ROW, [*ROW[:2], "1.2", "Report each year", "", "", "", ""]))
    assert (seen.status_code, Action.objects.count()) == (200, 0)

    focal.post(f"{EDIT}logframe/", {"rows": seen.context["rows"]})

    assert list(Action.objects.order_by("order").values_list("number", "lead_type", "due")) == [
        ("1.1", "defence", "2028"),
        ("1.2", "", ""),
    ]
    assert Objective.objects.get().words == "Women take part"


def test_second_logframe_changes_what_has_those_numbers(focal, plan, action):
    seen = look_at(focal, as_csv(ROW))
    assert "Name women → Name women to delegations" in seen.content.decode()

    focal.post(f"{EDIT}logframe/", {"rows": seen.context["rows"]})
    action.refresh_from_db()
    assert (action.words, action.target) == ("Name women to delegations", "40")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["1", "", "1.1", "A", "", "", "", ""], "This must not be empty."),
        (["1", "A", "1.1", "=SUM(A1)", "", "", "", ""], "begins as a formula does"),
        (["1", "A", "1.1", "B", "", "army", "", ""], "is not known here"),
        (["1", "A", "1.1", "B", "", "", "soon", ""], "is not a date"),
    ],
)
def test_faulty_row_is_named_and_nothing_can_be_written(focal, plan, row, said):
    seen = look_at(focal, as_csv(ROW, row))

    assert (seen.status_code, seen.context["rows"], Action.objects.count()) == (400, "", 0)
    assert said in seen.content.decode()


def test_merged_cells_leave_gaps_that_are_named(focal, plan):
    seen = look_at(focal, as_xlsx(ROW, ["1", "Women take part", "1.2", "B", "", "", "", ""], merge="A2:A3"))

    assert (seen.status_code, seen.context["rows"]) == (400, "")
    assert "This must not be empty." in seen.content.decode()


@pytest.mark.parametrize("content", [b"a;b\n1;2", b"\xff\xfe\x00bad", "objective\nÄ".encode("latin-1"), b"PK\x03\x04x"])
def test_file_that_is_no_logframe_gets_a_clear_answer(focal, plan, content):
    seen = look_at(focal, SimpleUploadedFile("x.csv", content))

    assert seen.status_code == 400
    assert "This file cannot be read. Nothing was changed." in seen.content.decode()


def test_preview_of_another_plan_or_altered_is_refused(focal, plan):
    rows = look_at(focal, as_csv(ROW)).context["rows"]

    assert focal.post(f"{EDIT}logframe/", {"rows": rows[:-2] + "xx"}).status_code == 400
    assert not Action.objects.exists()


# --- Reports ------------------------------------------------------------------------------------------------------------


def report(client, action, year=YEAR, **said):
    told = {f"action-{action.pk}-{name}": value for name, value in said.items()}
    return client.post(f"{EDIT}report/{year}/", {"action": action.pk} | told)


def test_focal_point_reports_and_readers_see_it(focal, action, client):
    assert report(focal, action, outcome="met", words="Done in spring.").status_code == 302

    page = client.get(PAGE).content.decode()
    assert "Done in spring." in page
    assert "no update given" not in page


def test_no_update_is_said_in_public(action, client):
    assert "no update given" in client.get(PAGE).content.decode()


def test_report_said_again_takes_the_place_of_the_first(focal, action):
    report(focal, action, outcome="none")
    report(focal, action, outcome="limited")

    told = ProgressReport.objects.get()
    assert (told.outcome, told.history.count()) == ("limited", 2)


@pytest.mark.parametrize("said", [{}, {"outcome": "splendid"}, {"outcome": "met", "evidence": "javascript:1"}])
def test_report_that_says_nothing_possible_is_not_saved(focal, action, said):
    assert report(focal, action, **said).status_code == 400
    assert not ProgressReport.objects.exists()


def test_secretariat_and_alternate_do_not_report_for_a_member(editor, tomas, action):
    for user in (editor, tomas):
        assert report(signed_in(user), action, outcome="met").status_code == 403


def test_year_to_come_cannot_be_reported(focal, action):
    assert report(focal, action, year=dt.date.today().year + 1, outcome="met").status_code == 404


# --- Money --------------------------------------------------------------------------------------------------------------

MONEY = {"kind": "allocated", "year": "2025", "amount": "1000.50", "currency": "nad", "source_title": "Budget 2025"}


def test_money_names_its_source_and_currency(focal, plan, client):
    assert focal.post(f"{EDIT}money/add/", MONEY | {"civil_society_share": "12.5"}).status_code == 302

    assert BudgetLine.objects.get().currency == "NAD"
    assert "Budget 2025" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"currency": "EURO"}, {"amount": "-1"}, {"year": "1800"}, {"civil_society_share": "101"}]
)
def test_impossible_money_is_not_recorded(focal, plan, wrong):
    assert focal.post(f"{EDIT}money/add/", MONEY | wrong).status_code == 400
    assert not BudgetLine.objects.exists()


# --- Boards -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["lead", "type", "member"])
def test_board_counts_and_each_number_opens_into_its_rows(client, focal, action, by):
    report(focal, action, outcome="met")

    board = client.get(f"/en/plans/implementation/?by={by}")
    [line] = board.context["lines"]
    assert (line.total, line.counts) == (1, (0, 1, 0, 0, 0))
    assert client.get(line.cells[1][1].replace("/en", "/en", 1)).context["page"].paginator.count == 1


def test_retired_action_is_asked_and_counted_no_more(focal, action, client):
    focal.post(f"{EDIT}action/{action.pk}/withdraw/")

    assert client.get("/en/plans/actions/").context["page"].paginator.count == 0


def test_objectives_stand_in_the_order_of_their_numbers(plan, ndapewa):
    for number in ("10", "2", "1"):
        actions.save(Objective(plan=plan, number=number, words="A", language="en"), by=ndapewa)

    assert [objective.number for objective in plan.objectives.all()] == ["1", "2", "10"]


@pytest.mark.parametrize("rows", [5, 200])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        (PAGE, 4),
        ("/en/plans/actions/", 3),
        ("/en/plans/implementation/", 3),
        ("/en/plans/implementation/?by=member", 4),
    ],
)
def test_pages_cost_the_same_for_many_actions(client, action, rows, page, queries, django_assert_num_queries):
    baker.make(
        Action, rows, objective=action.objective, number=iter(f"2.{n}" for n in range(rows)), lead="Ministry", due=""
    )
    with django_assert_num_queries(queries):
        client.get(page)
