"""The front page: the map with its table, and numbers that open into their rows."""

import re

import pytest

from actionplans.models import Plan, PlanEvent
from members.models import Member


@pytest.fixture
def plan(namibia, source):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    PlanEvent.objects.create(plan=plan, source=source, kind="launched", date="2019")
    return plan


def test_map_shows_the_status_and_the_table_says_it(client, plan):
    page = client.get("/en/").content.decode()

    assert 'class="s-in_force" d="M' in page
    assert '<svg class="map" viewBox="0 0 1000 457" role="img"' in page
    assert '>Namibia</a></th><td><span class="tag tag-in_force">in force</span></td>' in page
    assert "do not imply official endorsement or acceptance by the United Nations" in page


def test_map_holds_no_link(client, plan):
    drawing = re.search(r"<svg class=\"map\".*?</svg>", client.get("/en/").content.decode(), re.S)[0]

    assert "<a" not in drawing


@pytest.mark.parametrize("plans", [20, 200])
def test_front_page_costs_the_same_for_many_plans(client, many_plans, plans, django_assert_num_queries):
    many_plans(plans)

    with django_assert_num_queries(9):
        client.get("/en/")


@pytest.fixture
def many_plans(source):
    def make(count):
        for number in range(count):
            code = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
            member = Member.objects.create(kind="state", slug=code, iso2=code[1:], name_en=code)
            plan = Plan.objects.create(member=member, slug="1", generation=1, kind="national")
            PlanEvent.objects.create(plan=plan, source=source, kind="launched", date="2016")

    return make


def test_empty_portal_has_a_front_page(client, db):
    response = client.get("/en/")

    assert response.status_code == 200
    assert "Nothing has been recorded yet." in response.content.decode()


def test_unchanged_front_page_is_not_sent_again(client, db):
    etag = client.get("/en/")["ETag"]

    assert client.get("/en/", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("accepted", "language"), [("fr", "fr"), ("zh-CN", "zh-hans"), ("de", "en"), ("ar-EG,en;q=0.5", "ar")]
)
def test_address_without_language_leads_to_the_reader_s(client, db, accepted, language):
    assert client.get("/", headers={"Accept-Language": accepted})["Location"] == f"/{language}/"
