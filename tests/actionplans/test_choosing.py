import pytest

from actionplans.models import Plan
from tests.actionplans.test_views import words


def test_what_is_ticked_stays_ticked(client, many, plan):
    many(60)

    page = client.get("/en/plans/compare/choose/?plan=NAM/1&as_of=2020&page=2").content.decode()

    assert '<input type="checkbox" name="plan" value="NAM/1" checked>' in page
    assert page.count('type="checkbox"') == 11  # of 61 plans, fifty stand on the first page
    assert '<input type="hidden" name="as_of" value="2020">' in page


def test_chosen_plans_lead_to_the_comparison_and_back(client, many, plan):
    many(1)

    page = client.get("/en/plans/compare/?plan=NAM/1&plan=AAA/1&as_of=2020").content.decode()

    assert "/en/plans/compare/choose/?plan=NAM%2F1&amp;plan=AAA%2F1&amp;as_of=2020" in page
    assert "Is a budget allocated?" in page


@pytest.mark.parametrize("query", ["plan=nothing", "plan=a/1&plan=b/1&plan=c/1&plan=d/1&plan=e/1"])
def test_impossible_choice_says_what_to_do(client, plan, query):
    response = client.get(f"/en/plans/compare/choose/?{query}")

    assert response.status_code == 400
    assert "Nothing is lost: correct the address, or choose the plans anew in the list." in words(response)


def test_impossible_filter_gives_the_form_back(client, plan):
    assert client.get("/en/plans/compare/choose/?as_of=soon").status_code == 400


@pytest.mark.parametrize("rows", [5, 200])
def test_choosing_costs_the_same_for_many_rows(client, many, rows, django_assert_num_queries):
    many(rows)
    member = Plan.objects.first().member.slug

    with django_assert_num_queries(9):
        client.get(f"/en/plans/compare/choose/?plan={member}/1&as_of=2020")
