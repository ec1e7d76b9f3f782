"""Viruses: asked of clamd, where the operator runs one (CLAMD_URL). Where it does not answer, nothing is taken."""

import socket
import struct
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CHUNK, TIMEOUT = 64 * 1024, 10
# EICAR's file with which every scanner is tried out; found without a scanner, too. In two parts, so that no scanner
# takes this module for it.
TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

log = structlog.get_logger(__name__)


def infected():
    return ValidationError(
        _("The virus scanner refused “%(name)s”. Do not open it again, and tell your IT staff."), "virus"
    )


def scan(data):
    if TEST_VIRUS in data:
        raise infected()
    if not settings.CLAMD_URL:
        return
    try:
        verdict = ask(settings.CLAMD_URL, data)
    except OSError as error:
        log.error("virus_scanner_does_not_answer", error=type(error).__name__)
        raise not_scanned() from error
    if verdict.endswith(b" FOUND"):
        log.warning("virus_found", verdict=verdict.decode(errors="replace")[:200])
        raise infected()
    if not verdict.endswith(b" OK"):
        log.error("virus_scanner_failed", verdict=verdict.decode(errors="replace")[:200])
        raise not_scanned()


def not_scanned():
    return ValidationError(
        _("“%(name)s” could not be checked for viruses just now, so it was not taken. Try again in some minutes."),
        "not_scanned",
    )


def ask(url, data):
    """clamd's answer about DATA, by its command INSTREAM: pieces with their length in front, and an empty one to end."""
    with connection(urlsplit(url)) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            clamd.sendall(struct.pack("!L", len(piece)) + piece)
        clamd.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4096 and (more := clamd.recv(4096)):
            answer += more
    return answer.rstrip(b"\0")


def connection(url):
    """To tcp://host:3310 or unix:///run/clamav/clamd.ctl."""
    if url.scheme != "unix":
        return socket.create_connection((url.hostname, url.port or 3310), timeout=TIMEOUT)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(TIMEOUT)
    clamd.connect(url.path)
    return clamd
