"""Documents of a plan: proposed, published, replaced, withdrawn. Their text is read in the background."""

import hashlib

from django.db import transaction
from django.utils import timezone

from actionplans import tasks
from actionplans.actions.record import is_own, tell
from actionplans.models import Plan, PlanDocument
from wpsnet import files, queue, search
from wpsnet.models import Source

KIND = "plan_document"  # what search calls them


class AlreadySettled(Exception):
    """The document has been published or withdrawn meanwhile."""


def may_settle(user, plan, document):
    """Whether USER may have a say in DOCUMENT: her member's own; what others wrote is left to the secretariat."""
    if user.has_perm("actionplans.curate"):
        return True
    return is_own(document, plan) and user.has_perm("actionplans.propose", plan)


@transaction.atomic
def propose(plan, *, by, upload=None, replaces=None, source, **said):
    """Keep a document of PLAN, as told by SOURCE (a title, an address, a kind); returns it. Readers do not see it yet.

    UPLOAD has passed the checks of wpsnet.files. Without it, a document that REPLACES another keeps its file. Sent twice, it
    is kept once.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    kept = replaces.file if replaces and not upload else None
    same = PlanDocument.objects.filter(plan=plan, withdrawn_at=None, replaces=replaces, **said)
    same = same.filter(file__sha256=digest_of(upload)) if upload else same.filter(file=kept)
    if document := same.first():
        return document
    document = PlanDocument(plan=plan, replaces=replaces, written_by=by, **said)
    document.source = Source.objects.told(**source)
    document.file = files.store(upload, by=by) if upload else kept
    document.text_state = PlanDocument.Text.WAITING if document.is_pdf else PlanDocument.Text.NOT_HERE
    document.save()
    if document.is_pdf:
        queue.wake(tasks.read_document, document.pk)
    return document


@transaction.atomic
def add(plan, *, by, **said):
    """Propose and publish in one step. In one transaction, so that a worker is not woken while the row is still locked."""
    document = propose(plan, by=by, **said)
    publish(document, by=by)
    return document


def digest_of(upload):
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def publish(document, *, by):
    """Let readers see DOCUMENT, and no longer the one that it replaces. Raises AlreadySettled for the second of two clicks."""
    now = timezone.now()
    if not PlanDocument.objects.proposed().filter(pk=document.pk).update(published_at=now, published_by=by):
        raise AlreadySettled
    if document.replaces_id:
        replaced = PlanDocument.objects.filter(pk=document.replaces_id, withdrawn_at=None)
        replaced.update(withdrawn_at=now, withdrawn_by=by)
    tell_readers(document)


@transaction.atomic
def withdraw(document, *, by):
    """Take DOCUMENT away from readers, or from the desk of whoever publishes. It stays in the history."""
    now = timezone.now()
    if not PlanDocument.objects.filter(pk=document.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by):
        raise AlreadySettled
    if document.published_at:
        tell_readers(document)


def tell_readers(document):
    tell(document.plan)
    search.rebuild(KIND, [str(pk) for pk in (document.pk, document.replaces_id) if pk])
