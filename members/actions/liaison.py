"""The log of what was said to partners."""

from django.db import transaction
from django.utils import timezone

from members.models import LiaisonEntry, User


@transaction.atomic
def write_down(entry: LiaisonEntry, *, by: User) -> LiaisonEntry:
    """Keep ENTRY, new or corrected; who wrote it first stays its author, and the history knows the others."""
    if not entry.pk:
        entry.written_by = by
    entry.save()
    return entry


def mark_done(entry: LiaisonEntry, *, by: User) -> bool:
    """The next step has been taken; False where somebody has said so already."""
    open_steps = LiaisonEntry.objects.filter(pk=entry.pk, done_at=None).exclude(next_step="")
    return bool(open_steps.update(done_at=timezone.now()))
