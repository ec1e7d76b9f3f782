"""One message from three templates: templates/emails/<name>/ holds subject.txt, body.txt and body.html.

What a mail tells comes as plain values. All of it is foreign text, except a link to this portal and the secretariat's own
words: it is escaped, cannot add a header or an address, and no mail program makes a link of it.
"""

import datetime as dt
import re
import unicodedata
from email.utils import formataddr, parseaddr
from functools import cache
from pathlib import Path
from smtplib import SMTPException
from urllib.parse import urlsplit

import css_inline
import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from wpsnet.languages import direction

LONGEST_SUBJECT = 180
# What a mail program makes a link of: a scheme, a dot before a letter as in www.example, the sign of an address.
LINKABLE = re.compile(r"://|(?<=[^\W\d]):(?=\S)|(?<=\w)[.\u3002](?=[^\W\d])|(?<=\S)@(?=\S)")
WORD_JOINER = "\u2060"  # takes no place and allows no line break, but ends what a program would make a link of
FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"

log = structlog.get_logger(__name__)


class OwnWords(str):
    """Words that somebody of the secretariat has written for this mail: their links work. They are escaped like all."""


def compose(name, address, /, *, language, for_nobody_else=False, **context):
    """The mail NAME to one ADDRESS, in LANGUAGE. Raises ValidationError where the address is none.

    Answers reach the secretariat, with all that they quote; those to a mail that is FOR_NOBODY_ELSE reach nobody.
    """
    check_address(address)
    with override(language):
        told = {key: plain(value) for key, value in context.items()}
        site = {"site_url": settings.SITE_URL, "language": language, "direction": direction(language)}
        site["subject"] = subject = one_line(words(f"emails/{name}/subject.txt", told | site))
        sender = formataddr((_("Women, Peace and Security Focal Points Network"), bare_sender()))
        text = words(f"emails/{name}/body.txt", (isolated(told) if site["direction"] == "rtl" else told) | site)
        html = get_template(f"emails/{name}/body.html").template.render(Context(told | site))
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
    reply_to = [f"no-reply@{urlsplit(settings.SITE_URL).hostname}" if for_nobody_else else settings.SECRETARIAT_EMAIL]
    message = EmailMultiAlternatives(subject, text, sender, [address], headers=headers, reply_to=reply_to)
    message.attach_alternative(inliner().inline(html), "text/html")
    return message


def send_one(message):
    """Send service mail to one person, once at most. False where the mail server did not take it: the caller says so."""
    try:
        return bool(message.send())
    except (SMTPException, OSError) as error:
        log.warning("mail_not_sent", error=type(error).__name__)
        return False


def check_address(address):
    """Exactly one plain address: no name, no list, no quoted part that could hold another."""
    validate_email(address)
    if set(address) & set('",;<>()\\') or not address.isprintable():
        raise ValidationError(_("Enter a valid email address."))


def plain(value):
    """VALUE as a template may have it. A record is refused: its fields would come in unseen."""
    match value:
        case OwnWords():
            return value
        case str() | Promise():
            return unlinkable(str(value))
        case bool() | int() | None | dt.date():
            return value
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
    raise TypeError(f"a mail is told plain values, not {type(value).__name__}")


def unlinkable(text):
    if is_own_link(text):
        return text
    return LINKABLE.sub(lambda found: WORD_JOINER.join(["", *found[0], ""]), text)


def is_own_link(text):
    return text.startswith(f"{settings.SITE_URL}/") and not re.search(r"[\s<>\"']", text)


def isolated(value):
    """Words that may run the other way are kept from turning the sentence around them; HTML has <bdi> for this."""
    match value:
        case str() if value and not is_own_link(value):
            return f"{FIRST_STRONG_ISOLATE}{value}{END_OF_ISOLATE}"
        case list():
            return [isolated(item) for item in value]
        case dict():
            return {key: isolated(item) for key, item in value.items()}
    return value


def words(template, told):
    """A template of plain text: escaping is for HTML."""
    return get_template(template).template.render(Context(told, autoescape=False)).strip() + "\n"


def one_line(text):
    visible = "".join(sign if unicodedata.category(sign) != "Cc" else " " for sign in text)
    return " ".join(visible.split())[:LONGEST_SUBJECT]


def bare_sender():
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@cache
def inliner():
    """Many mail programs drop <style>, so every element gets its rules; those for the dark, which only a <style> can say,
    stay in the head. Nothing is fetched, from the network or the disk."""
    sheet = Path(get_template("emails/mail.css").origin.name).read_text()
    return css_inline.CSSInliner(extra_css=sheet, load_remote_stylesheets=False, keep_at_rules=True)
