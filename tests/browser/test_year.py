"""A year of the directory, played through with the real application: web server, worker, scheduler, mail and browser.

Each act is one day. The people are strangers to each other, each with a browser of her own; what they know of the portal
is what its pages and mails tell them. Every page that they open is held against axe, in English and in Arabic.
"""

import pytest

from tests.browser.people import Officer, Person
from tests.browser.stage import links_in, stage, text_of
from wpsnet.management.commands.demo_accounts import PASSWORD

WANJIRU, OTIENO, ACHIENG = "w.kamau@gender.example.ke", "otieno@mission.example.ke", "achieng@gender.example.ke"
EDITOR, SILENT, GONE = "editor@demo.example", "focalpoint.namibia@demo.example", "alternate.namibia@demo.example"
CHAIR = "bureau.norway@demo.example"
WORDS = "An inter-ministerial committee meets every quarter and reports to Parliament."


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with stage("wpsnet_year", tmp_path_factory.mktemp("year")) as portal:
        yield portal


def test_year(browser, portal):
    faults = []

    def person(email, kind=Person):
        return kind(browser, portal, email, faults)

    portal.on("2026-12-01")
    requested(portal, person(WANJIRU))
    chair_is_named(portal, person(EDITOR, Officer))
    wanjiru = invited(portal, person(WANJIRU))
    entry_published(wanjiru, "KEN")
    helvi = person(SILENT)
    helvi.sign_in()
    entry_published(helvi, "NAM")
    helvi.leaves()
    team_built(portal, wanjiru, person(OTIENO))

    portal.on("2027-01-01")
    chair_changes(portal, wanjiru, person(CHAIR))

    portal.on("2027-02-01")
    portal.post.rcpt[GONE] = "550 5.1.1 There is no such mailbox here"
    editor = person(EDITOR, Officer)
    portal.post.mails.clear()
    round_begins(editor)
    confirmed_by_mail(portal, person(WANJIRU))
    bounced(portal, editor)

    portal.on("2027-02-15")
    portal.mail_to(SILENT, "Reminder")
    portal.on("2027-03-03")
    portal.mail_to(SILENT, "Reminder")
    silent(portal, person(EDITOR, Officer), person("anybody@civil.example"))

    portal.on("2027-06-30")
    handed_over(wanjiru)
    taken_over(portal, person(ACHIENG))

    portal.post.mails.clear()
    portal.on("2027-08-02")  # the clock begins the next round, and asks her who holds the post now
    assert WORDS in text_of(portal.mail_to(ACHIENG, "Kenya"))
    assert WANJIRU not in portal.post.addresses()

    assert faults == []


# --- December: a request comes, and is accepted ---------------------------------------------------------------------------


def requested(portal, asking):
    asking.open("join/")
    asking.open("join/government/")
    asking.page.select_option("[name=country]", label="Kenya")
    asking.fill(name="Wanjiru Kamau", email=WANJIRU, role="focal_point", institution="State Department for Gender")
    asking.fill(post="Director", reasons="Kenya wishes to name its focal point.")
    asking.press("Send the request")
    [link, *_] = links_in(portal.mail_to(WANJIRU))
    asking.open(link)
    asking.press("Yes, this is my request")
    asking.leaves()


def chair_is_named(portal, editor):
    editor.sign_in()
    editor.open("desk/requests/")
    editor.follow("Kenya")
    editor.open(editor.page.url)
    editor.follow("Accept")
    editor.open(editor.page.url)
    editor.press("Accept")
    editor.open("desk/bureau/terms/")
    editor.page.select_option("[name=member]", label="Kenya")
    editor.fill(year="2027", role="chair", source_title="Letter of the network, 30 November 2026")
    editor.press("Save")
    editor.page.select_option("[name=member]", label="Norway")
    editor.fill(year="2026", role="chair", source_title="Letter of the network, 30 November 2026")
    editor.press("Save")
    editor.leaves()


def invited(portal, wanjiru):
    """She accepts without a password, and makes a passkey."""
    links = links_in(portal.mail_to(WANJIRU, "Kenya"))
    wanjiru.open(next(link for link in links if "/invitations/" in link))
    wanjiru.fill(without_password=True)
    wanjiru.press("Accept the invitation")
    wanjiru.gets_passkeys()
    wanjiru.open("accounts/2fa/webauthn/add/")
    wanjiru.fill(passwordless=True)
    wanjiru.press("Add")
    return wanjiru


def entry_published(person, country):
    person.open("desk/")
    person.open(f"members/{country}/")
    person.follow("Write the entry")
    person.page.locator("main textarea").first.fill(WORDS)
    person.press("See the difference")
    person.open(f"members/{country}/changes/")
    person.press("Publish")
    person.open(f"countries/{country}/")
    assert person.reads(WORDS)


def team_built(portal, wanjiru, otieno):
    wanjiru.open("members/KEN/team/")
    wanjiru.open("members/KEN/team/invite/")
    wanjiru.fill(name="Brian Otieno", email=OTIENO, language="en", role="alternate", rights="publishes")
    wanjiru.press("Send the invitation")
    [link, *_] = links_in(portal.mail_to(OTIENO))
    otieno.open(link)
    otieno.fill(password1=PASSWORD, password2=PASSWORD)
    otieno.press("Accept the invitation")
    otieno.open("members/KEN/team/")
    assert otieno.reads("Wanjiru Kamau")
    otieno.leaves()


# --- 1 January: the chair changes -----------------------------------------------------------------------------------------


def chair_changes(portal, wanjiru, past):
    """Nobody presses anything: the day comes."""
    portal.mail_to(WANJIRU, "chair")
    portal.mail_to(CHAIR, "chair")
    wanjiru.sign_in_with_passkey()
    wanjiru.open("desk/bureau/")
    wanjiru.open("desk/bureau/notes/new/")
    wanjiru.fill(title="What we begin with", text="The work plan of 2027.")
    wanjiru.press("Save the note")
    past.sign_in()
    past.open("desk/bureau/")
    assert past.reads("What we begin with")
    assert past.page.goto(f"{portal.url}/en/desk/bureau/notes/new/").status == 403
    past.open("bureau/")
    past.leaves()


# --- February: is it still right? -----------------------------------------------------------------------------------------


def round_begins(editor):
    editor.sign_in()
    editor.open("desk/verification/")
    editor.open("desk/verification/begin/")
    editor.press("Begin the round and send the mails")


def confirmed_by_mail(portal, wanjiru):
    """She has not signed in: the link is enough, and to open it is not."""
    mail = portal.mail_to(WANJIRU)
    assert WORDS in text_of(mail)
    still_right, not_right, hand_over = links_in(mail)[:3]
    for link in (not_right, hand_over, still_right):
        wanjiru.open(link)
    wanjiru.press("This is still right")
    assert wanjiru.reads("Thank you")
    wanjiru.leaves()


def bounced(portal, editor):
    portal.until(lambda: case_of(editor), "the case of the mailbox that is gone")
    editor.open("desk/verification/contacts/")
    editor.follow("Petrus Angula")
    editor.open(editor.page.url)
    editor.fill(outcome="left")
    editor.press("Close the case")
    editor.leaves()


def case_of(editor):
    editor.page.goto(f"{editor.portal.url}/en/desk/verification/contacts/")
    return editor.reads("Petrus Angula")


# --- March: who has not answered --------------------------------------------------------------------------------------------


def silent(portal, editor, reader):
    editor.sign_in()
    for address in ("desk/verification/silence/", "desk/verification/", "desk/board/", "desk/board/members/"):
        editor.open(address)
    editor.open("desk/verification/silence/")
    assert editor.reads("Namibia")
    assert not editor.reads("Kenya")
    editor.leaves()
    for place in ("countries/KEN/", "countries/NAM/"):
        reader.open(place)
    assert reader.reads("was asked on 1 February 2027 and has not answered")
    reader.leaves()


# --- June: the post is handed over --------------------------------------------------------------------------------------------


def handed_over(wanjiru):
    wanjiru.sign_in_with_passkey()
    wanjiru.open("members/KEN/team/")
    wanjiru.follow("End the post of Wanjiru Kamau")
    wanjiru.open(wanjiru.page.url)
    wanjiru.fill(until="2027-06-30", who="invite", name="Achieng Odhiambo", email=ACHIENG)
    wanjiru.press("End the post")
    wanjiru.leaves()


def taken_over(portal, achieng):
    links = links_in(portal.mail_to(ACHIENG))
    achieng.open(next(link for link in links if "/invitations/" in link))
    achieng.fill(password1=PASSWORD, password2=PASSWORD)
    achieng.press("Accept the invitation")
    achieng.open("members/KEN/handover/")
    achieng.open("members/KEN/history/")
    assert achieng.reads("Wanjiru Kamau")
    achieng.leaves()
