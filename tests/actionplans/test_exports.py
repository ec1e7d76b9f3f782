"""The list as files: the same rows as the page, and nothing that a spreadsheet executes."""

import csv
import io
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from actionplans.models import Plan

DANGEROUS = '=HYPERLINK("https://evil.example")'


def as_csv(client, query=""):
    content = b"".join(client.get(f"/en/plans/?format=csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def as_xlsx(client):
    workbook = openpyxl.load_workbook(io.BytesIO(client.get("/en/plans/?format=xlsx").content))
    return list(workbook.active.iter_rows())


def test_csv_has_the_rows_and_the_day(client, plan):
    (row,) = as_csv(client, "&as_of=2020")

    assert row["plan"] == "Namibia: First national action plan"
    assert [row[name] for name in ("code", "generation", "kind", "status")] == ["NAM", "1", "national", "in_force"]
    assert [row[name] for name in ("as_of", "period_start", "period_end")] == ["2020-12-31", "2019", "2026"]
    assert (row["lead_type"], row["sources"], row["period_disputed"]) == ("gender", "GOV S", "True")


def test_filters_hold_for_files(client, plan):
    assert [as_csv(client, "&kind=regional"), as_csv(client, "&as_of=2016")] == [[], []]


def test_foretold_event_is_no_adoption(client, plan, source):
    plan.events.create(source=source, kind="adopted", date="2024", stated_on="2020-01-01")

    (row,) = as_csv(client)

    assert row["adopted"] == ""


def test_spreadsheet_takes_text_for_text(client, plan):
    Plan.objects.update(title_en="@SUM(A1)")
    plan.bodies.create(role="leads", name=DANGEROUS)
    plan.bodies.create(role="takes_part", name="+1+2")

    (row,) = as_csv(client)
    header, cells = as_xlsx(client)
    by_name = {head.value: cell for head, cell in zip(header, cells, strict=True)}

    for name in ("lead", "partners", "title"):
        assert row[name].startswith("'")
        assert (by_name[name].value, by_name[name].data_type) == (row[name], "s")


def test_json_has_what_the_csv_has(client, plan):
    answer = client.get("/en/plans/?format=json&as_of=2020").json()

    (row,) = answer["rows"]
    assert set(row) == set(answer["fields"]) == set(as_csv(client)[0])
    assert (row["status"], row["generation"], row["period_disputed"]) == ("in_force", 1, True)


def test_feed_is_well_formed(client, plan):
    Plan.objects.update(title_en="Women & <peace>")

    feed = ET.fromstring(client.get("/en/plans/?format=atom").content)  # noqa: S314 - our own

    (entry,) = feed.findall("{*}entry")
    assert entry.findtext("{*}title") == "Namibia: Women & <peace>"
    assert entry.findtext("{*}id").endswith("/en/plans/NAM/1/")


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "atom"])
@pytest.mark.parametrize("rows", [20, 200])
def test_files_cost_the_same_for_many_rows(client, many, format, rows, django_assert_max_num_queries):
    many(rows)

    with django_assert_max_num_queries(6):
        b"".join(client.get(f"/en/plans/?format={format}"))


def test_record_of_a_plan(client, plan):
    record = client.get("/en/plans/NAM/1/?format=json&as_of=2017-09-21").json()

    assert (record["status"], record["as_of"], record["country"]) == (
        "drafting",
        "2017-09-21",
        {"en": "Namibia", "fr": "Namibia"},
    )
    assert [event["kind"] for event in record["events"]] == ["drafting", "in_force", "in_force"]
    assert [(finding["answer"], finding["source"]["key"]) for finding in record["findings"]] == [
        ("yes", "GOV"),
        ("no", "S"),
    ]
    assert record["other_plans"] == []
