"""The data dictionary explains every column of every file, and every file points to it."""

import csv
import io

import pytest

FILES = [("", "plans"), ("growth/", "plans-by-year"), ("how-we-count/", "published-counts")]
FILES += [("actions/", "actions"), ("implementation/", "implementation"), ("comments/", "comments")]


@pytest.mark.parametrize(("path", "name"), FILES)
def test_every_column_is_explained(client, plan, path, name):
    answer = client.get(f"/en/plans/{path}?format=json")
    explained = client.get("/en/plans/dictionary/?format=json").json()["rows"]

    assert list(answer.json()["fields"]) == [row["column"] for row in explained if row["file"] == name]
    assert answer["Link"] == '<http://localhost:8000/en/plans/dictionary/>; rel="describedby"'


def test_codes_stand_with_their_meaning(client, db):
    page = client.get("/en/plans/dictionary/").content.decode()

    assert '<tr id="plans-budget"><th scope="row"><code>budget</code></th>' in page
    assert "<code>under_review</code> under review" in page


def test_rows_name_findings_and_all_sources(client, plan):
    content = b"".join(client.get("/en/plans/?format=csv&as_of=2020").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))

    assert row["budget"] == "yes (GOV) | no (S)"
    assert (row["sources"], row["source_titles"]) == ("GOV S", "Government | Chair's summary")
    assert row["source_addresses"] == "https://example.org/plan"


@pytest.mark.parametrize("rows", [5, 200])
def test_file_costs_the_same_for_many_rows(client, many, rows, django_assert_num_queries):
    many(rows)

    with django_assert_num_queries(6):
        client.get("/en/plans/?format=json&as_of=2020&budget=yes").json()
