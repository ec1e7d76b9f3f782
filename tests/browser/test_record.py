"""The focal point keeps the record of her plan, and readers see it at once."""

from tests.browser.looking import arrive, fill_sign_in, violations

LOGFRAME = """objective_number;objective;action_number;action;lead;due;indicator;target
1;Women take part;1.1;Name women to every delegation;Ministry of Defence;2028;Share of women;40
1;Women take part;1.2;Train the police;Ministry of the Interior;2027;;
"""


def seen_by_readers(browser, portal, part=""):
    """The page of the plan, or a part of it, as somebody reads it who has no account and no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/en/plans/NAM/1/{part}")
    words = page.inner_text("main")
    context.close()
    return words


def test_focal_point_imports_her_logframe_and_reports_a_year(browser, portal):
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "focalpoint.namibia@demo.example")

    page.goto(f"{portal}/en/plans/NAM/1/edit/")
    arrive(page, page.locator("main a:has-text('How it is carried out')"))
    arrive(page, page.locator("main a:has-text('Take over a logframe')"))
    page.set_input_files("[name=file]", {"name": "plan.csv", "mimeType": "text/csv", "buffer": LOGFRAME.encode()})
    arrive(page, page.locator("main button:has-text('Look at the file')"))
    assert violations(page) == []
    assert "Train the police" not in seen_by_readers(browser, portal, "implementation/")
    arrive(page, page.locator("main button:has-text('Write the logframe')"))
    assert "no update given" in seen_by_readers(browser, portal, "implementation/")

    arrive(page, page.locator("main a:has-text('Report on') >> nth=0"))
    first = page.locator("main form.card >> nth=0")
    first.locator("input[value=limited]").check()
    first.get_by_label("In words").fill("Two of five delegations.")
    arrive(page, first.get_by_role("button"))
    assert violations(page) == []
    page.goto(f"{portal}/en/plans/NAM/1/edit/implementation/")
    assert violations(page) == []
    seen = seen_by_readers(browser, portal, "implementation/")
    assert "Two of five delegations." in seen
    page.goto(f"{portal}/en/plans/implementation/")
    assert page.locator("tr", has_text="Ministry of Defence").locator("td").all_inner_texts() == list("100100")
    context.close()


def test_focal_point_prolongs_her_plan_and_takes_it_back(browser, portal):
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "focalpoint.namibia@demo.example")

    arrive(page, page.locator("main a:has-text('Action plans')"))
    arrive(page, page.locator("main h2 a >> nth=0"))
    arrive(page, page.locator("main a:has-text('Open the record')"))
    arrive(page, page.locator("main a:has-text('Prolong the plan')"))
    page.fill("[name=until]", "2031")
    page.fill("[name=date]", "2026-11")
    page.fill("[name=source_title]", "Decision of the cabinet")
    arrive(page, page.locator("main form button"))
    assert violations(page) == []
    assert "until 2031" in seen_by_readers(browser, portal)

    arrive(page, page.locator("main tr:has-text('2031') a:has-text('Withdraw')"))
    assert violations(page) == []
    page.fill("[name=reason]", "It was only a test")
    arrive(page, page.locator("main form button"))
    assert "until 2031" not in seen_by_readers(browser, portal)
    context.close()
