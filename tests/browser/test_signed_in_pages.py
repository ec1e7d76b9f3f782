"""The pages of those who have signed in, readable by everybody (axe-core), on a phone, in both directions, in both lights."""

import time

import pytest

from tests.browser.looking import arrive, look, violations

TEAM = [
    "desk/",
    "plans/NAM/1/edit/documents/",
    "plans/NAM/1/edit/documents/add/",
    "desk/account/",
    "contacts/",
    "members/NAM/edit/",
    "members/NAM/edit/?in=ar",
    "members/NAM/changes/",
    "members/NAM/revisions/",
    "members/NAM/notes/",
    "members/NAM/",
    "members/NAM/preview/",
    "members/NAM/team/",
    "members/NAM/team/?held=earlier",
    "members/NAM/team/invite/",
    "members/NAM/handover/",
    "plans/NAM/edit/commitments/",
    "plans/NAM/edit/commitments/add/",
    "plans/NAM/1/edit/initiatives/",
    "plans/NAM/1/edit/initiatives/add/",
    "plans/NAM/edit/drafting/",
    "plans/NAM/edit/drafting/budget/",
    "circles/",
    "circles/women-mediators/join/",
    "members/NAM/facts/",
    "members/NAM/facts/add/adviser_defence/",
    "members/NAM/history/",
    "plans/NAM/1/edit/",
    "plans/NAM/1/edit/events/add/",
    "plans/NAM/1/edit/bodies/add/",
    "plans/NAM/1/edit/content/add/",
    "plans/NAM/1/edit/implementation/",
    "plans/NAM/1/edit/implementation/logframe/",
    "plans/NAM/1/edit/prolong/",
    "plans/NAM/1/edit/facts/",
    "plans/NAM/add/",
    "resources/room/",
    "resources/room/add/",
    "programme/propose/",
    "accounts/2fa/",
    "accounts/email/",
    "accounts/password/change/",
]

SECRETARIAT = [
    "newsletter/room/",
    "newsletter/room/begin/",
    "plans/comments/moderation/",
    "desk/meetings/",
    "desk/meetings/add/",
    "desk/meetings/new-york-2017/agenda/",
    "desk/meetings/new-york-2017/agenda/add/",
    "desk/meetings/new-york-2017/action-points/add/",
    "desk/meetings/new-york-2017/letters/invitation/",
    "desk/requests/",
    "desk/members/",
    "desk/members/add/",
    "desk/members/NAM/",
    "desk/members/NAM/memberships/add/",
    "desk/mail/",
    "desk/mail/suppressed/",
    "desk/meetings/new-york-2017/floor/",
    "desk/rules/",
    "desk/corrections/",
    "desk/liaison/",
    "desk/liaison/add/",
    "desk/events/",
    "desk/events/add/",
    "desk/",
    "desk/invitations/",
    "desk/board/",
    "desk/board/members/",
    "desk/board/posts/",
    "desk/board/invitations/",
    "desk/board/write/?to=all",
    "desk/board/letters/",
    "desk/people/",
    "desk/people/1/",
    "desk/people/1/erase/",
    "contacts/?sector=defence",
    "desk/circles/",
    "members/NAM/",
    "members/NAM/ask/",
    "members/NAM/history/?kind=member",
    "desk/bureau/",
    "desk/bureau/terms/",
    "desk/verification/",
    "desk/verification/begin/",
    "desk/verification/silence/",
    "desk/verification/contacts/",
    "resources/room/",
    "resources/room/add/",
    "programme/propose/",
    "accounts/2fa/",
    "accounts/2fa/recovery-codes/",
    "accounts/reauthenticate/",
    "accounts/2fa/reauthenticate/",
]


def test_page_of_the_second_factor_is_accessible(administrator):
    _cookies, faults = administrator

    assert faults == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", SECRETARIAT)
def test_page_of_the_secretariat_is_accessible(administrators_window, portal, language, path):
    faults = look(administrators_window, f"{portal}/{language}/{path}")

    assert (faults, administrators_window.foreign, administrators_window.complaints) == ([], [], [])
    assert "/accounts/login/" not in administrators_window.url


def test_page_of_two_who_edit_at_once_is_accessible(page, portal, signed_in):
    page.context.add_cookies(signed_in)
    page.goto(f"{portal}/en/members/NAM/edit/")
    other = page.context.new_page()
    other.goto(f"{portal}/en/members/NAM/edit/")
    other.fill("main textarea >> nth=0", f"Theirs {time.time()}")
    arrive(other, other.get_by_role("button", name="Save draft"))

    page.fill("main textarea >> nth=0", "Mine")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save draft").click()

    assert (answer.value.status, violations(page)) == (409, [])
    assert "Mine" in page.inner_text("main") or page.locator("textarea", has_text="Mine").count()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", TEAM)
def test_page_of_a_focal_point_is_accessible(focal_points_window, portal, language, path):
    faults = look(focal_points_window, f"{portal}/{language}/{path}")

    assert (faults, focal_points_window.foreign, focal_points_window.complaints) == ([], [], [])
    assert "/accounts/login/" not in focal_points_window.url
