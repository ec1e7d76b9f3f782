"""Every page as a person meets it: readable by everybody (axe-core), on a phone, in both directions, in both lights."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # all that dark can change
PUBLIC = [
    "",
    "directory/",
    "directory/?name=zzzz",
    "countries/NAM/",
    "countries/CHE/",
    "organisations/african-union/",
    "plans/",
    "plans/?as_of=2017-09-21",
    "plans/?as_of=tomorrow",
    "plans/how-status-works/",
    "plans/ESP/2/",
    "plans/CHE/4/",
    "meetings/",
    "meetings/new-york-2017/",
    "meetings/statements/",
    "action-points/",
    "search/",
    "search/?q=Namibia",
    "search/?q=zzzzqqqq",
    "newsletter/",
    "newsletter/subscribe/",
    "about/",
    "accounts/login/",
    "accounts/login/code/",
    "accounts/password/reset/",
    "invitations/unknown/",
    "still-right/unknown/",
    "newsletter/confirm/unknown/",
    "newsletter/leave/unknown/",
    "newsletter/subscribe/asked/",
    "newsletter/confirm/done/",
    "plans/by-nobody/1/",
    "no-such-page/",
    "countries/XXX/",
]
TEAM = [
    "desk/",
    "desk/account/",
    "members/NAM/edit/",
    "members/NAM/edit/?in=ar",
    "members/NAM/changes/",
    "members/NAM/revisions/",
    "members/NAM/",
    "members/NAM/preview/",
    "accounts/2fa/",
    "accounts/email/",
    "accounts/password/change/",
]

SECRETARIAT = [
    "desk/",
    "desk/invitations/",
    "members/NAM/",
    "members/NAM/ask/",
    "accounts/2fa/",
    "accounts/2fa/recovery-codes/",
    "accounts/reauthenticate/",
    "accounts/2fa/reauthenticate/",
]


def violations(page, scheme):
    found = Axe().run(page, options=AXE if scheme == "light" else COLOURS).response["violations"]
    return [(entry["id"], node["target"], node["failureSummary"][:300]) for entry in found for node in entry["nodes"]]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def look(page, address):
    """All that is wrong with the page at ADDRESS on a phone and a large screen, in light and dark."""
    faults = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if (width, scheme) == (320, "light"):
                page.goto(address)
            faults += [(width, scheme, *fault) for fault in violations(page, scheme)]
        if (extra := overflow(page)) > 0:
            faults.append((width, "scrolls sideways", extra))
    return faults


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.foreign, page.complaints = [], []
    page.on(
        "request",
        lambda request: request.url.startswith(("http://localhost", "data:")) or page.foreign.append(request.url),
    )
    page.on(
        "console", lambda message: "Content Security Policy" in message.text and page.complaints.append(message.text)
    )
    yield page
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_is_accessible(page, portal, language, path):
    faults = look(page, f"{portal}/{language}/{path}")

    assert (faults, page.foreign, page.complaints) == ([], [], [])
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")


def fill_sign_in(page, portal, email):
    page.goto(f"{portal}/en/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", "peace and security 1325")
    page.click("main form button[type=submit]")


@pytest.fixture(scope="module")
def signed_in(browser, portal):
    """The cookies of the focal point of Namibia."""
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "focalpoint.namibia@demo.example")
    page.wait_for_url("**/en/desk/")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture(scope="module")
def administrator(browser, portal, code_of):
    """The cookies of the administrator of the secretariat, who came in with both factors, and what axe found on the way."""
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "administrator@demo.example")
    page.wait_for_url("**/2fa/authenticate/**")
    faults = violations(page, "light")
    page.fill("[name=code]", code_of("admin"))
    page.click("main form:has([name=code]) button[type=submit]")
    page.wait_for_url("**/en/desk/")
    cookies = context.cookies()
    context.close()
    return cookies, faults


def test_page_of_the_second_factor_is_accessible(administrator):
    _cookies, faults = administrator

    assert faults == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", SECRETARIAT)
def test_page_of_the_secretariat_is_accessible(page, portal, administrator, language, path):
    cookies, _faults = administrator
    page.context.add_cookies(cookies)

    faults = look(page, f"{portal}/{language}/{path}")

    assert (faults, page.foreign, page.complaints) == ([], [], [])
    assert "/accounts/login/" not in page.url


def test_page_of_two_who_edit_at_once_is_accessible(page, portal, signed_in):
    page.context.add_cookies(signed_in)
    page.goto(f"{portal}/en/members/NAM/edit/")
    other = page.context.new_page()
    other.goto(f"{portal}/en/members/NAM/edit/")
    other.fill("main textarea >> nth=0", f"Theirs {time.time()}")
    other.get_by_role("button", name="Save draft").click()

    page.fill("main textarea >> nth=0", "Mine")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save draft").click()

    assert (answer.value.status, violations(page, "light")) == (409, [])
    assert "Mine" in page.inner_text("main") or page.locator("textarea", has_text="Mine").count()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", TEAM)
def test_page_of_a_focal_point_is_accessible(page, portal, signed_in, language, path):
    page.context.add_cookies(signed_in)

    faults = look(page, f"{portal}/{language}/{path}")

    assert (faults, page.foreign, page.complaints) == ([], [], [])
    assert "/accounts/login/" not in page.url


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

    assert page.locator(f"main a[href='/{language}/countries/NAM/']").count() >= 1
    context.close()
