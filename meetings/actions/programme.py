"""The programme of work: members propose what they plan, the secretariat confirms it."""

from django.db import transaction
from django.utils import timezone

from meetings.models import Undertaking
from wpsnet.public_cache import published


@transaction.atomic
def save(part, *, by, confirms):
    """Keep PART. What the secretariat writes is confirmed at once; what a member changes waits for it again."""
    if part.pk is None:
        part.proposed_by = by
    part.confirmed_at, part.declined_at = (timezone.now(), None) if confirms else (None, None)
    part.save()
    published()
    return part


def confirm(part, *, by):
    return settle(part, confirmed_at=timezone.now(), declined_at=None)


def decline(part, *, by):
    return settle(part, confirmed_at=None, declined_at=timezone.now())


@transaction.atomic
def settle(part, **answer):
    """Answer a proposal; returns False where somebody has answered it already."""
    waiting = Undertaking.objects.waiting().filter(pk=part.pk)
    done = waiting.update(**answer, changed_at=timezone.now())
    published()
    return bool(done)


@transaction.atomic
def remove(part, *, by):
    """Take PART away; the history keeps it."""
    part.delete()
    published()
    return True
