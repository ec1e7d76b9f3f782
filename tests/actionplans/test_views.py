import re

import pytest

from actionplans.models import Plan
from tests.actionplans.conftest import tell


def words(response):
    """The page as its words, without tags and runs of blanks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_list_says_for_which_day_it_stands(client, plan):
    page = words(client.get("/en/plans/?as_of=2017-09-21"))

    assert "As of 21 September 2017" in page
    assert "1 plan of 1 country or organization" in page
    assert "Namibia First national action plan being drafted not known being drafted , 21 September 2017" in page
    assert "Source: Chair&#x27;s summary , para. 20 Stated that day: Being prepared." in page


def test_list_of_later_day_has_period_and_dispute(client, plan):
    page = words(client.get("/en/plans/?as_of=2020"))

    assert "in force 2019 – 2026 Sources differ" in page
    assert "Stated that day" not in page


@pytest.mark.parametrize(
    "query", ["as_of=soon", "as_of=2017-02-30", "status=asleep", "region=999", "budget=x", "as_of=soon&format=csv"]
)
def test_impossible_filter_gives_the_form_back(client, plan, query):
    response = client.get(f"/en/plans/?{query}")

    assert response.status_code == 400
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize("query", ["page=2", "page=0", "page=x", "format=exe"])
def test_what_the_list_does_not_have_is_not_found(client, plan, query):
    assert client.get(f"/en/plans/?{query}").status_code == 404


def test_nothing_found_says_what_to_do(client, plan):
    response = client.get("/en/plans/?as_of=1999")

    assert response.status_code == 200
    assert "No plan matches these filters on that day." in words(response)


@pytest.mark.parametrize("rows", [20, 200])
def test_list_costs_the_same_for_many_rows(client, many, rows, django_assert_num_queries):
    many(rows)

    with django_assert_num_queries(8):
        client.get("/en/plans/?as_of=2020&budget=yes&show=leading")


@pytest.mark.parametrize("rows", [20, 200])
def test_page_of_a_plan_costs_the_same_beside_many(client, many, plan, rows, django_assert_num_queries):
    many(rows)

    with django_assert_num_queries(8):
        client.get("/en/plans/NAM/1/?as_of=2020")


def test_page_says_what_the_status_rests_on(client, plan):
    page = words(client.get("/en/plans/NAM/1/?as_of=2017-09-21"))

    assert "Status as of 21 September 2017 being drafted" in page
    assert "It follows from this event: being drafted , 21 September 2017" in page
    assert "After 21 September 2017 These events do not count" in page


def test_page_puts_disagreeing_sources_side_by_side(client, plan):
    page = words(client.get("/en/plans/NAM/1/?as_of=2025"))

    assert "Sources differ They stand side by side here." in page
    assert "2024 period begins, 2019 Source: Chair&#x27;s summary 2026 period begins, 2019 Source: Government" in page
    assert "Is a budget allocated? Sources differ yes Source: Government no Nothing is set aside." in page


def test_page_says_what_is_not_known(client, namibia, source):
    tell(Plan.objects.create(member=namibia, slug="x", kind="national"), source, "attested", "../2010")

    page = words(client.get("/en/plans/NAM/x/"))

    assert "National action plan, generation not known" in page
    assert "Generation not known Lead body not known" in page
    assert "When the period ends is not known." in page


def test_announcement_is_marked(client, plan, source):
    tell(plan, source, "under_review", "2023", stated_on="2020-01-01")

    page = words(client.get("/en/plans/NAM/1/?as_of=2021"))

    assert "under review , 2023 announcement Said on 1 January 2020 of something that was still to come." in page
    assert "Status as of 31 December 2021 in force" in page


def test_later_plan_is_named_as_the_reason(client, plan, source):
    tell(Plan.objects.create(member=plan.member, slug="2", generation=2, kind="national"), source, "adopted", "2022")

    page = words(client.get("/en/plans/NAM/1/"))

    assert "replaced" in page
    assert "A later national action plan exists." in page
    assert "It follows from the later plan: Second national action plan" in page


def test_day_before_anything_was_known(client, plan):
    page = words(client.get("/en/plans/NAM/1/?as_of=2000"))

    assert "nothing known" in page
    assert "No plan of this member was known on that day." in page


def test_impossible_day_on_a_page_gives_the_form_back(client, plan):
    response = client.get("/en/plans/NAM/1/?as_of=never")

    assert response.status_code == 400
    assert "This is not a day that exists, so the status of today is shown." in words(response)


def test_lower_case_code_is_sent_to_the_one_address(client, plan):
    response = client.get("/en/plans/nam/1/")

    assert (response.status_code, response["Location"]) == (301, "/en/plans/NAM/1/")


@pytest.mark.parametrize("path", ["NAM/2/", "nam/2/", "XXX/1/", "NAM/1/?format=exe"])
def test_unknown_plan_or_format_is_not_found(client, plan, path):
    assert client.get(f"/en/plans/{path}").status_code == 404


@pytest.mark.parametrize("path", ["plans/", "plans/?as_of=2017-09-21", "plans/NAM/1/", "plans/how-status-works/"])
def test_unchanged_page_is_not_sent_again(client, plan, path):
    etag = client.get(f"/en/{path}")["ETag"]

    again = client.get(f"/en/{path}", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_how_status_works_explains_every_status(client, db):
    page = client.get("/en/plans/how-status-works/").content.decode()

    assert all(f'id="{status}"' in page for status in ("planned", "drafting", "in_force", "prolonged", "replaced"))
