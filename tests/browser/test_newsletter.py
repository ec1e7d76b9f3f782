"""One edition from the call to the archive, in six languages: web server, worker, scheduler, a real mail server, two officers,
a focal point without an account, and the messages read back part by part."""

import re
import urllib.request

import pytest

from tests.browser.looking import arrive
from tests.browser.people import Officer, Person
from tests.browser.stage import links_in, stage, text_of

HELVI = "focalpoint.namibia@demo.example"
EDITOR, ADMINISTRATOR = "editor@demo.example", "administrator@demo.example"
TITLES = {
    "en": "Namibia trains advisers",
    "fr": "La Namibie forme des conseillères",
    "es": "Namibia forma asesoras",
    "ar": "ناميبيا تدرب مستشارات",
    "ru": "Намибия готовит советниц",
    "zh-hans": "纳米比亚培训顾问",
}
SUBSCRIBE = """
from newsletters.models import Subscriber
from django.utils import timezone
for code in ("en", "fr", "es", "ar", "ru", "zh-hans"):
    Subscriber.objects.create(
        email=f"reader.{code}@example.org", language=code, token_hash=code, confirmed_at=timezone.now()
    )
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with stage("wpsnet_news", tmp_path_factory.mktemp("news"), stores=(14, 15)) as portal:
        portal.manage("shell", "-c", SUBSCRIBE)
        yield portal


def test_edition(browser, portal):
    faults = []
    portal.on("2026-12-01")
    editor = Officer(browser, portal, EDITOR, faults)
    editor.sign_in()
    begun(editor)
    asked(editor)
    answered(portal, Person(browser, portal, HELVI, faults))
    taken_in(editor)
    approved(portal, editor, Officer(browser, portal, ADMINISTRATOR, faults))
    portal.post.mails.clear()
    editor.follow("Send now, or at a time")
    editor.press("Send now")

    for code in TITLES:
        read(portal, code)
    archived(Person(browser, portal, "", faults))
    left(portal, editor)
    assert faults == []


def begun(editor):
    editor.open("newsletter/room/")
    editor.follow("Begin a new edition")
    editor.page.click("main summary")
    editor.fill(**{f"title_{code.replace('-', '_')}": f"{title} (1)" for code, title in TITLES.items()})
    editor.press("Save")


def asked(editor):
    editor.follow("Ask members for news")
    editor.fill(deadline="2026-12-15")
    editor.press("Send the call")
    assert editor.reads("Namibia")  # among those who have not answered


def answered(portal, helvi):
    """She needs no account, and writes in her own language."""
    (link,) = [one for one in links_in(portal.mail_to(HELVI)) if "/contribute/" in one]
    helvi.open(link)
    helvi.fill(
        section="practice", title=TITLES["en"], text="Twelve advisers.\n\nThe course is open to all.", language="en"
    )
    helvi.press("Send to the secretariat")
    assert helvi.reads("Thank you. The secretariat has it.")


def taken_in(editor):
    editor.page.reload()
    arrive(editor.page, editor.page.locator("main button:has-text('Take into the edition')"))
    editor.page.click("main summary")
    for code, title in TITLES.items():
        column = code.replace("-", "_")
        editor.fill(**{f"title_{column}": title, f"text_{column}": f"{title}. A/72/782-S/2018/178."})
    editor.press("Save")
    for code in ("en", "ar", "zh-hans"):
        for form in ("mail", "web"):
            editor.page.goto(f"{editor.portal.url}/en/newsletter/room/1/preview/{code}/{form}/")
            assert TITLES[code] in editor.page.inner_text("body")
    editor.open("newsletter/room/1/reach/")
    editor.open("newsletter/room/1/")


def approved(portal, editor, administrator):
    editor.press("Hand in for approval")
    assert not editor.reads("Approve\n")
    administrator.sign_in()
    administrator.open("newsletter/room/1/")
    administrator.press("Approve")
    administrator.leaves()
    editor.page.reload()


def read(portal, code):
    """The copy of the reader of that language, as it came out of the mail server."""
    address = f"reader.{code}@example.org"
    mail = portal.mail_to(address)
    text, page = text_of(mail), mail.get_body(("html",)).get_content()
    assert mail["Subject"].strip() == f"{TITLES[code]} (1)"
    assert mail["To"] == address
    assert TITLES[code] in text
    assert "A/72/782-S/2018/178" in text.replace("\u2060", "")
    assert f'lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}"' in page
    assert len(page.encode()) < 80_000
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/{code}/newsletter/leave/" in mail["List-Unsubscribe"]
    assert set(re.findall(r"[\w.]+@example\.org", text + page)) <= {address}
    assert re.search(r"https?://(?!localhost)", page) is None  # no third-party host
    if code == "en":
        portal.leave = re.search(r"https?://[^>]+", mail["List-Unsubscribe"])[0]


def archived(reader):
    reader.open("newsletter/")
    reader.open("newsletter/1/")
    for code, title in TITLES.items():
        reader.page.goto(f"{reader.portal.url}/{code}/newsletter/1/")
        assert reader.reads(title)
        assert "@example.org" not in reader.page.content()


def left(portal, editor):
    """A mail program posts to the address of the header, as RFC 8058 says; the next edition is not for her."""
    urllib.request.urlopen(portal.leave, data=b"List-Unsubscribe=One-Click").close()  # noqa: S310
    editor.open("newsletter/room/1/sending/")
    editor.page.goto(f"{portal.url}/en/newsletter/room/begin/")
    editor.fill(title_en="The next")
    editor.press("Save")
    assert editor.reads("5 public subscribers")
