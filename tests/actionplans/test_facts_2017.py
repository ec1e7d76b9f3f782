"""On 21 September 2017 the registry must say what the second meeting was told that day, country by country."""

import pytest

from actionplans.models import Plan

AS_STATED = [
    # member, plan, status
    ("BRA", "1", "in_force"),  # launched on 8 March 2017
    ("NAM", "1", "drafting"),  # in preparation ...
    ("NAM", "other-frameworks", "in_force"),  # ... while other national measures apply
    ("ZAF", "1", "planned"),  # a meeting to draft it is planned for October 2017 ...
    ("ZAF", "other-frameworks", "in_force"),  # ... while other measures apply
    ("THA", "other-frameworks", "in_force"),  # no plan stated: other national measures and guidelines
    ("CAN", "1", "under_review"),
    ("FRA", "2", "in_force"),  # the review is to begin in 2018
    ("DEU", "2", "in_force"),  # launched in 2017
    ("ESP", "2", "in_force"),  # launched in 2017
    ("CHL", "2", "in_force"),  # recently adopted
    ("SVN", "2", "drafting"),  # in preparation
    ("FIN", "3", "drafting"),  # in preparation
    ("ITA", "3", "in_force"),  # launched and being carried out
    ("PHL", "3", "in_force"),  # recently launched
    ("NOR", "4", "planned"),  # preparation is about to start
    ("european-union", "regional-plan", "under_review"),
    ("african-union", "subregional-plans", "drafting"),
]
SAID_ON = "2017-09-21"


@pytest.mark.parametrize(("member", "slug", "status"), AS_STATED, ids=lambda part: part)
def test_status_on_the_day_of_the_meeting(network, db, member, slug, status):
    assert Plan.objects.with_status(SAID_ON).get(member__slug=member, slug=slug).status == status


def test_countries_that_spoke_have_no_other_living_plan(network, db):
    spoke = {member for member, _slug, _status in AS_STATED if member.isupper()}
    current = Plan.objects.national().current(SAID_ON).filter(member__slug__in=spoke)

    stated = {(member, slug) for member, slug, _status in AS_STATED}
    others = set(current.values_list("member__slug", "slug")) - stated

    assert others == {("FIN", "1"), ("NOR", "3")}  # the plans before the ones being prepared


def test_thailand_has_no_plan(network, db):
    assert not Plan.objects.national().known(SAID_ON).filter(member__slug="THA").exists()


@pytest.mark.parametrize(
    ("member", "slug", "day", "status"),
    [
        ("SVN", "2", "2019-01-01", "adopted"),
        ("FIN", "3", "2018-04-13", "adopted"),
        ("NOR", "4", "2019-12-31", "in_force"),
        ("NAM", "1", "2019-12-31", "in_force"),
        ("ZAF", "1", "2020-12-31", "in_force"),
        ("CAN", "1", "2017-11-01", "replaced"),
        ("SWE", "3", "2022-01-01", "prolonged"),  # stays in force until its successor is there
        ("FRA", "2", "2019-06-01", "in_force"),  # a review that was only foretold
    ],
)
def test_what_happened_next(network, db, member, slug, day, status):
    assert Plan.objects.with_status(day).get(member__slug=member, slug=slug).status == status
