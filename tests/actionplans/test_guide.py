"""The drafting guide: its steps with peers, whom to ask, and the checklist of a member."""

import pytest

from actionplans.guide import STEPS
from actionplans.models import Drafting, DraftingStep
from members.models import Appointment
from tests.actionplans.test_views import words
from tests.conftest import appoint, person


def test_each_step_shows_what_peers_did(client, plan):
    page = words(client.get("/en/plans/guide/"))

    assert all(str(step.title).replace("'", "&#x27;") in page for step in STEPS)
    assert (
        "What others did : Cost it, and find the money Namibia: First national action plan Source: Government" in page
    )
    assert "Namibia: First national action plan Being prepared. Source: Chair&#x27;s summary , para. 20" in page


def test_peers_are_found_with_whom_to_write_to(client, plan, ndapewa):
    ndapewa.appointments.update(show_name="public", show_email="public")

    page = words(client.get("/en/plans/guide/peers/?lead_type=gender&generation=1&budget=yes"))

    assert "1 plan" in page
    assert "Ndapewa Shikongo" in page
    assert "ndapewa@example.org" in page


@pytest.mark.parametrize("fields", [{"at_risk": True}, {}])
def test_who_is_at_risk_or_shows_nothing_is_not_named(client, plan, namibia, fields):
    shows = dict.fromkeys(("show_name", "show_email"), "public" if fields else "secretariat")
    appoint(person("hidden@example.org", "Hidden", **fields), namibia, Appointment.Role.FOCAL_POINT, **shows)

    page = words(client.get("/en/plans/guide/peers/"))

    assert "The secretariat passes on messages." in page
    assert "idden" not in page.replace("visually-hidden", "")


def test_checklist_is_for_the_team_until_it_is_shown(client, tomas, ndapewa):
    client.force_login(tomas)
    said = {"state": "doing", "owner": "Ministry of gender", "due": "2027-03-01", "note": "Cabinet asked."}
    client.post("/en/plans/NAM/edit/drafting/mandate/", said)
    hidden = client.get("/en/plans/NAM/drafting/progress/?before").status_code

    client.force_login(ndapewa)
    client.post("/en/plans/NAM/edit/drafting/show/", {"public": "yes"})
    page = words(client.get("/en/plans/NAM/drafting/progress/"))
    client.post("/en/plans/NAM/edit/drafting/show/", {"public": "no"})

    assert hidden == 404
    assert "Get a mandate under way Ministry of gender 1 March 2027 Cabinet asked." in page
    assert not Drafting.objects.get().is_public


def test_history_of_a_step_is_kept(client, ndapewa):
    client.force_login(ndapewa)
    for state in ("doing", "done"):
        client.post("/en/plans/NAM/edit/drafting/mandate/", {"state": state})

    row = DraftingStep.objects.get()

    assert [event.state for event in row.history.order_by("pgh_id")] == ["doing", "done"]


@pytest.mark.parametrize("wrong", [{"state": "asleep"}, {"due": "soon"}, {"owner": "x" * 121}, {"note": "x" * 2001}])
def test_bad_input_keeps_what_was_typed(client, ndapewa, wrong):
    client.force_login(ndapewa)

    response = client.post("/en/plans/NAM/edit/drafting/mandate/", {"state": "done"} | wrong)

    assert (response.status_code, DraftingStep.objects.count()) == (400, 0)
    assert "All that you typed is still here" in words(response)


def test_unknown_step_is_not_found(client, ndapewa):
    client.force_login(ndapewa)

    assert client.get("/en/plans/NAM/edit/drafting/nowhere/").status_code == 404


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_cost_the_same_for_many_rows(client, many, rows, django_assert_num_queries):
    many(rows)

    with django_assert_num_queries(3):
        client.get("/en/plans/guide/")
    with django_assert_num_queries(9):
        client.get("/en/plans/guide/peers/?budget=yes")
