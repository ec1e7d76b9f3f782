"""The registry as matrix, timeline, growth and side by side: the same plans as the list, arranged."""

import datetime as dt

import pytest
from django.utils.translation import override

from actionplans.models import Plan
from actionplans.overview import Scale
from tests.actionplans.conftest import tell
from tests.actionplans.test_views import words

VIEWS = ["matrix", "timeline", "growth"]


@pytest.fixture
def second(plan, source):
    """Namibia's second plan, which replaces the first."""
    later = Plan.objects.create(member=plan.member, slug="2", generation=2, kind="national")
    tell(later, source, "in_force", "2026", until="2030")
    return later


def test_matrix_has_a_column_for_each_generation(client, second):
    page = words(client.get("/en/plans/matrix/?as_of=2027"))

    assert "Generation 1 Generation 2 Namibia replaced" in page
    assert "in force 2026 – 2030" in page


def test_matrix_shows_plans_without_a_generation_apart(client, plan, source):
    local = Plan.objects.create(member=plan.member, slug="windhoek", kind="local", title_en="Windhoek's plan")
    tell(local, source, "adopted", "2018")

    assert "Other plans Namibia in force 2019 – 2026 Sources differ Windhoek&#x27;s plan" in words(
        client.get("/en/plans/matrix/?as_of=2020")
    )


def test_timeline_draws_plans_and_lists_those_without_a_beginning(client, second, source):
    unknown = Plan.objects.create(member=second.member, slug="x", kind="local", title_en="Planned only")
    tell(unknown, source, "drafting", "2024")
    page = client.get("/en/plans/timeline/?as_of=2027")

    assert page.content.count(b'class="s-') == 2
    assert "Planned only beginning not known, being drafted" in words(page)


@pytest.mark.parametrize(("language", "place"), [("en", 0), ("ar", 600)])
def test_years_run_in_the_direction_of_the_language(language, place):
    with override(language):
        assert Scale(2005, 2030).x(dt.date(2005, 1, 1)) == place


def test_each_number_of_the_growth_opens_into_its_rows(client, second):
    page = client.get("/en/plans/growth/?as_of=2027").content.decode()

    assert 'href="/en/plans/?as_of=2026-12-31&amp;status=made' in page.replace("&status", "&amp;status")


def test_growth_as_data(client, second):
    rows = client.get("/en/plans/growth/?as_of=2027&format=json").json()["rows"]

    assert [(row["year"], row["new_plans"], row["plans"], row["members"]) for row in rows][-2:] == [
        (2026, 1, 2, 1),
        (2027, 0, 2, 1),
    ]


def test_compare_puts_plans_side_by_side(client, second):
    page = words(client.get("/en/plans/compare/?plan=NAM/1&plan=NAM/2&as_of=2027"))

    assert "Namibia: First national action plan Namibia: Second national action plan" in page
    assert "Status on that day replaced in force" in page
    assert "Is a budget allocated? yes Source: Government no Nothing is set aside." in page


def test_compared_plans_as_data_carry_the_findings(client, second):
    rows = client.get("/en/plans/compare/?plan=NAM/1&plan=NAM/2&as_of=2027&format=json").json()["rows"]

    assert [row["budget"] for row in rows] == ["yes (GOV) | no (S)", ""]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("plan=NAM/9", "No plan is known at “NAM/9”."),
        ("plan=nonsense", "No plan is known at “nonsense”."),
        ("plan=A/1&plan=B/1&plan=C/1&plan=D/1&plan=E/1", "Up to four plans can be compared."),
        ("plan=NAM/1&as_of=soon", "is not a day"),
    ],
)
def test_impossible_comparison_says_what_is_wrong(client, plan, query, said):
    response = client.get(f"/en/plans/compare/?{query}")

    assert response.status_code == 400
    assert said in words(response)


def test_comparing_nothing_says_how_to_choose(client, plan):
    assert "Tick two to four plans." in words(client.get("/en/plans/compare/"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["as_of=soon", "status=asleep"])
def test_impossible_filter_gives_the_form_back(client, plan, view, query):
    assert client.get(f"/en/plans/{view}/?{query}").status_code == 400


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_found_says_what_to_do(client, plan, view):
    response = client.get(f"/en/plans/{view}/?status=made&as_of=1999")

    assert response.status_code == 200
    assert "No plan matches these filters on that day." in words(response) or view == "growth"


@pytest.mark.parametrize("rows", [20, 200])
@pytest.mark.parametrize(("view", "queries"), [("matrix", 8), ("timeline", 8), ("growth", 5)])
def test_views_cost_the_same_for_many_rows(client, many, rows, view, queries, django_assert_num_queries):
    many(rows)

    with django_assert_num_queries(queries):
        client.get(f"/en/plans/{view}/?as_of=2020&budget=yes")
