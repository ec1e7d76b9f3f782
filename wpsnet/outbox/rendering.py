"""A bulk mail is written once a language, as the finished message; for each reader only a few places are filled in.

The places are as wide as what comes into them, so no line grows too long, and none can begin with a full stop: the message
is made ready for the mail server (line ends, full stops at the beginning of a line) once, too. It is checked before
anybody is written to: every place is found as often as it was put there, a sample parses, nothing is too large.
"""

import re
from email import message_from_bytes, policy
from email.generator import BytesGenerator
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _

from wpsnet import mail
from wpsnet.languages import NAMES
from wpsnet.outbox import tokens

MOST_BYTES = 80_000  # of HTML: some mail programs cut off what goes beyond 100 KB
# Words that nobody writes; the same width as a token.
READER, IDENTITY, ADDRESS = "zqreaderzqtokenzqplacezq", "zqmessagezqtokenzqplaczq", "zqaddress@zqplace.example"
PLACES = re.compile("|".join(map(re.escape, (READER, IDENTITY, ADDRESS))).encode())


class CannotBeSent(ValidationError):
    """The mail is not fit to be sent to anybody; its words say why."""


def render(template, language, told, list_id=""):
    """The message in LANGUAGE, as bytes with places.

    Personal links stand in what the templates are TOLD, with READER where a token belongs. That called `leave` goes into
    the headers too, for the button of the mail program (RFC 8058).
    """
    message = mail.compose(template, ADDRESS, language=language, **told)
    message.extra_headers.pop("Auto-Submitted")  # somebody wrote it
    message.extra_headers |= headers(told.get("leave"), list_id)
    sources = [message.body, *(part.content for part in message.alternatives)]
    if (size := max(len(source.encode()) for source in sources)) > MOST_BYTES:
        raise CannotBeSent(
            _(
                "In %(language)s the mail has %(size)d KB. At most 80 KB are allowed: leave something out, or shorten it."
            ),
            params={"language": NAMES.get(language, language), "size": -(-size // 1000)},
        )
    finished = whole_places(as_bytes(message.message()))
    readers = sum(source.count(READER) for source in [*sources, told.get("leave", "")])
    check(finished, {READER: readers, IDENTITY: 1, ADDRESS: 1}, language)
    return stuffed(finished)


def headers(leave, list_id):
    told = {"Message-ID": tokens.message_id_of(0).replace(tokens.make(tokens.MESSAGE, 0), IDENTITY)}
    if leave:
        told |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if list_id:
        told["List-ID"] = f"<{list_id}>"
    return told


def as_bytes(message):
    """With every header on one line: some mail programs do not find a link on the second."""
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(message, linesep="\r\n")
    return written.getvalue()


def whole_places(message):
    """MESSAGE with every place on one line, where the encoding of long lines has broken it."""
    for place in (READER, IDENTITY):
        message = re.sub("(?:=\r\n)?".join(place).encode(), unbroken, message)
    return message


def unbroken(found):
    place = found[0].replace(b"=\r\n", b"")
    return place if found[0] == place else b"=\r\n" + place + b"=\r\n"


def stuffed(message):
    """As it is sent after DATA (RFC 5321, 4.5.2)."""
    message = re.sub(rb"\r?\n|\r", b"\r\n", message)
    return re.sub(rb"(?m)^\.", b"..", message if message.endswith(b"\r\n") else message + b"\r\n") + b".\r\n"


def check(message, expected, language):
    for place, times in expected.items():
        if message.count(place.encode()) != times:
            raise CannotBeSent(
                _(
                    "The mail in %(language)s lost the place of a personal link. Nothing was sent. Tell the technicians."
                ),
                params={"language": NAMES.get(language, language)},
            )
    sample = Letter(message).copy_for(1, "reader@example.org")
    parsed = message_from_bytes(sample, policy=policy.default)
    bodies = [parsed.get_body([kind]) for kind in ("plain", "html")]
    one_reader = parsed["To"] == "reader@example.org" and not parsed["Cc"] and not parsed["Bcc"]
    if parsed.defects or not all(bodies) or not one_reader or parsed["Message-ID"] != tokens.message_id_of(1):
        raise CannotBeSent(
            _("The mail in %(language)s could not be read again. Nothing was sent. Tell the technicians."),
            params={"language": NAMES.get(language, language)},
        )


class Letter:
    """A rendered message cut at its places, so that a copy is one joining of strings."""

    def __init__(self, message):
        message = bytes(message)
        self.pieces = PLACES.split(message)
        self.places = PLACES.findall(message)
        self.is_ascii = message.isascii()

    def copy_for(self, pk, address):
        filling = {
            READER.encode(): tokens.make(tokens.LEAVE, pk).encode(),
            IDENTITY.encode(): tokens.make(tokens.MESSAGE, pk).encode(),
            ADDRESS.encode(): address.encode("ascii"),
        }
        copy = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            copy += (filling[place], piece)
        return b"".join(copy)


def as_message(text):
    """The finished mail TEXT as Django's message, for ways to send that take nothing else."""
    unstuffed = re.sub(rb"(?m)^\.\.", b".", text.removesuffix(b".\r\n"))
    parsed = message_from_bytes(unstuffed, policy=policy.default)
    body, html = (parsed.get_body([kind]).get_content() for kind in ("plain", "html"))
    own = {"subject", "from", "to", "date", "mime-version", "content-type", "content-transfer-encoding"}
    told = {name: str(value) for name, value in parsed.items() if name.lower() not in own}
    message = EmailMultiAlternatives(parsed["Subject"], body, parsed["From"], [parsed["To"]], headers=told)
    message.attach_alternative(html, "text/html")
    return message
