"""The read interface: a cursor reads each row once, what cannot be understood is refused, and nobody overruns it."""

import pytest
from django.test import Client

from members.models import Member
from observatory import reading
from observatory.views import api

LISTS = "/api/v1/directory/"


def answer(path, **headers):
    return Client().get(path, headers=headers)


def organisation(name):
    Member.objects.create(kind="international", slug=name.lower().replace(" ", "-"), name_en=name)


def fault(path):
    told = answer(path)
    assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json"), told.content
    return list(told.json()["faults"])


# --- What is told -----------------------------------------------------------------------------------------------------


def test_language_is_that_of_the_reader(namibia):
    Member.objects.update(name_fr="Namibie")

    asked = answer(f"{LISTS}?lang=fr"), answer(LISTS, **{"Accept-Language": "fr"}), answer(LISTS)

    assert [one.json()["rows"][0]["name"] for one in asked] == ["Namibie", "Namibie", "Namibia"]
    assert [one["Content-Language"] for one in asked] == ["fr", "fr", "en"]


def test_filters_are_those_of_the_page(namibia, sweden):
    assert [row["name"] for row in answer(f"{LISTS}?name=swe").json()["rows"]] == ["Sweden"]


def test_unchanged_answer_is_empty(namibia):
    tag = answer(LISTS)["ETag"]

    again = answer(LISTS, **{"If-None-Match": f'"other", W/{tag}'})

    assert answer(LISTS, **{"If-None-Match": '"other"'}).status_code == 200
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_cursor_reads_each_row_once_while_others_come(db):
    for number in range(25):
        organisation(f"Land {number}")
    read, address = [], f"{LISTS}?limit=10"
    while address:
        told = answer(address)
        read += [row["name"] for row in told.json()["rows"]]
        organisation(f"Aland {len(read)}")  # which a page sorted by name would show first
        address = told.json()["next"] and told.json()["next"].partition("8000")[2]
        assert ('rel="next"' in told.get("Link", "")) == bool(address)

    assert len(read) == len(set(read))
    assert {f"Land {number}" for number in range(25)} <= set(read)


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "", "1e2", "٣", "9" * 5000])
def test_limit_is_a_number_from_one_to_two_hundred(db, limit):
    assert fault(f"{LISTS}?limit={limit}") == ["limit"]


@pytest.mark.parametrize("query", ["nmae=Namibia", "kind=nonsense", "kind=state&kind=partner", "lang=xx", "page=2"])
def test_parameter_that_cannot_be_understood_is_named(db, query):
    assert fault(f"{LISTS}?{query}") == [query.partition("=")[0]]


def test_cursor_is_of_its_list_and_filters_and_unaltered(db):
    for number in range(3):
        organisation(f"Land {number}")
    cursor = reading.signing.dumps(["other", 1], salt=reading.SALT)
    own = answer(f"{LISTS}?limit=1").json()["next"].rpartition("cursor=")[2]

    assert answer(f"{LISTS}?limit=1&cursor={own}").status_code == 200
    for altered in (cursor, f"{own}x", own[1:], "", "\0", "a" * 5000):
        assert fault(f"{LISTS}?limit=1&cursor={altered}") == ["cursor"]
    assert fault(f"{LISTS}?limit=1&name=Land&cursor={own}") == ["cursor"]


def test_who_asks_too_often_is_told_when_to_come_again(namibia, monkeypatch):
    monkeypatch.setattr(api, "MOST_REQUESTS", 2)

    told = [answer(LISTS) for _request in range(3)]

    assert [one.status_code for one in told] == [200, 200, 429]
    assert [one["RateLimit"].partition(";t=")[0] for one in told] == ['"address";r=1', '"address";r=0', '"address";r=0']
    assert 0 < int(told[2]["Retry-After"]) <= api.WINDOW


def test_nothing_can_be_changed_and_any_site_may_read(db):
    client = Client(enforce_csrf_checks=True)

    posted, asked = client.post(LISTS, {"a": "b"}), client.options(LISTS)

    assert (posted.status_code, posted["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Set-Cookie" not in answer(LISTS)
