"""What is told with a source: written down, published, corrected, withdrawn. Nothing is deleted."""

from django.db import transaction
from django.utils import timezone

from actionplans.models import CommitmentFollowUp
from members.models import Member
from wpsnet.public_cache import published

KEPT_BY_THE_PORTAL = ["id", "written_by", "written_at", "published_at", "published_by", "withdrawn_at", "withdrawn_by"]


class AlreadySettled(Exception):
    """The record has been published or withdrawn meanwhile."""


@transaction.atomic
def tell(record, *, by, publishes):
    """Write RECORD down; where BY PUBLISHES, readers see it at once. Said twice, it is written once; returns it."""
    Member.objects.select_for_update(no_key=True).get(pk=record.member.pk)
    same = type(record).objects.standing().filter(**said(record)).first()
    if same is None:
        record.written_by = by
        record.save()
    told = same or record
    if publishes and not told.published_at:
        publish(told, by=by)
    return told


def said(record):
    """What RECORD says, without what the portal notes of it; of translated fields, their columns."""
    names = [field.name for field in record._meta.concrete_fields if field.editable]
    asked = [name for name in names if name not in KEPT_BY_THE_PORTAL and not hasattr(record, f"{name}_en")]
    return {name: getattr(record, name) for name in asked}


@transaction.atomic
def correct(record):
    """Keep what was changed in RECORD; the history holds what it said before."""
    record.save()
    published()


@transaction.atomic
def publish(record, *, by):
    """Let readers see RECORD. A follow-up takes the place of the one of its year."""
    now = timezone.now()
    if isinstance(record, CommitmentFollowUp):
        earlier = CommitmentFollowUp.objects.published().filter(commitment=record.commitment, year=record.year)
        earlier.exclude(pk=record.pk).update(withdrawn_at=now, withdrawn_by=by)
    if not type(record).objects.proposed().filter(pk=record.pk).update(published_at=now, published_by=by):
        raise AlreadySettled
    published()


@transaction.atomic
def withdraw(record, *, by):
    """Take RECORD away from readers, or from the desk of whoever publishes. It stays in the history."""
    if not type(record).objects.standing().filter(pk=record.pk).update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise AlreadySettled
    published()
