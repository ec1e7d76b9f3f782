"""What a worker does with an import: what its row says, once, however often it is woken."""

import datetime as dt

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from members.imports import reading, writing
from members.models import Import

LEASE = dt.timedelta(minutes=3)  # longer than a task can live
MOST_ATTEMPTS = 3
# What is done in each state, and where it leads if it cannot be done.
STEPS = {
    Import.State.READING: (reading.read, Import.State.UNREADABLE),
    Import.State.APPLYING: (writing.apply, Import.State.READY),
    Import.State.UNDOING: (writing.undo, Import.State.APPLIED),
}

log = structlog.get_logger(__name__)


def work_on(pk):
    """Do what Import PK waits for. Safe to call twice: the second finds it done, or held by another worker."""
    upload = claim(pk, timezone.now())
    if upload is None:
        return
    step, otherwise = STEPS[upload.state]
    if upload.attempts > MOST_ATTEMPTS:
        reading.finish(upload, otherwise, problems=[["too_slow", {}]])
        return
    try:
        with override("en"):  # a record without a language of its own is written in this one
            step(upload)
    except SoftTimeLimitExceeded:
        reading.finish(upload, otherwise, problems=[["too_slow", {}]])
    except Exception:  # one file that breaks our code must not be tried for ever
        log.exception("import_broke", upload=upload.pk, state=upload.state)
        reading.finish(upload, otherwise, problems=[["broke", {}]])


@transaction.atomic
def claim(pk, now):
    """Take Import PK for this worker; None where nothing is to be done, or another worker holds it."""
    upload = Import.objects.lost(now).select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    if upload:
        upload.lease_until, upload.attempts = now + LEASE, upload.attempts + 1
        upload.save(update_fields=["lease_until", "attempts"])
    return upload


def lost():
    """The keys of imports that wait for a worker."""
    return list(Import.objects.lost(timezone.now()).order_by("uploaded_at").values_list("pk", flat=True)[:20])
