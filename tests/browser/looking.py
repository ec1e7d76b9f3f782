"""Looking at a page as everybody meets it (axe-core, on a phone, in both lights)."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOUR_RULES = [
    "color-contrast",
    "link-in-text-block",
]  # half of axe's time; the same in every language and at every width
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
SHAPES = ALL | {"rules": ALL["rules"] | {rule: {"enabled": False} for rule in COLOUR_RULES}}
COLOURS = {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
RUN = "options => axe.run(document, {...options, resultTypes: ['violations']}).then(found => found.violations)"


def arrive(page, control):
    """Click on the CONTROL, a link or button, and wait until the page to which it leads is there: what is read before that is
    read on the page that is about to go, or on none."""
    with page.expect_navigation():
        control.click()


def violations(page, rules=ALL):
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(RUN, rules)
    return [(entry["id"], node["target"], node["failureSummary"][:300]) for entry in found for node in entry["nodes"]]


def sideways(page):
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [("scrolls sideways", extra)] if extra > 0 else []


def look(page, address):
    """All that is wrong with the page at ADDRESS on a phone and a large screen; in English with its colours in both lights,
    in another language with what words and direction can change."""
    in_english = "/en/" in address
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(address)
    faults = [(320, *fault) for fault in violations(page, ALL if in_english else SHAPES) + sideways(page)]
    page.set_viewport_size({"width": 1280, "height": 900})
    faults += [(1280, *fault) for fault in sideways(page)]
    if in_english:
        faults += [(1280, *fault) for fault in violations(page, SHAPES)]
        page.emulate_media(color_scheme="dark")
        faults += [("dark", *fault) for fault in violations(page, COLOURS)]
    return faults


def fill_sign_in(page, portal, email):
    page.goto(f"{portal}/en/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", "peace and security 1325")
    arrive(page, page.locator("main form button[type=submit]"))
