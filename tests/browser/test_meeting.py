"""A whole meeting: from the invitation to the next meeting's agenda. The secretariat, a focal point, a grass-roots leader at
risk, the chair and a reader without an account, each with a browser of her own."""

import io
import zipfile

import pypdf
import pytest

from tests.browser.looking import arrive
from tests.browser.people import Officer, Person
from tests.browser.stage import links_in, stage, text_of

EDITOR, ADMINISTRATOR = "editor@demo.example", "administrator@demo.example"
HELVI, CHAIR = "focalpoint.namibia@demo.example", "bureau.norway@demo.example"
NAME, SLUG, NEXT = "Thematic meeting in Windhoek", "thematic-meeting-in-windhoek-2027", "Meeting in Oslo"
AT_RISK = "Ndapanda Haufiku"
SAID = "Namibia trains women mediators in every region."
DESK, SUMMARY = f"desk/meetings/{SLUG}/", f"desk/meetings/{SLUG}/summary/"
COMES = f"members/NAM/delegations/{SLUG}/"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with stage("wpsnet_meeting", tmp_path_factory.mktemp("meeting"), stores=(10, 11)) as portal:
        yield portal


def test_meeting(browser, portal):
    faults = []

    def person(email, kind=Person):
        found = kind(browser, portal, email, faults)
        if email:
            found.sign_in()
        return found

    portal.on("2027-03-01")
    editor = person(EDITOR, Officer)
    announced(editor)
    admission_opened(editor)
    invited(portal, editor)
    reader = person("")
    heard(editor, reader)
    helvi = person(HELVI)
    delegation_registered(helvi)
    code = support_asked(helvi)
    support_granted(editor, code)
    delegation_confirmed(helvi)
    admitted(editor)
    named_to_those_who_may(person(ADMINISTRATOR, Officer), code)
    papers_name_her_code(editor, code)
    assert AT_RISK not in everything_about(reader)
    floor_asked(helvi)

    portal.on("2027-05-13")
    floor_given(person(EDITOR, Officer), reader)
    portal.on("2027-05-15")
    chair, helvi = person(CHAIR), person(HELVI)
    summary_written(chair)
    circulated(portal, chair)
    corrected(helvi)
    answered(chair)
    read_as_documents(reader)

    portal.on("2027-10-01")
    editor, helvi = person(EDITOR, Officer), person(HELVI)
    responsible_named(editor)
    reported(helvi)
    carried_over(editor)
    assert faults == []


# --- Before -----------------------------------------------------------------------------------------------------------


def announced(editor):
    editor.open("desk/meetings/")
    editor.follow("Announce a meeting")
    editor.page.click("main summary")
    editor.fill(kind="thematic", name_en=NAME, name_ar="اجتماع ويندهوك", date="2027-05-13/2027-05-14")
    editor.fill(time_zone="Africa/Windhoek", opens="09:00", closes="17:00")
    for field, country in [("country", "Namibia"), ("hosts", "Namibia"), ("chairs", "Norway")]:
        editor.page.select_option(f"[name={field}]", label=country)
    editor.press("Save and publish")
    editor.follow("Add to the agenda")
    editor.fill(title_en="Women mediators", day="2027-05-13", begins="10:00", minutes="90")
    editor.fill(**{"people-0-role": "panellist", "people-0-name": "Selma Amutenya", "people-0-function": "Mediator"})
    editor.press("Save")
    editor.press("Publish the agenda")


def admission_opened(editor):
    editor.open(f"{DESK}admission/")
    editor.fill(opens_at="2027-03-01T00:00", closes_at="2027-05-01T18:00", letter_needed=False, budget="5000")
    editor.press("Save")


def invited(portal, editor):
    editor.open(f"{DESK}letters/invitation/")
    editor.fill(sure=True)
    editor.press("Send")
    mail = portal.mail_to(HELVI)
    assert "1 May 2027" in text_of(mail)
    assert any(link.endswith("meeting.ics") for link in links_in(mail))


def heard(editor, reader):
    """Who cannot come writes, without an account."""
    editor.open(f"{DESK}call/")
    editor.fill(opens="2027-03-01", closes="2027-04-30", questions_en="What should the meeting know?")
    editor.press("Save")
    reader.open(f"meetings/{SLUG}/input/")
    reader.open(f"meetings/{SLUG}/input/send/")
    reader.fill(text="Ask the women who stayed.")
    reader.press("Send")
    editor.open(f"{DESK}inputs/")
    assert editor.reads("Ask the women who stayed.")


def delegation_registered(helvi):
    assert helvi.reads(f"the delegation to “{NAME}” has not been confirmed")
    helvi.open("members/NAM/delegations/")
    helvi.follow(NAME)
    helvi.follow("Register somebody")
    helvi.open(helvi.page.url)
    helvi.fill(name="Helvi Iyambo", function="Director", institution="Ministry of Gender", email=HELVI)
    helvi.press("Save")
    helvi.press("Leads the delegation : Helvi Iyambo")


def support_asked(helvi):
    """For a leader at risk: from here on a code stands in place of her name."""
    helvi.open("members/NAM/support/")
    helvi.follow(NAME)
    helvi.open(helvi.page.url)
    helvi.fill(who="grassroots", name=AT_RISK, function="Chair of a village council", institution="Women of the North")
    helvi.fill(email="ndapanda@example.org", protect=True, eligibility="Leads mediation.", asked_amount="1200")
    for need in ("travel", "visa"):
        helvi.page.check(f"[name=needs][value={need}]")
    helvi.press("Send the request")
    assert not helvi.reads(AT_RISK)
    return helvi.page.inner_text("h1")


def support_granted(editor, code):
    editor.open(f"{DESK}support/")
    editor.follow(code)
    editor.open(editor.page.url)
    editor.fill(decision="grant", amount="1000", reason="The meeting is about her work.")
    editor.press("Decide")


def delegation_confirmed(helvi):
    helvi.page.reload()
    helvi.press("Register in our delegation, on a seat for civil society")
    helvi.open(COMES)
    helvi.press("Confirm the whole delegation")


def admitted(editor):
    editor.open(f"{DESK}registrations/")
    arrive(editor.page, editor.page.get_by_role("button", name="Admit the whole delegation").first)
    assert editor.reads("Admitted anew: 2.")


def named_to_those_who_may(administrator, code):
    """Who she is costs a reason and a line in a log; the letter for her visa names her."""
    administrator.page.goto(f"{administrator.portal.url}/en/desk/support/1/")
    assert not administrator.reads(AT_RISK)
    administrator.follow("Who is it?")
    administrator.fill(reason="To write the letter for the visa.")
    administrator.press("Show who it is")
    assert administrator.reads(AT_RISK)
    assert administrator.reads("To write the letter for the visa.")
    assert AT_RISK in document(administrator, "desk/support/1/visa-letter/")
    administrator.leaves()


def papers_name_her_code(editor, code):
    for paper in (f"{DESK}badges/?format=pdf", f"{DESK}attendance/?format=pdf"):
        text = document(editor, paper)
        assert ("Helvi Iyambo" in text, code in text, AT_RISK in text) == (True, True, False)
    assert editor.page.goto(f"{editor.portal.url}/en/desk/support/1/visa-letter/").status == 403
    editor.open(f"meetings/{SLUG}/pack/")
    assert "Women mediators" in document(editor, f"meetings/{SLUG}/pack/?format=pdf")


def everything_about(reader):
    pages = [f"meetings/{SLUG}/", f"meetings/{SLUG}/agenda/", f"meetings/{SLUG}/pack/", "countries/NAM/"]
    return "".join(reader.page.request.get(f"{reader.portal.url}/en/{page}").text() for page in pages)


def floor_asked(helvi):
    helvi.open(f"meetings/{SLUG}/floor/")
    helvi.page.select_option("[name=item]", label="Women mediators")
    helvi.fill(rank="2", speaker="Helvi Iyambo")
    helvi.press("Ask for the floor")
    helvi.fill(consent=True)
    saved(helvi, "consent")
    helvi.fill(language="en", text=SAID)
    saved(helvi, "text")
    helvi.open(helvi.page.url)
    helvi.leaves()


def saved(person, field):
    """Of several forms on a page, the one with the FIELD is sent."""
    arrive(person.page, person.page.locator(f"main form:has([name={field}]) button"))
    person.look()


# --- During -----------------------------------------------------------------------------------------------------------


def floor_given(editor, reader):
    editor.open(f"{DESK}floor/")
    screen = editor.page.get_attribute("main a[href*='/room/']", "href")
    editor.press("Give the floor Namibia")
    reader.page.goto(editor.portal.url + screen)
    arrive(reader.page, reader.page.get_by_role("link", name="Do not refresh by itself"))
    reader.look()
    assert "Helvi Iyambo" in reader.page.inner_text("body")
    editor.press("Has spoken Namibia")
    reader.open(f"meetings/{SLUG}/")
    assert not reader.reads(SAID)
    editor.press("Publish who spoke")
    reader.open(f"meetings/{SLUG}/")
    assert reader.reads(SAID)


# --- After ------------------------------------------------------------------------------------------------------------


def summary_written(chair):
    chair.follow(f"“{NAME}” is over")
    chair.open(SUMMARY)
    chair.press("Begin the summary")
    chair.open(f"{SUMMARY}masthead/")
    chair.fill(symbols="A/81/900-S/2027/400", ga_session="81", agenda_item="28", sc_year="82", letter_date="2027-06-10")
    chair.fill(title_en="Summary by the chair", letter_title_en="Letter dated 10 June 2027", letter_en="We send it.")
    chair.fill(**{"signatories-0-name": "Kari Solheim", "signatories-0-function_en": "Permanent Representative"})
    chair.press("Save")
    for what in ("Draw in the list of speakers", "Draw in the statements"):
        chair.open(f"{SUMMARY}draw/")
        chair.press(what)
    assert chair.reads(f"2. Namibia: {SAID}")
    written(chair, "heading", text_en="Action points", text_ar="نقاط العمل")
    written(chair, "group", text_en="Members agreed:")
    written(chair, "action", text_en="To name one mediator each.", text_ar="أن تسمي كل دولة وسيطة واحدة.")


def written(chair, kind, **texts):
    chair.follow("Add at the end")
    chair.fill(kind=kind, **texts)
    chair.press("Save")


def circulated(portal, chair):
    chair.open(f"{SUMMARY}circulate/")
    chair.fill(correct_until="2027-05-20")
    chair.press("Circulate")
    assert f"/meetings/{SLUG}/summary/circulated/" in text_of(portal.mail_to(HELVI, "summary"))


def corrected(helvi):
    helvi.open("desk/")
    helvi.follow(f"The chair’s summary of “{NAME}” can be read and corrected")
    helvi.open(helvi.page.url)
    arrive(helvi.page, helvi.page.get_by_role("link", name="Suggest a correction : (i)"))
    helvi.fill(text="To name two mediators each.", reason="One cannot be everywhere.")
    helvi.press("Suggest")
    assert helvi.reads("One cannot be everywhere.")


def answered(chair):
    chair.open("desk/")
    chair.follow(f"Corrections to the chair’s summary of “{NAME}”")
    chair.follow("Answer")
    chair.open(chair.page.url)
    chair.press("Accept these words")
    chair.open(f"{SUMMARY}finish/")
    chair.press("Make it final")
    chair.leaves()


def read_as_documents(reader):
    """The same words on the page, on paper and for Word, in English and from right to left."""
    reader.open(f"meetings/{SLUG}/summary/")
    reader.follow("(i)")
    assert reader.reads("To name two mediators each.")
    paper = document(reader, f"meetings/{SLUG}/summary/?format=pdf")
    for words in ("A/81/900-S/2027/400", "Annex", SAID, "To name two mediators each."):
        assert words in paper
    assert "أن تسمي كل دولة وسيطة واحدة" in document(reader, f"meetings/{SLUG}/summary/?format=pdf", language="ar")
    word = reader.page.request.get(f"{reader.portal.url}/ar/meetings/{SLUG}/summary/?format=docx")
    content = zipfile.ZipFile(io.BytesIO(word.body())).read("word/document.xml").decode()
    assert "أن تسمي كل دولة وسيطة واحدة" in content
    assert "<w:bidi/>" in content


def responsible_named(editor):
    editor.open(f"{DESK}agenda/")
    editor.follow("To name two mediators each.")
    editor.open(editor.page.url)
    editor.page.check("[name=bodies][value=all_members]")
    editor.fill(due="2027-12")
    editor.press("Save and publish")


def reported(helvi):
    helvi.open(f"meetings/{SLUG}/")
    helvi.follow("Reports (a)(i)")
    helvi.follow("Report on it")
    helvi.open(helvi.page.url)
    helvi.fill(progress="under_way", words="Two mediators are trained.", language="en")
    helvi.press("Save")


def carried_over(editor):
    editor.open("desk/meetings/add/")
    editor.fill(kind="capital_level", name_en=NEXT, date="2028-03-09", time_zone="Europe/Oslo")
    editor.press("Save and publish")
    editor.press("Carry over the open action points")
    matters = editor.page.inner_text("main")
    assert "(a)(i) To name two mediators each. Thematic meeting in Windhoek under way" in " ".join(matters.split())
    editor.press("Publish the agenda")
    editor.open("meetings/meeting-in-oslo-2028/agenda/")
    assert editor.reads("To name two mediators each.")


def document(person, path, language="en"):
    """The text of the PDF at PATH, once it is made."""

    def made():
        answer = person.page.request.get(f"{person.portal.url}/{language}/{path}")
        return answer.body() if answer.headers["content-type"] == "application/pdf" else None

    content = person.portal.until(made, f"the document {path}")
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
