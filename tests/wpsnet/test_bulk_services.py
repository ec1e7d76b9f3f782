"""Workers for bulk mail that are killed, again and again: nobody is lost, and hardly anybody gets it twice."""

import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from newsletters.models import Subscriber
from tests.smtp import Answering, MailServer
from tests.wpsnet.bulk_mailings import TOLD, everybody
from tests.wpsnet.test_services import Workers
from wpsnet.models import Delivery
from wpsnet.outbox import bulk, sending

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the embedded services"),
]
MAILS, KILLS, AT_ONCE = 1200, 20, 3


@pytest.fixture
def sink():
    handler = Answering()
    handler.features = ["PIPELINING"]
    server = MailServer(handler)
    server.start()
    handler.port = server.port
    yield handler
    server.stop()


@pytest.fixture
def start(sink, tmp_path):
    """A function that starts one more worker, and returns its number."""
    environment = Workers(sink.port, tmp_path).environment | {"DJANGO_SETTINGS_MODULE": "wpsnet.settings"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.wpsnet.bulk_worker"],
        env=environment,
        cwd=settings.BASE_DIR,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as nursery:

        def one():
            nursery.stdin.write("\n")
            nursery.stdin.flush()
            return int(nursery.stdout.readline())

        yield one
        nursery.stdin.close()


def lives(worker):
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker, 0)
        return True
    return False


def freeze():
    Subscriber.objects.bulk_create(
        Subscriber(email=f"p{n}@d{n % 97}.example", token_hash=Subscriber.hash(str(n)), confirmed_at=timezone.now())
        for n in range(MAILS)
    )
    return bulk.freeze("k", "newsletter_welcome", TOLD, [everybody()])


def hours_pass():
    """As though the leases of those who died had ended."""
    Delivery.objects.exclude(lease_until=None).update(lease_until=F("lease_until") - dt.timedelta(hours=1))
    sending.settle_lost(timezone.now())


def test_killed_workers_lose_nobody(start, sink):
    chance = random.Random(6)  # noqa: S311
    mailing, workers, kills = freeze(), [], 0
    while kills < KILLS:
        workers = [worker for worker in workers if lives(worker)]
        workers += [start() for _missing in range(AT_ONCE - len(workers))]
        time.sleep(chance.uniform(0.02, 0.1))
        if lives(victim := workers.pop(chance.randrange(AT_ONCE))):
            os.kill(victim, signal.SIGKILL)
            kills += 1
    killed_at = len(sink.mails)

    for worker in workers:
        until(lambda worker=worker: not lives(worker))
    hours_pass()
    last = start()
    until(lambda: not lives(last))

    counts, arrived = mailing.counts(), Counter(sink.addresses())
    twice = sum(arrived.values()) - len(arrived)
    print(f"{killed_at} of {MAILS} sent when the last of {KILLS} was killed; {twice} came twice")
    assert killed_at < MAILS
    assert mailing.is_finished
    assert counts["sent"] + counts["failed"] + counts["skipped"] + counts["uncertain"] == MAILS
    assert counts["sent"] <= len(arrived)
    assert len(arrived) + counts["uncertain"] >= MAILS
    assert twice <= KILLS


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this did not come to pass in time"
        time.sleep(0.02)
