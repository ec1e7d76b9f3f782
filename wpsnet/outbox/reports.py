"""Reading what comes back: RFC 3464 reports by their status code, never by their words, which stand in any language."""

import re
from email import message_from_bytes, policy
from typing import NamedTuple

from wpsnet.models import ReturnedMail
from wpsnet.outbox import tokens

Kind = ReturnedMail.Kind
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
TOKEN = rf"[a-z2-7]{{{tokens.WIDTH}}}"
RETURN, IDENTITY = re.compile(rf"\+({TOKEN})@", re.IGNORECASE), re.compile(rf"<({TOKEN})@", re.IGNORECASE)
GONE = re.compile(r"5\.1\.(?:[0-6]|10)|5\.2\.1|5\.4\.4")  # the person, her mailbox or her domain is not there
ABOUT_US = re.compile(r"5\.1\.[78]|5\.[67]\..*")  # our sender, our text, their policy


class Returned(NamedTuple):
    kind: str
    delivery: int | None = None  # proven by a token that we made
    status: str = ""
    reason: str = ""


def read(raw):
    """What the mail RAW, which came to the return path, says."""
    message = message_from_bytes(raw, policy=policy.compat32)
    delivery = named_in(message, raw)
    parts = {part.get_content_type(): part for part in message.walk()}
    if report := parts.get("message/delivery-status"):
        status, action, words = recipient_of(report)
        return Returned(kind_of(status, action), delivery, status, words)
    if "message/feedback-report" in parts:
        return Returned(Kind.COMPLAINT, delivery)
    return Returned(Kind.ANSWER if is_automatic(message) else Kind.UNKNOWN, delivery)


def named_in(message, raw):
    """The copy of which it speaks: by the address that it came to, else by the Message-ID that it quotes."""
    for header in ("Delivered-To", "X-Original-To", "Envelope-To", "To"):
        for value in message.get_all(header, []):
            if found := RETURN.search(str(value)):
                return tokens.read(tokens.RETURN, found[1])
    quoted = (tokens.read(tokens.MESSAGE, found[1].decode()) for found in identities(raw))
    return next((pk for pk in quoted if pk is not None), None)


def identities(raw):
    return re.finditer(IDENTITY.pattern.encode(), raw, re.IGNORECASE)


def recipient_of(report):
    """(status, action, what was said) of the first recipient that it speaks of; each mail of ours has one."""
    blocks = report.get_payload() if report.is_multipart() else []
    for block in blocks:
        if found := STATUS.search(str(block.get("Status", ""))):
            words = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(block.get("Diagnostic-Code", ""))
            return found[0], str(block.get("Action", "")).strip().lower(), " ".join(words.split())[:300]
    return "", "", ""


def kind_of(status, action):
    if action == "delayed":
        return Kind.DELAYED
    if action in ("delivered", "relayed", "expanded") or status.startswith("2"):
        return Kind.ANSWER
    if not status or action not in ("failed", ""):
        return Kind.UNKNOWN
    if GONE.fullmatch(status):
        return Kind.HARD
    return Kind.REFUSED if ABOUT_US.fullmatch(status) else Kind.SOFT


def is_automatic(message):
    """Whether no person wrote it (RFC 3834)."""
    said = str(message.get("Auto-Submitted", "no")).strip().lower()
    old = str(message.get("Precedence", "")).strip().lower() in ("auto_reply", "bulk", "junk")
    return not said.startswith("no") or old or any(name in message for name in ("X-Autoreply", "X-Autorespond"))
