"""Countries side by side: what is known of each, on a day, and clear answers to a bad choice."""

import pytest

from actionplans.models import Commitment, Plan
from meetings.models import ActionPoint
from members.models import BureauTerm, Membership
from observatory.models import Resource
from tests.conftest import state
from tests.observatory.test_members import fill

PAGE = "/en/compare/?country=NAM&country=SWE"


@pytest.fixture
def both(namibia, sweden):
    return [namibia, sweden]


@pytest.mark.parametrize("rows", [2, 20])
def test_queries_do_not_grow_with_rows(client, both, source, rows, django_assert_num_queries):
    fill(both[0], source, rows)

    with django_assert_num_queries(11):
        client.get(PAGE)


def test_five_countries_cost_no_more_than_two(client, both, django_assert_num_queries):
    for code in ("ESP", "KEN", "JPN"):
        state(code, code.title())

    with django_assert_num_queries(10):  # no plan is there, so no event is asked for
        page = client.get(PAGE + "&country=ESP&country=KEN&country=JPN").content.decode()

    assert page.count('<th scope="col">') == 5


def test_empty_sections_say_why(client, both):
    page = client.get(PAGE).content.decode()

    assert page.count("no source has been found yet, not that there is none") == 2
    assert page.count("No list of participants that names it has been found.") == 2


def test_day_shapes_plans_membership_and_chairs(client, both, source):
    plan = Plan.objects.create(member=both[0], slug="1", generation=1, kind="national")
    plan.events.create(kind="launched", date="2019", source=source)
    Membership.objects.create(member=both[0], since="2018", source=source)
    BureauTerm.objects.create(member=both[0], year=2018, role="chair").sources.add(source)

    then, now = (
        client.get(f"{PAGE}&format=json&as_of={day}").json()["rows"][0] for day in ("2017-05-01", "2020-05-01")
    )

    assert [then[name] for name in ("plans", "membership", "chair", "generation")] == ["", "", "", None]
    assert [now[name] for name in ("membership", "chair", "generation")] == ["member", "2018 chair", 1]


def test_numbers_are_those_of_each_country(client, both, source, editor):
    fill(both[0], source, 1)
    kept = Commitment.objects.create(
        member=both[0], level="national", words="We will.", made="2018", source=source, published_at="2020-01-01T00:00Z"
    )
    kept.follow_ups.create(year=2020, outcome="met", source=source, published_at="2021-01-01T00:00Z")

    one, other = client.get(PAGE + "&format=json").json()["rows"]

    counted = ["commitments", "commitments_kept", "statements", "meetings", "action_points", "action_points_open"]
    assert [one[name] for name in counted] == [1, 1, 1, 1, 1, 1]
    assert [other[name] for name in counted] == [0] * 6
    assert ActionPoint.objects.count() == 1


def test_resource_stands_with_all_whom_it_concerns_once_published(client, both, source):
    law = Resource.objects.create(
        member=both[0], kind="law", title="Made-up act", source=source, published_at="2020-01-01T00:00Z"
    )
    law.about.add(*both)
    Resource.objects.create(member=both[0], kind="law", title="Proposed act", source=source)

    page = client.get(PAGE).content.decode()

    assert (page.count("Made-up act"), page.count("Proposed act")) == (2, 0)


def test_order_is_that_of_the_choice_and_empty_boxes_do_not_count(client, both):
    rows = client.get("/en/compare/?country=SWE&country=&country=NAM&country=SWE&format=json").json()["rows"]

    assert [row["country"] for row in rows] == ["SWE", "NAM"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country=NAM", "Choose at least two countries."),
        ("country=NAM&country=XXX", "No country has the code “XXX”."),
        ("country=NAM&country=%00", "No country has the code"),
        ("&".join(f"country={code}" for code in "ABCDEF"), "Up to five countries can be compared."),
        ("country=NAM&country=SWE&as_of=soon", "Nothing is lost"),
        ("country=NAM&format=csv", "Choose at least two countries."),
    ],
)
def test_bad_choice_is_told_with_the_form(client, both, query, words):
    response = client.get(f"/en/compare/?{query}")

    page = response.content.decode()
    assert (response.status_code, words in page, page.count('<select name="country"')) == (400, True, 5)


def test_page_of_a_country_leads_here_with_the_country_chosen(client, namibia):
    assert "/en/compare/?with=NAM" in client.get("/en/countries/NAM/").content.decode()
    assert '<option value="NAM" selected>' in client.get("/en/compare/?with=NAM").content.decode()


def test_csv_has_a_line_for_each_country(client, both):
    lines = b"".join(client.get(PAGE + "&format=csv").streaming_content).decode().splitlines()

    assert (len(lines), lines[0].lstrip("\ufeff").split(",")[0]) == (3, "country")
