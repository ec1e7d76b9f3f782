"""Tasks are wake-ups: each may be lost, doubled or late. What is to be done stands in rows, and the sweep finds it."""

from celery import shared_task

from wpsnet import housekeeping, rendering
from wpsnet.outbox import bulk_sending, returns, sending


@shared_task
def render_document(pk):
    rendering.make(pk)


@shared_task
def drain_outbox():
    if sending.drain():
        drain_outbox.delay()


@shared_task
def drain_bulk():
    if bulk_sending.drain():
        drain_bulk.delay()


@shared_task
def sweep():
    """Every half minute: wake workers for whatever is open, so that a lost message loses nothing."""
    for pk in housekeeping.lost_documents():
        render_document.delay(pk)
    if housekeeping.mail_is_due():
        drain_outbox.delay()
    if housekeeping.bulk_mail_is_due():
        drain_bulk.delay()


@shared_task
def read_returned_mail():
    returns.read_folder()


@shared_task
def tidy():
    housekeeping.tidy()
