"""The registry with the network's real data in it."""

import datetime as dt

import pytest
from django.http import QueryDict

from actionplans import story
from actionplans.counting import all_counts
from actionplans.filters import PlanFilter
from actionplans.models import Plan, told_by
from actionplans.overview import growth
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


def test_growth_counts_each_plan_from_the_day_it_was_certainly_made(network, db):
    on = dt.date(2017, 9, 21)
    years = {year.year: year for year in growth(Plan.objects.national().known(on), on)}

    assert years[2005].plans == years[2005].new == 1
    assert years[2017].day == on
    assert all(one.plans >= one.countries for one in years.values())
    assert years[2017].plans == Plan.objects.national().known(on).filter(made_on__isnull=False).count()


def test_each_number_is_that_of_the_list_behind_it(network, db):
    for row in all_counts():
        listed = PlanFilter(QueryDict(row.query), Plan.objects.all())

        assert listed.is_valid(), row.query
        assert len(row.certain) == listed.qs.count(), row.published


def test_nobody_is_both_certain_and_possible(network, db):
    for row in all_counts():
        assert not {plan.pk for plan in row.certain} & {plan.pk for plan in row.possible}


def test_bodies_and_themes_of_the_files_are_found(network, db):
    assert {"DNK-1", "GBR-4", "ESP-2"} <= set(found(lead_type="inter_ministerial"))
    assert {"SRB-2", "DNK-1"} <= set(found(lead_type="defence"))
    assert found(theme="cyber") == ["GBR-5"]
    assert "BDI-2" in found(language="fr")
    assert {"TLS-1", "PRY-1"} <= set(found(civil_society_monitoring="yes"))
