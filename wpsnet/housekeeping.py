"""What the clock does: finds work whose wake-up was lost, and throws away what has had its time."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from wpsnet import leftovers
from wpsnet.models import Delivery, Document, Heartbeat
from wpsnet.outbox import sending

KEEP_DOCUMENTS = dt.timedelta(days=7)  # who asks again gets a fresh one
KEEP_FILES = dt.timedelta(days=7)  # that nothing refers to: a form may still be on its way


def beat(name):
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def lost_documents():
    """The keys of documents that nobody is making, the longest waiting first; few, because each may be queued already."""
    beat("sweep")
    return list(Document.objects.lost(timezone.now()).order_by("asked_at").values_list("pk", flat=True)[:20])


def mail_is_due():
    now = timezone.now()
    sending.settle_lost(now)
    return Delivery.objects.due(now).filter(bulk=False).exists()


def bulk_mail_is_due():
    return Delivery.objects.due(timezone.now()).filter(bulk=True).exists()


def tidy():
    """Drop ended sessions, documents that were asked for long ago, the failed ones too, and files of nothing."""
    beat("tidy")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    for document in Document.objects.filter(asked_at__lt=timezone.now() - KEEP_DOCUMENTS).iterator():
        if document.file:
            document.file.delete(save=False)
        document.delete()
    leftovers.sweep_files(timezone.now() - KEEP_FILES)
