"""What those propose who may not publish: kept as it was typed, until somebody publishes it or it is withdrawn."""

from django.db import transaction
from django.utils import timezone

from actionplans.models import Plan, Proposal


class AlreadySettled(Exception):
    """The proposal has been published or withdrawn meanwhile."""


@transaction.atomic
def propose(plan, kind, typed, *, by):
    """Keep TYPED, the values of each field, for those who publish; returns the Proposal. Sent twice, it is kept once."""
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    same = Proposal.objects.waiting().filter(plan=plan, kind=kind, typed=typed).first()
    return same or Proposal.objects.create(plan=plan, kind=kind, typed=typed, written_by=by)


@transaction.atomic
def correct(proposal, typed):
    """Keep what its writer has typed now. Raises AlreadySettled."""
    if not Proposal.objects.waiting().filter(pk=proposal.pk).update(typed=typed):
        raise AlreadySettled


@transaction.atomic
def publish(proposal, record, *, by):
    """Settle PROPOSAL and call RECORD, which writes what readers see; where that fails, the proposal waits on."""
    settle(proposal, by=by, is_published=True)
    record()


@transaction.atomic
def withdraw(proposal, *, by):
    """Decline it, or take one's own back. It stays in the history."""
    settle(proposal, by=by, is_published=False)


def settle(proposal, *, by, is_published):
    settled = {"settled_at": timezone.now(), "settled_by": by, "is_published": is_published}
    if not Proposal.objects.waiting().filter(pk=proposal.pk).update(**settled):
        raise AlreadySettled
