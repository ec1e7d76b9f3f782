"""The search page."""

import json

import pytest

from members.models import Member
from wpsnet import search
from wpsnet.models import SearchEntry


@pytest.fixture
def page(client, db):
    """Ask the page: page(q="…") in English."""

    def ask(language="en", **query):
        return client.get(f"/{language}/search/", query)

    return ask


def groups(number):
    """As many civil-society organizations with “Zebra” in their names."""
    Member.objects.bulk_create(
        Member(kind="civil_society", slug=f"zebra-{n}", name_en=f"Zebra {n}") for n in range(number)
    )
    search.rebuild("organisation")


def test_without_a_question_it_shows_the_form(page, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, limits, release
        response = page()

    assert response.status_code == 200
    assert b'name="q"' in response.content


def test_results_link_to_the_readers_edition(network, page):
    response = page("fr", q="纳米比亚")

    assert '<a href="/fr/countries/NAM/"><span lang="fr" dir="ltr">Namibie</span></a>' in response.content.decode()


def test_a_text_in_another_language_says_so(network, page):
    response = page("ar", q="policing")

    assert 'lang="en" dir="ltr"' in response.content.decode()


def test_facets_count_exactly_and_filter(network, page):
    facets = {facet["kind"]: facet["records"] for facet in page(q="women").context["facets"]}

    for kind, records in facets.items():
        response = page(q="women", kind=kind)
        assert response.context["total"] == records == response.context["page"].paginator.count


@pytest.mark.parametrize("number", [20, 200])
def test_queries_do_not_grow_with_the_rows(page, number, django_assert_num_queries):
    groups(number)

    with django_assert_num_queries(6):  # savepoint, limits, kinds, count, rows, release
        response = page(q="Zebra")

    assert response.context["total"] == number
    assert len(response.context["results"]) == 20


def test_pages(page):
    groups(45)

    assert len(page(q="Zebra", page=3).context["results"]) == 5
    assert page(q="Zebra", page=4).status_code == 404
    assert page(q="Zebra", page="x").status_code == 404


def test_near_spellings_are_offered(network, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = page(q="Nambia")

    assert response.context["total"] == 0
    assert response.context["near"][0]["entry"].title == "Namibia"


def test_nothing_found_says_what_to_try(network, page):
    response = page(q="xyzzyx")

    assert response.status_code == 200
    assert b"What to try" in response.content


def test_nothing_of_this_kind_leads_to_the_others(network, page):
    response = page(q="Andorra", kind="paper")

    assert response.context["all"] == 1
    assert b"There is 1 result of another kind." in response.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"q": "x" * 201}, 400),
        ({"q": "x" * 1_000_000}, 400),
        ({"q": "a\0b"}, 400),
        ({"q": "peace", "kind": "martian"}, 400),
        ({"q": "\x01\x02"}, 200),
        ({"q": "\ud800".encode("utf-8", "surrogatepass")}, 200),
        ({"q": "\"' OR 1=1 --"}, 200),
        ({"q": "%s %(a)s {{ b }}"}, 200),
        ({"q": "peace", "format": "xlsx"}, 404),
        ({"q": "peace", "format": "nonsense"}, 404),
    ],
)
def test_bad_input_is_answered(page, query, status):
    assert page(**query).status_code == status


def test_what_was_typed_is_shown_as_text(page):
    response = page(q="<script>alert(1)</script>")

    assert b"<script>alert" not in response.content


def test_a_text_with_a_script_is_shown_as_text(page):
    groups(1)
    SearchEntry.objects.filter(kind="organisation").update(
        body="<img src=x onerror=alert(1)> zebra", title="<b>Zebra</b>"
    )

    content = page(q="Zebra").content.decode()

    assert "<img src=x" not in content
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>zebra</mark>" in content
    assert "<b>Zebra" not in content


def test_results_as_files(network, page):
    rows = json.loads(page(q="Namibia", format="json").content)["rows"]
    lines = b"".join(page(q="Namibia", format="csv")).decode("utf-8-sig").splitlines()

    assert rows[0] == {
        "kind": "country",
        "title": "Namibia",
        "language": "en",
        "address": "/en/countries/NAM/",
        "date": None,
    }
    assert len(lines) == len(rows) + 1


def test_a_search_that_takes_too_long_is_stopped(network, page, monkeypatch):
    monkeypatch.setitem(search.LIMITS, "statement_timeout", "1")
    monkeypatch.setattr("observatory.views.search.counts", lambda asked: slow_counts())

    response = page(q="peace")

    assert response.status_code == 503
    assert b"took too long" in response.content


def slow_counts():
    return dict(SearchEntry.objects.extra(select={"wait": "pg_sleep(1)"}).values_list("kind", "wait"))


def test_it_is_kept_for_everybody(network, page):
    response = page(q="Namibia")

    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
