"""Real workers read long documents; whoever waits for a mail does not notice, and a killed worker loses none."""

import datetime as dt
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from actionplans import tasks
from actionplans.actions import documents as actions
from actionplans.models import PlanDocument
from tests.actionplans.files import repeated
from tests.wpsnet.test_services import Workers, freeze, sink, workers  # noqa: F401 - fixtures
from wpsnet import tasks as ground

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.EMBEDDED, reason="needs the embedded services"),
]
DENSE = "<p>" + "Women take part in every talk on peace and in every force that keeps it. " * 40 + "</p>"


@pytest.fixture
def readers(sink, tmp_path):  # noqa: F811
    """Workers that read, beside those that send mail."""
    readers = Workers(sink.port, tmp_path)
    yield readers
    readers.end()


@pytest.fixture
def keep(plan, ndapewa, tmp_path, settings):
    """A function: so many documents of so many dense pages, waiting to be read."""
    settings.MEDIA_ROOT = tmp_path

    def make(documents, pages):
        upload = SimpleUploadedFile("plan.pdf", repeated(DENSE, pages), "application/pdf")
        said = {"kind": "plan", "language": "en", "date": "", "url": ""}
        cited = {"title": "Ministry", "url": "", "kind": "government"}
        for number in range(documents):
            actions.propose(plan, by=ndapewa, upload=upload, source=cited, title=f"Plan {number}", **said)

    return make


def in_state(*states):
    return PlanDocument.objects.filter(text_state__in=states).count()


def test_mail_is_not_held_up_by_long_documents(keep, readers, workers):  # noqa: F811
    keep(documents=6, pages=300)
    mailing = freeze(20)
    readers.start("text")
    workers.start("default,mail")
    for document in PlanDocument.objects.all():
        workers.wake(tasks.read_document, document.pk)
    readers.until(lambda: in_state("reading"))
    began = time.monotonic()

    workers.wake(ground.drain_outbox)
    workers.until(lambda: mailing.is_finished)

    print(f"20 mails after {time.monotonic() - began:.1f} s, {in_state('waiting', 'reading')} documents still unread")
    assert in_state("waiting", "reading")
    readers.until(lambda: in_state("read") == 6)
    print(f"6 documents of 300 pages after {time.monotonic() - began:.1f} s")


def test_killed_reader_leaves_nothing_stuck(keep, readers):
    keep(documents=1, pages=1_500)
    document = PlanDocument.objects.get()
    readers.start("text")
    readers.wake(tasks.read_document, document.pk, times=3)
    readers.until(lambda: in_state("reading"))
    readers.end()
    PlanDocument.objects.update(lease_until=F("lease_until") - dt.timedelta(hours=1))

    readers.start("default,text")
    readers.wake(tasks.sweep_documents, times=3)
    readers.until(lambda: in_state("read"))

    document.refresh_from_db()
    assert (document.attempts, document.pages.count()) == (2, 1_500)
