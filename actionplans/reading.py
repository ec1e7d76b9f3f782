"""Reading the text of documents, in a worker. What is to be read stands in rows, and is taken by one worker at a time."""

import datetime as dt

import structlog
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from actionplans.document_languages import config_of
from actionplans.models import DocumentPage, PlanDocument
from wpsnet import pdf_text, public_cache
from wpsnet.words import indexable

LEASE = dt.timedelta(minutes=3)  # longer than a task can live
MOST_ATTEMPTS = 3
Text = PlanDocument.Text

log = structlog.get_logger(__name__)


def read(pk):
    """Read the text of document PK. Safe to call twice: the second finds it read, or held by another worker."""
    document = claim(pk, timezone.now())
    if document is None:
        return
    if document.attempts > MOST_ATTEMPTS:
        settle(document, Text.FAILED)
        return
    try:
        with document.file.file.open("rb") as file:
            reading = pdf_text.read(file.read())
        settle(document, state_of(reading), reading)
    except Exception as error:  # one file that breaks our code must not be tried for ever
        log.warning("document_not_read", document=pk, attempt=document.attempts, error=str(error))
        settle(document, Text.WAITING if document.attempts < MOST_ATTEMPTS else Text.FAILED)


@transaction.atomic
def claim(pk, now):
    """Take document PK for this worker; None where it is read, or another worker holds it."""
    waiting = PlanDocument.objects.to_read(now).select_for_update(skip_locked=True, no_key=True)
    document = waiting.filter(pk=pk).first()
    if document:
        document.text_state, document.lease_until = Text.READING, now + LEASE
        document.attempts += 1
        document.save(update_fields=["text_state", "lease_until", "attempts"])
    return document


def state_of(reading):
    """What a reader is told of the text. Pages that were read stay, whatever came after them."""
    if reading.end == Text.READ and not any(sign.isalnum() for text in reading.pages for sign in text):
        return Text.NO_TEXT
    return Text(reading.end)


@transaction.atomic
def settle(document, state, reading=None):
    """Write down what came of this attempt, unless another worker has taken the document since."""
    mine = PlanDocument.objects.filter(pk=document.pk, text_state=Text.READING, attempts=document.attempts)
    if not mine.update(text_state=state, lease_until=None, page_count=reading and reading.count):
        return
    document.pages.all().delete()
    if reading and state in (Text.READ, Text.TOO_LONG):
        pages = (page_of(document, number, text) for number, text in enumerate(reading.pages, 1))
        DocumentPage.objects.bulk_create(pages, batch_size=100)
    public_cache.published()


def page_of(document, number, text):
    config = config_of(document.language)
    vector = SearchVector(Value(indexable(text)), config=config)
    return DocumentPage(document=document, number=number, language=document.language, text=text, vector=vector)


def waiting():
    """The keys of documents that no worker holds, the longest waiting first; few, because each may be queued already."""
    return list(PlanDocument.objects.to_read(timezone.now()).order_by("pk").values_list("pk", flat=True)[:20])
