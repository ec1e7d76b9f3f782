"""What leaves the house: exactly one recipient, no foreign header, link or tag, and the reader's own language."""

import re

import pytest
from django.core.exceptions import ValidationError

from members.models import Member
from wpsnet import mail

HOSTILE = [
    "Ann\r\nBcc: victim@example.org",
    "Ann\nSubject: You have won",
    "Ann\r\n\r\n<h1>New body</h1>",
    "Ann\u2028X-Header: 1",
    "Ann\x00\x0b\x0cBcc: victim@example.org",
    "=?utf-8?q?Ann=0d=0aBcc:_victim=40example.org?=",
    "<script>alert(1)</script>",
    "<a href='http://evil.example/'>here</a>",
    "<img src=http://evil.example/x.png>",
    "Log in at http://evil.example/login",
    "www.evil.example",
    "evil.example/reset",
    "mailto:thief@evil.example",
    "javascript:alert(1)",
    "[here](http://evil.example/)",
    "http://localhost:8000/ http://evil.example/",
    "http://localhost:8000@evil.example/",
    "{{ link }} {% debug %}",
    "\u202eelpmaxe.live",
    "a" * 5000,
]
ADDRESSES = [
    "ann@example.org, thief@example.com",
    "ann@example.org\nBcc: thief@example.com",
    "ann@example.org;thief@example.com",
    '"thief@example.com, ann"@example.org',
    "Ann <ann@example.org>",
    "ann@example.org\x00",
    "ann",
    "",
]
HEADERS = {
    *("Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Date", "Message-ID"),
    *("Auto-Submitted", "Content-Language"),
}


def published(person, member="Namibia", language="en", address="leila@example.org"):
    told = {"person": person, "member": member, "number": 3, "link": "http://localhost:8000/en/countries/NAM/"}
    return mail.compose("profile_published", address, language=language, **told)


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_words_add_no_header_no_link_and_no_tag(words, settings):
    message = published(words, member=words)

    parsed = message.message()
    html, text = message.alternatives[0].content, message.body
    assert set(parsed.keys()) == HEADERS
    assert parsed.get_all("To") == ["leila@example.org"]
    assert message.recipients() == ["leila@example.org"]
    links = re.findall(r"https?://[^\s\"'<>]+|www\.\w+|\w+\.example\b|\w+@\w+", html + text)
    assert all(link.startswith(f"{settings.SITE_URL}/") for link in links), links
    assert not re.search(r"<(script|img|h1>New|a href=')", html)


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_that_is_not_exactly_one_is_refused(address):
    with pytest.raises(ValidationError):
        published("Ann", address=address)


def test_record_is_no_plain_value():
    with pytest.raises(TypeError):
        mail.compose("profile_published", "leila@example.org", language="en", member=Member(name_en="Namibia"))


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")])
def test_mail_says_its_language_and_direction(language, direction):
    html = published("Ann", language=language).alternatives[0].content

    assert f'<html lang="{language}" dir="{direction}">' in html
    [wrapper] = re.findall(r'<table[^>]* class="sheet"[^>]*>', html)
    assert f'lang="{language}"' in wrapper
    assert f'dir="{direction}"' in wrapper


def test_styles_stand_in_the_elements():
    html = published("Ann").alternatives[0].content

    assert "<h1 style=" in html
    assert re.findall(r"<style>\s*(\S+ \S+ \S+)", html) == ["@media (prefers-color-scheme: dark)"]
    assert "<link" not in html


@pytest.mark.parametrize("language", ["en", "ar"])
def test_own_links_are_whole(language):
    message = published("Ann", language=language)

    assert message.body.count("http://localhost:8000/en/countries/NAM/\n") == 1
    assert message.body.endswith(f"http://localhost:8000/{language}/\n")
    assert 'href="http://localhost:8000/en/countries/NAM/"' in message.alternatives[0].content


def test_service_mail_is_sent_once(mail_server):
    assert mail.send_one(published("Ann"))

    [(recipient, message)] = mail_server.mails
    assert (recipient, message["Auto-Submitted"]) == ("leila@example.org", "auto-generated")


def test_service_mail_that_is_refused_says_so(mail_server):
    mail_server.rcpt["leila@example.org"] = "550 no such person"

    assert not mail.send_one(published("Ann"))
