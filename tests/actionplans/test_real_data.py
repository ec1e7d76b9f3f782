"""The registry with the network's real data in it."""

import datetime as dt

import pytest

from actionplans import story
from actionplans.models import Plan, told_by
from actionplans.wording import reason
from members.models import Member
from tests.actionplans.test_filters import found
from wpsnet.languages import CODES, column

EVERY_YEAR = [dt.date(year, 9, 21) for year in range(2005, 2029)]


@pytest.mark.parametrize("code", ["002", "018"])
def test_region_at_both_levels(network, db, code):
    assert "NAM-1" in found(region=code)


def test_name_in_any_language(network, db):
    namibia = Member.objects.get(slug="NAM")

    names = [getattr(namibia, column("name", code)) for code in CODES]

    assert all("NAM-1" in found(name=name) for name in names)


def test_one_plan_a_country(network, db):
    leading = found(show="leading", as_of="2017-09-21")
    countries = [plan.split("-")[0] for plan in leading]

    assert len(countries) == len(set(countries)) > 50
    assert {"BRA-1", "CAN-1", "NAM-1", "FIN-1"} <= set(leading)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_every_plan_has_a_page_in_every_language(client, network, db, language):
    plans = list(Plan.objects.select_related("member").order_by("pk"))[::9]

    statuses = {client.get(f"/{language}/plans/{plan.member.slug}/{plan.slug}/").status_code for plan in plans}

    assert statuses == {200}


@pytest.mark.parametrize("day", EVERY_YEAR, ids=str)
def test_every_status_has_its_event_and_reason(network, db, day):
    for plan in Plan.objects.for_list(day).prefetch_related(told_by(day)):
        because = story.deciding_event(plan)
        assert because or plan.status == "replaced", plan
        assert reason(plan, because)
        assert story.last_event(plan)
