"""The directory: found by a name in any language, listed once, the same in every format."""

import csv

import pytest

from members.models import Confirmation, Member
from tests.conftest import state

PAGE = "/en/directory/"


def listed(response):
    return [member.slug for member in response.context["page"]]


@pytest.mark.parametrize("rows", [20, 200])
def test_queries_do_not_grow_with_rows(client, db, rows, django_assert_num_queries):
    Member.objects.bulk_create(
        Member(kind="civil_society", slug=f"organisation-{number}", name_en=f"Organisation {number}")
        for number in range(rows)
    )

    with django_assert_num_queries(3):
        client.get(PAGE)


@pytest.mark.parametrize("name", ["namib", "Намиб", "NAM"])
def test_name_in_any_language_finds(client, namibia, sweden, name):
    Member.objects.filter(pk=namibia.pk).update(name_ru="Намибия")

    assert listed(client.get(PAGE, {"name": name})) == ["NAM"]


def test_accents_do_not_change_the_order(client, db):
    for code, name in [("ZZA", "Zed"), ("EEA", "Égypte"), ("FFA", "Fidji")]:
        state(code, name)

    assert listed(client.get("/fr/directory/")) == ["EEA", "FFA", "ZZA"]


def test_member_confirmed_twice_is_listed_once(client, namibia, ndapewa):
    for day in ("2026-01-01", "2026-02-02"):
        Confirmation.objects.create(member=namibia, confirmed_on=day, confirmed_by=ndapewa)

    response = client.get(PAGE, {"name": "Namibia"})

    assert [str(member.confirmed_on) for member in response.context["page"]] == ["2026-02-02"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("kind=nonsense", 400), ("region=999", 400), ("page=99", 404), ("page=x", 404), ("format=exe", 404)],
)
def test_value_that_does_not_exist_gets_a_clear_page(client, namibia, query, status):
    response = client.get(f"{PAGE}?{query}")

    assert (response.status_code, "<h1>" in response.content.decode()) == (status, True)


def test_csv_holds_the_same_rows_as_text(client, namibia):
    state("EVL", "=HYPERLINK(1)")

    response = client.get(PAGE, {"format": "csv"})

    rows = list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "Namibia"]
