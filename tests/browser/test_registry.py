"""A reader of civil society questions the registry, without an account and without JavaScript, on the real data."""

import csv

import pytest

from tests.browser.looking import arrive


@pytest.fixture
def reader(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_reader_finds_compares_and_takes_along(reader, portal):
    reader.goto(f"{portal}/en/")
    arrive(reader, reader.get_by_role("navigation").get_by_role("link", name="Action plans").first)  # the first click
    reader.get_by_text("More filters").click()  # the second
    reader.get_by_role("textbox", name="As of").fill("2019")
    reader.get_by_role("combobox", name="Status").select_option("in_force")
    reader.get_by_role("combobox", name="Region:", exact=True).select_option(label="Africa")
    reader.get_by_role("combobox", name="Is a budget allocated?").select_option("yes")
    reader.get_by_role("combobox", name="Does civil society have a role?").select_option("answered")
    arrive(reader, reader.get_by_role("button", name="Show"))  # the third

    assert reader.locator("table.plans td.country").all_inner_texts() == ["Angola", "Mali", "Namibia"]
    with reader.expect_download() as taken:
        reader.get_by_role("link", name="CSV").click()
    with open(taken.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["code"], row["budget"].split()[0]) for row in rows] == [("AGO", "yes"), ("MLI", "yes"), ("NAM", "yes")]
    assert all(row["sources"] and row["source_titles"] for row in rows)

    for name in ("Angola", "Namibia"):
        reader.get_by_role("checkbox", name=f"Compare {name}").check()
    arrive(reader, reader.get_by_role("button", name="Compare"))
    asked = reader.locator("table.beside tr", has_text="Does civil society have a role?")
    assert [cell.split()[0] for cell in asked.locator("td").all_inner_texts()] == ["partly", "yes"]

    arrive(reader, reader.get_by_role("link", name="Namibia: First national action plan"))
    feed = reader.get_by_role("link", name="Each event of this plan (Atom feed)").get_attribute("href")
    assert "application/atom+xml" in reader.request.get(portal + feed).headers["content-type"]
