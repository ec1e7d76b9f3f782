"""A circle from its opening to its first notice, and every page inside it."""

import time

import pytest

from tests.browser.looking import arrive, look

INSIDE = ["", "people/", "me/", "leave/", "write/"]


@pytest.fixture(scope="module")
def circle(browser, portal, administrator, signed_in):
    """The address of a circle that the administrator opened and the focal point of Namibia convenes, below its language."""
    keeper, convener = browser.new_context(), browser.new_context()
    keeper.add_cookies(administrator[0])
    convener.add_cookies(signed_in)
    kept = keeper.new_page()
    kept.goto(f"{portal}/en/desk/circles/")
    kept.fill("[name=name_en]", f"Women in demining {time.time():.0f}")
    kept.fill("[name=purpose_en]", "To share what we learn in the field.")
    arrive(kept, kept.get_by_role("button", name="Open the circle"))
    kept.fill("[name=email]", "focalpoint.namibia@demo.example")
    arrive(kept, kept.get_by_role("button", name="Invite to convene"))
    asked = convener.new_page()
    asked.goto(f"{portal}/en/desk/")
    arrive(asked, asked.get_by_role("link", name="You are invited to convene the circle").last)
    asked.get_by_label("Helvi Iyambo").check()
    arrive(asked, asked.get_by_role("button", name="I agree and join"))
    yield asked.url.removeprefix(f"{portal}/en/")
    keeper.close()
    convener.close()


@pytest.fixture(scope="module")
def notice(browser, portal, circle, signed_in):
    context = browser.new_context()
    context.add_cookies(signed_in)
    writing = context.new_page()
    writing.goto(f"{portal}/en/{circle}write/")
    writing.fill("[name=title]", "Who has trained dogs?")
    writing.fill("[name=words]", "We look for **advice** on:\n\n- training\n- transport")
    arrive(writing, writing.get_by_role("button", name="Put up the notice"))
    writing.fill("[name=words]", "I know somebody.")
    arrive(writing, writing.get_by_role("button", name="Send the reply"))
    yield writing.url.removeprefix(f"{portal}/en/")
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("inside", INSIDE)
def test_page_of_a_circle_is_accessible(focal_points_window, portal, circle, language, inside):
    faults = look(focal_points_window, f"{portal}/{language}/{circle}{inside}")

    assert (faults, focal_points_window.foreign, focal_points_window.complaints) == ([], [], [])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("below", ["", "edit/", "withdraw/"])
def test_page_of_a_notice_is_accessible(focal_points_window, portal, notice, language, below):
    faults = look(focal_points_window, f"{portal}/{language}/{notice}{below}")

    assert (faults, focal_points_window.foreign, focal_points_window.complaints) == ([], [], [])
