"""People at browsers of their own, as the long tests play them."""

import base64
import hmac
import re
import struct
from email.utils import parsedate_to_datetime

from tests.browser.looking import arrive, sideways, violations
from wpsnet.management.commands.demo_accounts import PASSWORD


class Person:
    """Somebody at a browser of her own. What axe finds on her way is kept in `faults`."""

    def __init__(self, browser, portal, email, faults):
        self.portal, self.email, self.faults = portal, email, faults
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()

    def look(self):
        """Hold the page that is open against axe: once for each kind of page, language and number of faults around it."""
        kind = re.sub(r"[0-9]+|/[^/]{30,}/", "#", self.page.url), self.page.locator("[role=alert]").count()
        if kind in self.portal.looked_at:
            return
        self.portal.looked_at.add(kind)
        self.faults += [(self.page.url, *found) for found in violations(self.page) + sideways(self.page)]

    def open(self, address):
        """The page at ADDRESS, first in Arabic, then in English."""
        address = address if address.startswith("http") else f"{self.portal.url}/en/{address}"
        for language in ("ar", "en"):
            answer = self.page.goto(re.sub(r"(localhost:\d+)/[a-z-]+/", rf"\1/{language}/", address))
            assert answer.status == 200, (address, answer.status)
            assert self.page.get_attribute("html", "lang") == language
            self.look()

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            match field.first.evaluate("field => field.type"):
                case "checkbox":
                    field.set_checked(value)
                case "radio":
                    self.page.check(f"main [name={name}][value={value}]")
                case "select-one":
                    field.select_option(value)
                case _:
                    field.fill(value)

    def press(self, words):
        """The button with these WORDS. What comes then is looked at, too."""
        arrive(self.page, self.page.get_by_role("main").get_by_role("button", name=words, exact=True))
        self.look()

    def follow(self, words):
        arrive(self.page, self.page.get_by_role("main").get_by_role("link", name=words).first)
        self.look()

    def reads(self, words):
        return words in self.page.inner_text("main")

    def sign_in(self, password=PASSWORD):
        self.page.goto(f"{self.portal.url}/en/accounts/login/")
        self.fill(login=self.email, password=password)
        self.press("Sign In")

    def sign_in_with_passkey(self):
        self.page.goto(f"{self.portal.url}/en/accounts/login/")
        self.press("Sign in with a passkey")
        assert "/desk/" in self.page.url

    def gets_passkeys(self):
        """A key in her device that says yes to every question (WebAuthn's virtual authenticator)."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def leaves(self):
        self.context.close()


def code_at(portal, page, email):
    """The six digits of the app of EMAIL (RFC 6238) on the day that the portal believes in."""
    shown = portal.manage("demo_accounts", "--code", email.partition("@")[0].replace("administrator", "admin"))
    secret = base64.b32decode(re.search(r"secret=(\w+)", shown).group(1))
    now = parsedate_to_datetime(page.request.get(f"{portal.url}/healthz").headers["date"]).timestamp()
    digest = hmac.digest(secret, struct.pack(">Q", int(now) // 30), "sha1")
    start = digest[-1] & 15
    return str((struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6).zfill(6)


class Officer(Person):
    """Somebody of the secretariat, with her second factor."""

    def sign_in(self):
        super().sign_in()
        self.fill(code=code_at(self.portal, self.page, self.email))
        arrive(self.page, self.page.locator("main form:has([name=code]) button[type=submit]").first)
        assert self.page.url.endswith("/en/desk/")
