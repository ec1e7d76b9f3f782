"""What somebody who was asked says is not right: written down once for each link, settled once."""

import hashlib

from django.db import transaction
from django.utils import timezone

from members.models import Appointment, EntryNote, User
from wpsnet import public_cache


def hash_of(token: str) -> str:
    """Under which a link's note is found; the link itself stands in no row."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def write_note(appointment: Appointment, words: str, *, token: str) -> tuple[EntryNote, bool]:
    """Write down WORDS for the link TOKEN; returns the note of this link, and whether it is this one."""
    fields = {"member": appointment.member, "appointment": appointment, "words": words, "written_at": timezone.now()}
    note, is_new = EntryNote.objects.get_or_create(link=hash_of(token), defaults=fields)
    public_cache.published()  # the entry is no longer one that nobody answers for
    return note, is_new


def settle_note(note: EntryNote, *, by: User) -> bool:
    """Say that NOTE has been dealt with; False where somebody has said so already."""
    settled = {"settled_at": timezone.now(), "settled_by": by}
    return bool(EntryNote.objects.open().filter(pk=note.pk).update(**settled))
