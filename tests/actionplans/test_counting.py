"""How we count: what is certain, what may have been, and what nobody shows."""

import pytest

from actionplans.counting import all_counts
from actionplans.models import Plan, PublishedCount
from tests.actionplans.conftest import tell
from tests.actionplans.test_views import words


def publish(source, number, date="2020", relation="exactly", subject="countries"):
    return PublishedCount.objects.create(subject=subject, date=date, number=number, relation=relation, source=source)


@pytest.mark.parametrize(
    ("relation", "number", "agrees"),
    [
        ("exactly", 1, True),
        ("exactly", 2, False),
        ("at_least", 1, True),
        ("more_than", 1, False),
        ("more_than", 0, True),
    ],
)
def test_relation_decides_whether_numbers_agree(db, plan, source, relation, number, agrees):
    publish(source, number, relation=relation)

    assert all_counts()[0].agrees == agrees


def test_plan_known_only_from_a_later_source_may_have_stood(db, sweden, source):
    plan = Plan.objects.create(member=sweden, slug="1", generation=1, kind="national")
    tell(plan, source, "attested", "2018/2022", stated_on="2022")
    publish(source, 3)
    [row] = all_counts()

    assert ([], [plan], 2) == (row.certain, row.possible, row.unexplained)


def test_page_says_both_numbers_and_the_difference(client, plan, source):
    publish(source, 4)
    page = words(client.get("/en/plans/how-we-count/"))

    assert "2020 4 Source: Chair&#x27;s summary 1 3 not shown here" in page


def test_counts_as_data(client, plan, source):
    publish(source, 4)
    [row] = client.get("/en/plans/how-we-count/?format=json").json()["rows"]

    assert (row["published"], row["ours"], row["certain"]) == (4, 1, "NAM/1")


@pytest.mark.parametrize("rows", [5, 200])
def test_page_costs_the_same_for_many_plans(client, many, source, rows, django_assert_num_queries):
    many(rows)
    publish(source, 3)

    with django_assert_num_queries(3):
        client.get("/en/plans/how-we-count/")
