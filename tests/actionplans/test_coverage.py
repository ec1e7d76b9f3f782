"""Plans above and below the country: those of organisations with the members they cover, and local ones."""

import pytest

from actionplans.models import Plan
from members.models import Member, OrganisationMembership
from tests.actionplans.conftest import tell
from tests.actionplans.test_views import words


@pytest.fixture
def strategy(source):
    """A regional strategy of a union, in force since 2018."""
    union = Member.objects.create(kind="regional", slug="union", name_en="Union")
    strategy = Plan.objects.create(member=union, slug="strategy", kind="regional", title_en="Strategy of the Union")
    tell(strategy, source, "launched", "2018")
    return strategy


def belong(strategy, member, **fields):
    OrganisationMembership.objects.create(
        organisation=strategy.member, member=member, source=strategy.events.get().source, **fields
    )


def test_strategy_covers_those_that_belong_that_day(client, strategy, namibia):
    belong(strategy, namibia, until="2024")

    covered = [words(client.get(f"/en/plans/union/strategy/?as_of={day}")) for day in ("2020", "2025")]

    assert "Members that it covers 1 member on that day. Their national action plans Namibia" in covered[0]
    assert "Which members it covers is not known." in covered[1]


def test_named_members_come_before_membership(client, strategy, namibia, sweden):
    belong(strategy, namibia)
    strategy.covers.add(sweden)

    page = words(client.get("/en/plans/union/strategy/"))

    assert "Their national action plans Sweden" in page
    assert "Namibia" not in page


def test_country_shows_plans_below_and_above_it(client, strategy, plan, source):
    belong(strategy, plan.member)
    local = Plan.objects.create(member=plan.member, slug="windhoek", kind="local", title_en="Plan of Windhoek")
    tell(local, source, "adopted", "2020")

    page = words(client.get("/en/countries/NAM/"))

    assert "Local action plans Plan of Windhoek adopted" in page
    assert "Plans of organizations that cover it Union : Strategy of the Union in force" in page
    assert words(client.get("/en/plans/?kind=local")).count("Plan of Windhoek") >= 1


@pytest.mark.parametrize("rows", [5, 200])
def test_strategy_costs_the_same_for_many_members(client, strategy, many, rows, django_assert_num_queries):
    many(rows)
    for member in Member.objects.states():
        belong(strategy, member)

    with django_assert_num_queries(10):
        client.get("/en/plans/union/strategy/")
