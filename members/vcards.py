"""A contact as a vCard (RFC 6350), for the address book of a telephone or mail program."""

import unicodedata
import uuid

from django.conf import settings
from django.utils import timezone

LONGEST_LINE = 75  # octets


def vcard(appointment, contact):
    """CONTACT, as one reader may see it, of the person in APPOINTMENT, as text."""
    member, role = appointment.member, appointment.get_role_display()
    page = settings.SITE_URL + member.get_absolute_url()
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID:urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/contacts/{appointment.pk}')}",
        f"REV:{timezone.now():%Y%m%dT%H%M%SZ}",
        f"FN:{escaped(contact.name or f'{member.name}: {role}')}",
        f"ORG:{';'.join(escaped(part) for part in (member.name, contact.institution) if part)}",
        f"ROLE:{escaped(role)}",
        f"URL:{page}",
        *optional("N:{};;;;", contact.name),
        *optional("TITLE:{}", contact.post),
        *optional("EMAIL;TYPE=work:{}", contact.email),
        *optional("TEL;TYPE=work:{}", contact.phone),
        *(f"LANG;PREF={place}:{code}" for place, code in enumerate(appointment.languages, 1)),
        "END:VCARD",
    ]
    return "".join(folded(line) for line in lines)


def optional(line, value):
    return [line.format(escaped(value))] if value else []


def escaped(text):
    """TEXT in one line, its signs without a meaning, and without those that do not show."""
    text = "\n".join(text.splitlines())
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf"))
    for sign in "\\,;":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line):
    """LINE in pieces of 75 octets; a piece that goes on begins with a space, and no sign is cut in two."""
    pieces, length = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > LONGEST_LINE:
            pieces.append(" ")
            length = 1
        pieces[-1] += sign
        length += octets
    return "\r\n".join(pieces) + "\r\n"
