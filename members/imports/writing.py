"""Applying and undoing: whole or not at all, and not where the portal has become another since somebody looked."""

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from members.imports import rows as common
from members.imports.kinds import KINDS
from members.imports.reading import finish, judge
from members.models import Import, ImportRow
from wpsnet import search
from wpsnet.public_cache import published

MOST_NAMED = 50  # lines that stand against it
AT_ONCE = 500


class Refused(Exception):
    """Nothing was written; `problems` say why."""

    def __init__(self, problems):
        super().__init__()
        more = [["more", {"count": len(problems) - MOST_NAMED}]] if len(problems) > MOST_NAMED else []
        self.problems = problems[:MOST_NAMED] + more


def apply(upload):
    with told_by(upload, upload.applied_by_id):
        carry_out(upload, write, Import.State.APPLIED, otherwise=Import.State.READY)


def undo(upload):
    with told_by(upload, upload.undone_by_id):
        carry_out(upload, unwrite, Import.State.UNDONE, otherwise=Import.State.APPLIED)


def told_by(upload, by):
    """The history names the person who pressed the button, not the worker."""
    return pghistory.context(user=by, url=f"/desk/import/{upload.pk}/")


def carry_out(upload, work, state, *, otherwise):
    try:
        with transaction.atomic():
            work(upload)
            finish(upload, state, **{f"{state}_at": timezone.now()})
    except Refused as refused:
        finish(upload, otherwise, problems=refused.problems)
    except (IntegrityError, ProtectedError):  # somebody was faster by a moment
        finish(upload, otherwise, problems=[["refused", {}]])


def write(upload):
    kind, stored = KINDS[upload.kind], list(upload.rows.exclude(state=ImportRow.State.FAULTY))
    rows = [common.Row(row.line, row.cells) for row in stored]
    kind.rows.hold(rows)
    judge(kind, rows, by=upload.uploaded_by)
    problems = [
        ["changed_since", {"line": row.line}]
        for row, seen in zip(rows, stored, strict=True)
        if row.verdict != (seen.state, seen.target, seen.changes)
    ]
    if problems:
        raise Refused(problems)
    written = kind.records.write([row for row in rows if row.state != ImportRow.State.UNCHANGED])
    for row in stored:
        if row.line in written:
            row.target, row.before = written[row.line]
    ImportRow.objects.bulk_update([row for row in stored if row.line in written], ["target", "before"], AT_ONCE)
    tell(upload, stored)


def unwrite(upload):
    kind = KINDS[upload.kind]
    stored = list(upload.rows.filter(state__in=[ImportRow.State.NEW, ImportRow.State.CHANGED]))
    found = kind.records.held(stored)
    if against := kind.records.conflicts(stored, found):
        raise Refused([[code, {"line": line}] for line, code in against])
    kind.records.unwrite(stored, found)
    tell(upload, stored)


def tell(upload, rows):
    """Public pages and the search, once for the whole file."""
    published()
    if upload.kind == Import.Kind.MEMBERS and any(row.state != ImportRow.State.UNCHANGED for row in rows):
        search.rebuild()
