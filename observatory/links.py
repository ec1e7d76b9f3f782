"""Whether the links of resources still answer, asked once a week.

An address may name a machine that only we can reach. So a name is looked up first, and the connection goes to one of the
addresses found, only if all of them are open to the world; the same for each address that an answer sends us on to.
"""

import datetime as dt
import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urljoin, urlsplit

import structlog
from django.db.models import F, Q
from django.utils import timezone

from observatory.models import Resource
from wpsnet.public_cache import published

EVERY = dt.timedelta(days=7)
AT_ONCE = 5  # links a task; the next one goes on
SECONDS = 10
MOST_STEPS = 5  # from one address to the next
MOVED = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}

log = structlog.get_logger(__name__)


class NotOpen(Exception):
    """The address is not one of the open web."""


def check_due():
    """Ask those that were not asked for a week, the longest ago first. Returns how many were asked."""
    old = Q(link_checked_at=None) | Q(link_checked_at__lt=timezone.now() - EVERY)
    due = Resource.objects.published().exclude(url="").filter(old).order_by(F("link_checked_at").asc(nulls_first=True))
    asked = list(due[:AT_ONCE])
    for resource in asked:
        # First of all its turn is over: one that keeps the worker until it is ended must not be the first again.
        Resource.objects.filter(pk=resource.pk).update(link_checked_at=timezone.now())
        state = Resource.Link.WORKS if answers(resource.url) else Resource.Link.BROKEN
        same = Resource.objects.filter(pk=resource.pk, url=resource.url)  # somebody may have corrected it meanwhile
        same.update(link_state=state, link_checked_at=timezone.now())
    if asked:
        published()
    return len(asked)


def answers(url):
    """Whether a page is there. One that asks who we are (401, 403, 429) is."""
    try:
        status = asked(url)
    except (NotOpen, OSError, http.client.HTTPException, ValueError) as error:
        log.info("link_does_not_answer", error=type(error).__name__)
        return False
    return status < 400 or status in {401, 403, 405, 429}


def asked(url):
    """The status that URL ends in. Raises NotOpen, OSError, HTTPException or ValueError."""
    for _step in range(MOST_STEPS):
        status, onward = one_answer(url)
        if status not in MOVED or not onward:
            return status
        url = urljoin(url, onward)
    raise NotOpen("it is sent on without end")


def one_answer(url):
    """(status, where it is sent on to) of URL."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise NotOpen("not a page of the web")
    connection = connected(parts, parts.port or PORTS[parts.scheme])
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": "wpsnet link check", "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location")
    finally:
        connection.close()


def connected(parts, port):
    """A connection to an address of the host that is open to the world, and to no other."""
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    plain = socket.create_connection((open_address(parts.hostname, port), port), timeout=SECONDS)
    if parts.scheme == "https":
        plain = ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
    connection.sock = plain
    return connection


def open_address(host, port):
    found = {row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in found):
        raise NotOpen("not an address of the open web")
    return sorted(found)[0]
