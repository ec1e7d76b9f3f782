"""A file with members or appointments: sent, applied, undone, put aside, sent for reading again; its people invited.

The work is a worker's (members.imports.working). Here is said what shall be done, and who said so; of two who say it at
once the second gets Meanwhile.
"""

from django.db import transaction

from members import tasks
from members.models import Appointment, Import, ImportRow, User
from wpsnet import files, queue
from wpsnet.models import Mailing
from wpsnet.outbox.actions import Recipient, freeze

State = Import.State


class Meanwhile(Exception):
    """The import is in another state by now, and nothing was done. `upload` is how it is."""

    def __init__(self, upload):
        super().__init__()
        self.upload = upload


class HasFaults(Exception):
    """A file is applied whole or not at all."""


@transaction.atomic
def send(kind, file, *, by):
    """Keep a checked FILE and let a worker read it."""
    upload = Import.objects.create(kind=kind, file=files.store(file, by=by), uploaded_by=by)
    queue.wake(tasks.work_on_import, upload.pk)
    return upload


@transaction.atomic
def read_again(upload, *, by):
    """The same file against the portal as it is now; whoever asks for it takes it over."""
    upload = _held(upload, State.READY)
    upload.uploaded_by, upload.rows_found, upload.rows_read = by, 0, 0
    return _let(upload, State.READING)


@transaction.atomic
def apply(upload, *, by):
    upload = _held(upload, State.READY)
    if upload.rows.filter(state=ImportRow.State.FAULTY).exists():
        raise HasFaults
    upload.applied_by = by
    return _let(upload, State.APPLYING)


@transaction.atomic
def undo(upload, *, by):
    upload = _held(upload, State.APPLIED)
    upload.undone_by = by
    return _let(upload, State.UNDOING)


@transaction.atomic
def discard(upload, *, by):
    """Put aside what was not applied. Its rows and its file hold people's data for nothing, so they go."""
    upload = _held(upload, State.READY, State.UNREADABLE)
    upload.rows.all().delete()
    stored, upload.file, upload.state, upload.problems = upload.file, None, State.DISCARDED, []
    upload.save()
    files.discard(stored)
    return upload


def _held(upload, *states):
    """UPLOAD, locked; raises Meanwhile where it is in none of STATES."""
    held = Import.objects.select_for_update(of=["self"], no_key=True).select_related("applied_by", "undone_by")
    upload = held.get(pk=upload.pk)
    if upload.state not in states:
        raise Meanwhile(upload)
    return upload


def _let(upload, state):
    """Leave the rest to a worker."""
    upload.state, upload.problems, upload.attempts, upload.lease_until = state, [], 0, None
    upload.save()
    queue.wake(tasks.work_on_import, upload.pk)
    return upload


# --- Inviting -------------------------------------------------------------------------------------------------------------


def not_here_yet(upload):
    """The people of an applied file who have no account yet, with the post for which each is invited."""
    posts = Appointment.objects.filter(pk__in=upload.rows.values("target")).current()
    never = User.objects.never_here().active()
    one_each = posts.filter(person__in=never).order_by("person", "since", "pk").distinct("person")
    return one_each.select_related("person")


def invitations_of(upload):
    """The mailing to the people of UPLOAD; None until somebody has asked for it."""
    return Mailing.objects.filter(key=_key(upload)).first()


@transaction.atomic
def invite(upload, *, by):
    """One mail to each of those who have no account yet. Asked again, it changes nothing: the outbox knows the key."""
    upload = _held(upload, State.APPLIED)
    people = [
        Recipient(post.person.email, post.person.language, {"post": post.pk, "by": by.pk})
        for post in not_here_yet(upload)
    ]
    return freeze(_key(upload), "imported", people)


def _key(upload):
    return f"import-{upload.pk}-invitations"
