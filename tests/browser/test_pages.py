"""Every page as a person meets it: readable by everybody (axe-core), on a phone, in both directions, in both lights."""

import os

import pytest
from playwright.sync_api import expect

from tests.actionplans.files import pdf_of
from tests.browser.looking import arrive, look
from tests.databases import manage

PUBLIC = [
    "",
    "directory/",
    "directory/?name=zzzz",
    "countries/NAM/",
    "countries/CHE/",
    "organisations/african-union/",
    "plans/",
    "plans/?as_of=tomorrow",
    "meetings/new-york-2017/follow-up/",
    "meetings/new-york-2017/agenda/",
    "corrections/?page=/en/countries/NAM/",
    "compare/",
    "compare/?country=NAM&country=NOR",
    "data/api/",
    "data/api/plans/",
    "plans/how-status-works/",
    "plans/how-we-count/",
    "plans/matrix/",
    "plans/documents/",
    "plans/documents/?q=women",
    "plans/timeline/",
    "plans/growth/",
    "plans/state/2025/",
    "plans/ESP/",
    "plans/map/",
    "plans/dictionary/",
    "plans/compare/choose/?plan=ESP/2",
    "plans/commitments/",
    "plans/implementation/",
    "plans/actions/",
    "plans/comments/",
    "plans/NAM/1/implementation/",
    "plans/guide/",
    "plans/guide/peers/",
    "plans/european-union/regional-plan/",
    "plans/compare/?plan=ESP/2&plan=CHE/4",
    "plans/compare/?plan=nothing",
    "plans/ESP/2/",
    "meetings/",
    "meetings/new-york-2017/",
    "meetings/statements/",
    "action-points/",
    "join/",
    "join/government/",
    "join/civil-society/",
    "join/sent/",
    "join/status/unknown/",
    "networks/",
    "events/",
    "resources/",
    "resources/?kind=poem",
    "data/",
    "rules/",
    "rules/operating-guidelines/",
    "programme/",
    "meetings/new-york-2017/pack/",
    "search/",
    "search/?q=Namibia",
    "search/?q=zzzzqqqq",
    "answers/?question=coordination",
    "bureau/",
    "bureau/?as_of=2023-05-01",
    "newsletter/",
    "newsletter/subscribe/",
    "about/",
    "accounts/login/",
    "accounts/login/code/",
    "accounts/password/reset/",
    "invitations/unknown/",
    "still-right/unknown/",
    "not-right/unknown/",
    "newsletter/confirm/unknown/",
    "newsletter/leave/unknown/",
    "newsletter/subscribe/asked/",
    "newsletter/confirm/done/",
    "plans/by-nobody/1/",
    "no-such-page/",
    "countries/XXX/",
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_is_accessible(public_window, portal, language, path):
    faults = look(public_window, f"{portal}/{language}/{path}")

    assert (faults, public_window.foreign, public_window.complaints) == ([], [], [])
    assert public_window.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")


@pytest.fixture(scope="module")
def document(browser, portal, database, signed_in, tmp_path_factory):
    """The path of a document that the focal point sends by the form, and a worker has read."""
    context = browser.new_context()
    context.add_cookies(signed_in)
    page, file = context.new_page(), tmp_path_factory.mktemp("sent") / "plan.pdf"
    file.write_bytes(pdf_of("Women take part in talks on peace.", "Police officers are trained."))
    page.goto(f"{portal}/en/plans/NAM/1/edit/documents/add/")
    page.fill("[name=title]", "A made-up document")
    page.fill("[name=source_title]", "A made-up source")
    page.set_input_files("[name=file]", file)
    arrive(page, page.locator("main form button"))
    path = page.locator("main li a", has_text="A made-up document").first.get_attribute("href").removeprefix("/en/")
    context.close()
    read = "from actionplans import reading; [reading.read(pk) for pk in reading.waiting()]"
    manage(os.environ | {"WPSNET_DATABASE": database}, "shell", "-c", read)
    return path


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("part", ["", "?q=women", "?q=nothing", "pages/1/?q=women"])
def test_document_is_accessible(public_window, portal, document, language, part):
    faults = look(public_window, f"{portal}/{language}/{document}{part}")

    assert (faults, public_window.foreign, public_window.complaints) == ([], [], [])
    assert ("Women" in public_window.inner_text("main")) == ("=women" in part)


def test_first_visit_of_the_front_page_is_light(page, portal):
    weights = {}
    page.on("requestfinished", lambda request: weights.update({request.url: request.sizes()["responseBodySize"]}))

    page.goto(f"{portal}/en/", wait_until="networkidle")

    assert weights[f"{portal}/en/"] <= 60_000
    assert sum(weights.values()) <= 100_000
    print({url.removeprefix(portal): weight for url, weight in weights.items()}, "in all", sum(weights.values()))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_country_is_found_by_its_name(browser, portal, language):
    names = {"en": "Namibia", "fr": "Namibie", "es": "Namibia", "ar": "ناميبيا", "ru": "Намибия", "zh-hans": "纳米比亚"}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/{language}/")

    page.fill("#site-search", names[language])
    page.press("#site-search", "Enter")

    expect(page.locator(f"main a[href='/{language}/countries/NAM/']").first).to_be_visible()
    context.close()
