"""What is published is on the public page at once: eight clients read from two web processes while a third process publishes."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import connection, transaction

from members.models import Member
from wpsnet import public_cache

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the embedded services"),
]
CLIENTS, PUBLICATIONS = 8, 20


@pytest.fixture
def port(tmp_path, monkeypatch):
    """Of a web server with two processes on the test database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(settings, "PUBLIC_CACHE_MARK", str(tmp_path / "mark"))
    public_cache.mark.cache_clear()
    environment = os.environ | {
        "WPSNET_DATABASE": connection.settings_dict["NAME"],
        "REDIS_URL": settings.REDIS_URL,
        "PUBLIC_CACHE_MARK": settings.PUBLIC_CACHE_MARK,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "gunicorn", "wpsnet.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "-k", "gthread"]
    server = subprocess.Popen(
        [*command, "--threads", "4", "--log-level", "error"], cwd=settings.BASE_DIR, env=environment
    )
    yield port
    server.terminate()
    server.wait(20)
    public_cache.mark.cache_clear()


def told(port):
    """A function that reads the page, on a connection of its own, and returns the number that it tells."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def read():
        link.request("GET", "/en/countries/NAM/", headers={"Host": "localhost"})
        return int(re.search(rb"Land (\d+)<", link.getresponse().read())[1])

    return read


def test_no_page_is_stale_while_eight_clients_read(port, namibia):
    done, late, reads, ended = [0], [], [0] * CLIENTS, threading.Event()
    publish(0)
    wait_for(port)

    def follow(place):
        read = told(port)
        while not ended.is_set():
            expected = done[0]
            found = read()
            reads[place] += 1
            if found < expected:
                late.append((expected, found))

    clients = [threading.Thread(target=follow, args=[place]) for place in range(CLIENTS)]
    for client in clients:
        client.start()
    for number in range(1, PUBLICATIONS + 1):
        publish(number)
        done[0] = number
        wait_until_all_have_read_twice(reads)
    ended.set()
    for client in clients:
        client.join(20)

    assert late == []
    assert min(reads) >= 2 * PUBLICATIONS


def wait_until_all_have_read_twice(reads):
    """The first answer may have been asked for before the publication; the second was not."""
    before, deadline = list(reads), time.monotonic() + 60
    while not all(now >= then + 2 for now, then in zip(reads, before, strict=True)):
        assert time.monotonic() < deadline, "a client has stopped reading"
        time.sleep(0.01)


@transaction.atomic
def publish(number):
    Member.objects.update(name_en=f"Land {number}")
    public_cache.published()


def wait_for(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            return told(port)()
        except OSError:
            assert time.monotonic() < deadline, "the web server did not come up"
            time.sleep(0.1)
