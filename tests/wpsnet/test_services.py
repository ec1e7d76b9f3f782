"""Real workers over the real broker, against the test database: killed, robbed of their messages, and nobody is lost."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from tests.smtp import Answering, MailServer
from wpsnet import pdf, tasks
from wpsnet.celery import app
from wpsnet.documents import document_for
from wpsnet.models import Delivery, Document
from wpsnet.outbox import actions, sending
from wpsnet.outbox.actions import Recipient

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the embedded services"),
]
BROKER = settings.CELERY_BROKER_URL.replace("virtual_host=1", "virtual_host=9")
STORE = redis.Redis.from_url(settings.REDIS_URL.replace("db=0", "db=9"))
PROCESSES, KILLS = 2, 3
TOLD = {"member": "Namibia", "person": "Ndapewa", "number": 1, "link": "http://localhost:8000/en/"}


class Workers:
    """Celery as in production, in a process group of its own."""

    def __init__(self, mail_port, media):
        database = connection.settings_dict
        place = f"{database['USER']}@:{database['PORT']}/{database['HOST']}/{database['NAME']}"
        self.environment = os.environ | {
            "DATABASE_URL": f"postgres://{place}",
            "REDIS_URL": settings.REDIS_URL,
            "BROKER_URL": BROKER,
            "SECRET_KEY": "a key that signs nothing outside of these tests",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "MEDIA_ROOT": str(media),
            "LOG_LEVEL": "ERROR",
            "PYTHONWARNINGS": "ignore",
        }
        self.group = None

    def start(self, queues="default,mail,pdf"):
        command = [sys.executable, "-m", "celery", "-A", "wpsnet", "worker", "-Q", queues]
        options = ["-c", str(PROCESSES), "--without-gossip", "--without-mingle", "--loglevel", "ERROR"]
        self.group = subprocess.Popen(
            [*command, *options], env=self.environment, cwd=settings.BASE_DIR, start_new_session=True
        )

    def end(self, how=signal.SIGKILL):
        if self.group:
            os.killpg(self.group.pid, how)
            self.group.wait(20)
            self.group = None

    def until(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            assert self.group.poll() is None, "the worker did not stay alive"
            assert time.monotonic() < deadline, "this did not come to pass in time"
            time.sleep(0.02)

    @staticmethod
    def wake(task, *args, times=1):
        with app.connection_for_write(BROKER) as line:
            for _time in range(times):
                task.apply_async(args, connection=line)


@pytest.fixture
def sink():
    handler = Answering(seconds=0.004)
    server = MailServer(handler)
    server.start()
    handler.port = server.port
    yield handler
    server.stop()


@pytest.fixture
def workers(sink, tmp_path):
    STORE.flushdb()
    workers = Workers(sink.port, tmp_path)
    yield workers
    workers.end()
    STORE.flushdb()


def freeze(number):
    return actions.freeze("k", "profile_published", [Recipient(f"p{n}@example.org") for n in range(number)], TOLD)


def hours_pass():
    Delivery.objects.update(lease_until=F("lease_until") - dt.timedelta(hours=1))


def sent():
    return Delivery.objects.filter(state="sent").count()


def send_some(workers, number):
    goal = sent() + number
    workers.until(lambda: sent() >= goal)


def send_the_rest(workers, mailing):
    hours_pass()
    workers.start()
    workers.wake(tasks.sweep)
    workers.until(lambda: mailing.is_finished)


def test_killed_workers_lose_nobody(workers, sink):
    mailing = freeze(300)

    for _kill in range(KILLS):
        hours_pass()
        sending.settle_lost(timezone.now())
        workers.start()
        workers.wake(tasks.drain_outbox, times=2 * PROCESSES)
        send_some(workers, random.randint(5, 50))  # noqa: S311
        workers.end()
    send_the_rest(workers, mailing)

    copies, counts = Counter(sink.addresses()), mailing.counts()
    assert counts["sent"] + counts["uncertain"] == 300
    assert len(copies) + counts["uncertain"] >= 300
    assert sum(copies.values()) - len(copies) <= PROCESSES * KILLS
    assert max(copies.values()) <= 2
    ids = {(recipient, message["Message-ID"]) for recipient, message in sink.mails}
    assert len(ids) == len(copies)


def test_wiped_broker_loses_nobody(workers, sink):
    mailing = freeze(150)
    workers.start()
    workers.wake(tasks.drain_outbox)
    workers.until(lambda: sent() >= 20)

    STORE.flushdb()
    workers.end()
    send_the_rest(workers, mailing)

    assert len(set(sink.addresses())) == 150
    assert mailing.counts()["sent"] == 150


def test_doubled_task_sends_nothing_twice(workers, sink):
    mailing = freeze(100)

    workers.wake(tasks.drain_outbox, times=8)
    workers.start()
    workers.until(lambda: mailing.is_finished)
    workers.end(signal.SIGTERM)

    assert len(sink.mails) == len(set(sink.addresses())) == 100


@pytest.mark.skipif(bool(pdf.missing_libraries()), reason="this machine lacks Pango")
def test_worker_makes_the_document_that_was_asked_for(workers, namibia, tmp_path):
    document = document_for("country", "NAM", "ar")

    workers.start()
    workers.wake(tasks.render_document, document.pk)
    workers.until(lambda: Document.objects.ready().exists())

    assert (tmp_path / Document.objects.get().file.name).read_bytes().startswith(b"%PDF")
