"""The map of the registry with the network's real data."""

from actionplans import worldmap
from actionplans.filters import PlanFilter
from actionplans.models import Plan
from members.models import Member


def drawn(**query):
    plans = PlanFilter(query, Plan.objects.all())
    assert plans.is_valid()
    return worldmap.atlas(plans)


def test_every_state_is_counted_once(network, db):
    counted = [country.member.slug for _status, rows in drawn()["groups"] for country in rows]

    assert len(counted) == len(set(counted)) == Member.objects.states().count()


def test_region_frames_its_countries(network, db):
    region = drawn(region="018")

    assert {country.member.slug for country in region["countries"]} == {"BWA", "LSO", "NAM", "SWZ", "ZAF"}
    assert region["frame"].width < 150
    assert {label[0].member.slug for label in region["labels"]} >= {"NAM", "ZAF"}
    assert region["around"]


def test_organisation_and_finding_hold_for_the_map(network, db):
    union = drawn(organisation="european-union", as_of="2017-09-21", budget="yes")

    assert len(union["countries"]) == 28
    assert 0 < sum(country.plan is not None for country in union["countries"]) < 28
