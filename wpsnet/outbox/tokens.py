"""Names of one delivery that nobody else can make up: in links to leave, in Message-IDs, in return paths.

Always 24 small letters and digits, so that they can take each other's place in a finished message, in a link, and before
the @ of an address, where some servers change capitals. A token made for one purpose is none for another.
"""

import hashlib
import hmac
from base64 import b32decode, b32encode
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

WIDTH = 24  # 5 bytes of number and 10 of proof are 24 signs of base 32
NUMBER, PROOF = 5, 10
LEAVE, RETURN, MESSAGE = "leave", "return", "message"


def make(purpose, pk):
    number = pk.to_bytes(NUMBER, "big")
    return b32encode(number + proof(purpose, number)).decode().lower()


def read(purpose, token):
    """The number of the delivery that TOKEN names; None where it was not made here for this PURPOSE."""
    try:
        both = b32decode(token.upper().encode("ascii"))
    except ValueError:  # UnicodeError and binascii.Error are such
        return None
    number, found = both[:NUMBER], both[NUMBER:]
    if not hmac.compare_digest(found, proof(purpose, number)):
        return None
    return int.from_bytes(number, "big")


def proof(purpose, number):
    return hmac.digest(key(purpose, settings.SECRET_KEY), number, "sha256")[:PROOF]


@cache
def key(purpose, secret):
    return hashlib.sha256(f"wpsnet.outbox.{purpose}.{secret}".encode()).digest()


def message_id_of(pk):
    return f"<{make(MESSAGE, pk)}@{urlsplit(settings.SITE_URL).hostname}>"


def return_path_of(pk):
    """Where a refusal of this copy comes back to, so that we know of whom it speaks whatever it quotes; the plain sender
    where no such address is set."""
    if not settings.BOUNCE_ADDRESS:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name, domain = settings.BOUNCE_ADDRESS.rsplit("@", 1)
    return f"{name}+{make(RETURN, pk)}@{domain}"
