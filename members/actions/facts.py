"""Answers of a member to the questions that every member is asked: proposed, published, withdrawn; never overwritten."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from members.actions.readers import tell_readers
from members.models import Fact, Member

SAID = ["answer", "share", "texts", "as_of", "source_title", "source_url", "locator"]


class AlreadySettled(Exception):
    """The answer has been published or withdrawn meanwhile."""


@transaction.atomic
def propose(member, question, *, by, corrects=None, **said):
    """Write an answer of MEMBER down; returns it. Readers do not see it yet. Said twice, it is written once.

    An answer that CORRECTS another takes its place when it is published.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    same = Fact.objects.filter(member=member, question=question, withdrawn_at=None, **said).first()
    return same or Fact.objects.create(member=member, question=question, corrects=corrects, written_by=by, **said)


@transaction.atomic
def publish(fact, *, by):
    """Let readers see FACT, and no longer the answer that it corrects. Raises AlreadySettled for the second of two clicks."""
    now = timezone.now()
    if not Fact.objects.proposed().filter(pk=fact.pk).update(published_at=now, published_by=by):
        raise AlreadySettled
    replaced = Q(pk=fact.corrects_id) if fact.corrects_id else Q(pk=None)
    Fact.objects.filter(replaced, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
    tell_readers(fact.member)


@transaction.atomic
def withdraw(fact, *, by):
    """Take FACT away from readers, or from the desk of whoever publishes. It stays in the history."""
    if not Fact.objects.filter(pk=fact.pk, withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise AlreadySettled
    if fact.published_at:
        tell_readers(fact.member)
