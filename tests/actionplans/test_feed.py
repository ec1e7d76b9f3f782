import xml.etree.ElementTree as ET

import pytest

from actionplans.models import Plan
from tests.actionplans.conftest import tell


def entries(response):
    return ET.fromstring(response.content).findall("{*}entry")  # noqa: S314 - our own feed


def test_feed_has_each_event_with_its_address(client, plan, source):
    tell(plan, source, "under_review", "2023")

    first, *others = entries(client.get("/en/plans/NAM/1/events/"))

    assert first.findtext("{*}title") == "Namibia, First national action plan: under review"
    assert first.findtext("{*}id").endswith(f"/en/plans/NAM/1/#event-{plan.events.last().pk}")
    assert len(others) == 3


def test_plans_of_one_member_only(client, plan, source):
    second = Plan.objects.create(member=plan.member, slug="2", generation=2, kind="national")
    tell(second, source, "adopted", "2022")

    assert len(entries(client.get("/en/plans/?member=NAM&format=atom"))) == 2
    assert entries(client.get("/en/plans/?member=NA&format=atom")) == []


@pytest.mark.parametrize("path", ["NAM/2/events/", "NAM/1/events/?format=exe"])
def test_unknown_plan_or_format_is_not_found(client, plan, path):
    assert client.get(f"/en/plans/{path}").status_code == 404


def test_page_of_the_plan_offers_the_feeds(client, plan):
    page = client.get("/en/plans/NAM/1/").content.decode()

    assert 'href="/en/plans/NAM/1/events/"' in page
    assert "/en/plans/?member=NAM&amp;format=atom" in page
