import pytest

from actionplans.filters import DayForm, PlanFilter
from actionplans.models import Plan
from members.models import Member, OrganisationMembership


def found(**query):
    plans = PlanFilter(query, Plan.objects.all())
    assert plans.is_valid(), plans.errors
    return [f"{plan.member.slug}-{plan.slug}" for plan in plans.qs]


def faults(**query):
    return list(PlanFilter(query, Plan.objects.all()).errors)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2017-09-21", "2017-09-21"), ("2017-09", "2017-09-30"), ("2016-02", "2016-02-29"), ("2017", "2017-12-31")],
)
def test_day_month_or_year_is_its_last_day(text, day):
    assert DayForm({"as_of": text}).day.isoformat() == day


@pytest.mark.parametrize(
    "text", ["tomorrow", "2017-13", "2017-02-30", "0000", "17", "2017-9-1", "2017~", "2017/2018", "٢٠١٧", "2017-09-21x"]
)
def test_what_is_no_day_is_refused(text):
    assert list(DayForm({"as_of": text}).errors) == ["as_of"]


def test_day_decides_which_plans_are_known_and_how(plan):
    answers = [found(as_of=day) for day in ("2016", "2017-09-21")]
    drafted = found(as_of="2017-09-21", status="drafting")
    in_force = found(as_of="2020", status="in_force")

    assert (answers, drafted, in_force) == ([[], ["NAM-1"]], ["NAM-1"], ["NAM-1"])


def test_groups_of_states(plan):
    asked = {
        (day, status): found(as_of=day, status=status)
        for day in ("2018", "2020", "2027")
        for status in ("current", "made")
    }

    assert [key for key, plans in asked.items() if plans] == [("2020", "current"), ("2020", "made"), ("2027", "made")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name": "namib"}, 1),
        ({"name": "Sweden"}, 0),
        ({"name": "nam"}, 1),
        ({"kind": "national"}, 1),
        ({"kind": "regional"}, 0),
        ({"generation": "1"}, 1),
        ({"generation": "2"}, 0),
        ({"lead_type": "gender"}, 1),
        ({"lead_type": "defence"}, 0),
        ({"budget": "answered"}, 1),
        ({"disarmament": "answered"}, 0),
        ({"disarmament": "unanswered"}, 1),
        ({"budget": "no"}, 1),
        ({"budget": "partly"}, 0),
        ({"budget": "yes"}, 1),
        ({"budget": "yes", "disarmament": "yes"}, 0),
        ({"budget": "yes", "disarmament": "unanswered"}, 1),
        ({"year": "2019"}, 1),
        ({"year": "2018"}, 0),
        ({"year": "2026"}, 1),
        ({"year": "2027"}, 0),
        ({"group": "african"}, 0),
        ({"show": "leading"}, 1),
    ],
    ids=str,
)
def test_each_filter_alone(plan, query, expected):
    assert len(found(**query)) == expected


def test_organisation_has_the_plans_of_those_that_belong_to_it_that_day(plan, source):
    union = Member.objects.create(kind="regional", slug="union", name_en="Union")
    belongs = {"organisation": union, "source": source, "since": "2019", "until": "2024-06-01"}
    OrganisationMembership.objects.create(member=plan.member, **belongs)

    days = {day: found(organisation="union", as_of=day) for day in ("2018", "2020", "2024-05-31", "2024-06-01")}

    assert [day for day, plans in days.items() if plans] == ["2020", "2024-05-31"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", "soon"),
        ("status", "asleep"),
        ("group", "x"),
        ("region", "999"),
        ("kind", "x"),
        ("generation", "0"),
        ("lead_type", "x"),
        ("budget", "x"),
        ("organisation", "x"),
        ("year", "x"),
        ("year", "1999"),
        ("year", "99999"),
        ("show", "x"),
        ("name", "x" * 101),
    ],
)
def test_value_that_does_not_exist_is_named(db, name, value):
    assert faults(**{name: value}) == [name]
