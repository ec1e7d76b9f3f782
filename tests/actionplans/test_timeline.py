from actionplans.models import Plan
from actionplans.timeline import newest_plan_events
from tests.actionplans.conftest import tell


def test_newest_event_of_each_plan(plan, sweden, source):
    other = Plan.objects.create(member=sweden, slug="1", generation=1, kind="national")
    tell(other, source, "adopted", "2021-03")
    tell(other, source, "attested", "2022")

    news = newest_plan_events(5, None)

    assert [item.title for item in news] == [
        "Sweden, First national action plan: adopted",
        "Namibia, First national action plan: period begins",
    ]
    assert [item.when for item in news] == ["March 2021", "2019"]


def test_only_of_one_member_and_only_so_many(plan, sweden):
    assert [len(newest_plan_events(count, member)) for count, member in ((5, plan.member), (5, sweden), (0, None))] == [
        1,
        0,
        0,
    ]


def test_what_is_foretold_is_no_news(plan, source):
    tell(plan, source, "adopted", "2019-12", stated_on="2018-01-01")

    assert [item.title for item in newest_plan_events(5, None)] == [
        "Namibia, First national action plan: period begins"
    ]
