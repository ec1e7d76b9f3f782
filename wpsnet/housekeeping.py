"""What the clock does: finds work whose wake-up was lost, and throws away what has had its time."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from wpsnet.models import Delivery, Document, Heartbeat

KEEP_DOCUMENTS = dt.timedelta(days=90)


def beat(name):
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def lost_documents():
    """The keys of documents that nobody is making, at most a hundred."""
    beat("sweep")
    return list(Document.objects.lost(timezone.now()).values_list("pk", flat=True)[:100])


def mail_is_due():
    return Delivery.objects.due(timezone.now()).exists()


def tidy():
    """Drop ended sessions, and documents that were made long ago: who asks again gets a fresh one."""
    beat("tidy")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    for document in Document.objects.ready().filter(asked_at__lt=timezone.now() - KEEP_DOCUMENTS).iterator():
        document.file.delete(save=False)
        document.delete()
