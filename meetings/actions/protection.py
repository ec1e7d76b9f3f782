"""Reading who a protected person is, with a line in the log; and erasing it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from meetings.models import ProtectedLook, ProtectedPerson
from meetings.protection import forget_words, identity_of
from members.models import User
from wpsnet.models import Document

ONE_ASKING = dt.timedelta(minutes=10)


@transaction.atomic
def look(protected: ProtectedPerson, reason: str, *, by: User) -> dict:
    """Who she is. That BY looked, and what for, is written down first, and stays. Raises meetings.protection.Unreadable."""
    ProtectedLook.objects.create(protected=protected, by=by, reason=reason)
    return identity_of(protected)


def look_at_document(protected: ProtectedPerson, reason: str, *, by: User) -> None:
    """Write down that BY asked for a document with her name: once, though its page comes again until it is made."""
    since = timezone.now() - ONE_ASKING
    if not protected.looks.filter(by=by, reason=reason, at__gte=since).exists():
        ProtectedLook.objects.create(protected=protected, by=by, reason=reason)


@transaction.atomic
def erase(protected: ProtectedPerson) -> None:
    """Leave the code and the log, and nothing that tells who she was: documents with her name go, too."""
    now = ProtectedPerson.objects.select_for_update().get(pk=protected.pk)
    if now.erased_at:
        return
    now.sealed, now.erased_at = "", timezone.now()
    now.save(update_fields=["sealed", "erased_at"])
    forget_words(now.support_requests.all())
    keys = [str(pk) for pk in now.support_requests.values_list("pk", flat=True)]
    for document in Document.objects.filter(kind="visa-letter", key__in=keys):
        if document.file:
            file = document.file
            transaction.on_commit(lambda file=file: file.storage.delete(file.name), robust=True)
        document.delete()


def forget_due() -> None:
    """Erase whoever's day has come."""
    for one in ProtectedPerson.objects.filter(erased_at=None, erase_on__lte=timezone.localdate()).iterator():
        erase(one)
