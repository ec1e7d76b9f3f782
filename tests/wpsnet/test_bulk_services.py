"""Workers for bulk mail that are killed, lose their database or find a mail server on a bad day: nobody is lost, and hardly
anybody gets it twice."""

import asyncio
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
from django.db import connection
from django.db.models import F
from django.utils import timezone

from newsletters.models import Subscriber
from tests.smtp import Answering, MailServer
from tests.wpsnet.bulk_mailings import TOLD, everybody
from tests.wpsnet.test_services import PROCESSES, STORE, Workers
from wpsnet import embedded, tasks
from wpsnet.embedded import postgresql
from wpsnet.models import CoolingDomain, Delivery
from wpsnet.outbox import bulk, sending

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the embedded services"),
]
MAILS, KILLS, CUTS, CRASHES, AT_ONCE = 1200, 20, 20, 3, 3
NAME = "bulk worker"  # by which the database knows those whom it shall hang up on, and not the test itself
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"


class OnABadDay(Answering):
    """Slow now and then, puts people off, refuses some for good, hangs up before it has taken a mail, or just after."""

    def __init__(self):
        super().__init__()
        self.chance, self.refused, self.swallowed = random.Random(7), set(), 0  # noqa: S311

    async def handle_RCPT(self, server, session, envelope, address, options):
        luck = self.chance.random()
        if luck < 0.005 or address in self.refused:
            self.refused.add(address)
            return "550 5.1.1 nobody of that name"
        if luck < 0.06:
            return self.chance.choice(["450 4.2.0 try later", "451 4.3.0 try later", "452 4.2.2 full"])
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        luck = self.chance.random()
        if luck < 0.02:
            await asyncio.sleep(0.2)
        elif luck < 0.04:
            server.transport.close()
            return "451 nobody reads this"
        elif luck < 0.06:
            return self.chance.choice(["451 4.3.0 try later", "421 4.3.2 going down"])
        answer = await super().handle_DATA(server, session, envelope)
        if luck > 0.99:
            self.swallowed += 1
            server.transport.close()
        return answer


@pytest.fixture
def sink(request):
    """A mail server; of the kind that a test names (indirect)."""
    handler = getattr(request, "param", Answering)()
    handler.features = ["PIPELINING"]
    handler.server = MailServer(handler)
    handler.server.start()
    handler.port = handler.server.port
    yield handler
    handler.server.stop()


@pytest.fixture
def start(sink, tmp_path):
    """A function that starts one more worker, and returns its number."""
    environment = Workers(sink.port, tmp_path).environment | {
        "DJANGO_SETTINGS_MODULE": "wpsnet.settings",
        "PGAPPNAME": NAME,
    }
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
    """As though the leases of those who died had ended, and what was put off were due."""
    Delivery.objects.exclude(lease_until=None).update(lease_until=F("lease_until") - dt.timedelta(hours=1))
    Delivery.objects.exclude(next_at=None).update(next_at=timezone.now())
    CoolingDomain.objects.update(until=timezone.now())
    sending.settle_lost(timezone.now())


def keep_at_it(workers, start):
    """As many as ever, in place of those that ended."""
    workers = [worker for worker in workers if lives(worker)]
    return workers + [start() for _missing in range(AT_ONCE - len(workers))]


def finish(workers, start):
    for worker in workers:
        until(lambda worker=worker: not lives(worker), 60)
    hours_pass()
    last = start()
    until(lambda: not lives(last), 60)


def test_killed_workers_lose_nobody(start, sink):
    chance = random.Random(6)  # noqa: S311
    mailing, workers, kills = freeze(), [], 0
    while kills < KILLS:
        workers = keep_at_it(workers, start)
        time.sleep(chance.uniform(0.02, 0.1))
        if lives(victim := workers.pop(chance.randrange(AT_ONCE))):
            os.kill(victim, signal.SIGKILL)
            kills += 1
    killed_at = len(sink.mails)

    finish(workers, start)

    counts, arrived = mailing.counts(), Counter(sink.addresses())
    twice = sum(arrived.values()) - len(arrived)
    print(f"{killed_at} of {MAILS} sent when the last of {KILLS} was killed; {twice} came twice")
    assert killed_at < MAILS
    assert mailing.is_finished
    assert counts["sent"] + counts["failed"] + counts["skipped"] + counts["uncertain"] == MAILS
    assert counts["sent"] <= len(arrived)
    assert len(arrived) + counts["uncertain"] >= MAILS
    assert twice <= KILLS


def test_database_that_hangs_up_loses_nobody(start, sink):
    chance = random.Random(6)  # noqa: S311
    mailing, workers = freeze(), []
    for _cut in range(CUTS):
        workers = keep_at_it(workers, start)
        time.sleep(chance.uniform(0.05, 0.2))
        with connection.cursor() as cursor:
            cursor.execute(CUT, [NAME])
    cut_at = len(sink.mails)

    finish(workers, start)

    counts, arrived = mailing.counts(), Counter(sink.addresses())
    twice = sum(arrived.values()) - len(arrived)
    print(f"{cut_at} of {MAILS} sent when the database had hung up {CUTS} times; {twice} came twice")
    assert 0 < cut_at < MAILS
    assert (counts["sent"], len(arrived), mailing.is_finished) == (MAILS, MAILS, True)
    assert twice == 0


@pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" in os.environ, reason="the other test process would lose its database: run it alone"
)
def test_database_that_crashes_loses_nobody(start, sink):
    mailing, workers = freeze(), []
    for _crash in range(CRASHES):
        workers, goal = keep_at_it(workers, start), len(sink.mails) + MAILS // 10
        until(lambda goal=goal: len(sink.mails) >= goal)
        connection.close()
        os.kill(
            postgresql.running(), signal.SIGQUIT
        )  # as it ends when the machine does: what was not on the disk is forgotten
        until(lambda: not postgresql.running())
        embedded.ensure_postgresql()
    crashed_at = len(sink.mails)

    finish(workers, start)

    counts, arrived = mailing.counts(), Counter(sink.addresses())
    twice = sum(arrived.values()) - len(arrived)
    print(f"{crashed_at} of {MAILS} sent when the database had crashed {CRASHES} times; {twice} came twice")
    assert crashed_at < MAILS
    assert (counts["sent"], len(arrived), mailing.is_finished) == (MAILS, MAILS, True)
    assert twice <= CRASHES * AT_ONCE


@pytest.mark.parametrize("sink", [OnABadDay], indirect=True)
def test_mail_server_on_a_bad_day_loses_nobody(start, sink):
    mailing, rounds = freeze(), 0
    while not mailing.is_finished:
        rounds += 1
        assert rounds < 40, mailing.counts()
        workers = keep_at_it([], start)
        if rounds == 1:  # away in the middle, and back at the same address
            until(lambda: len(sink.mails) > MAILS // 4)
            sink.server.stop()
            time.sleep(0.5)
            sink.server = MailServer(sink, port=sink.port)
            sink.server.start()
        for worker in workers:
            until(lambda worker=worker: not lives(worker), 60)
        hours_pass()

    counts, arrived = mailing.counts(), Counter(sink.addresses())
    twice = sum(arrived.values()) - len(arrived)
    print(
        f"after {rounds} rounds {counts}; {twice} came twice, {sink.swallowed} times it hung up on a mail it had taken"
    )
    assert counts["sent"] + counts["failed"] + counts["uncertain"] == MAILS
    assert sink.refused
    assert counts["failed"] == len(sink.refused - set(arrived))
    assert counts["sent"] <= len(arrived)
    assert twice <= sink.swallowed + AT_ONCE  # when it went, each conversation may have waited for an answer


def test_wiped_broker_loses_nobody(sink, tmp_path):
    STORE.flushdb()
    mailing, workers = freeze(), Workers(sink.port, tmp_path)
    try:
        workers.start("default,bulk")
        workers.wake(tasks.drain_bulk, times=2)
        workers.until(lambda: len(sink.mails) >= 100)
        STORE.flushdb()
        workers.end()

        hours_pass()
        workers.start("default,bulk")
        workers.wake(tasks.sweep)
        workers.until(lambda: mailing.is_finished)
    finally:
        workers.end()
        STORE.flushdb()

    assert set(sink.addresses()) == set(mailing.deliveries.values_list("address", flat=True))
    assert len(sink.mails) - MAILS <= PROCESSES


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this did not come to pass in time"
        time.sleep(0.02)
