"""Reading a file: a worker does it, and the page shows how far it is."""

from django.db import transaction

from members.imports import rows as common
from members.imports import tables
from members.imports.faults import Unreadable
from members.imports.kinds import KINDS
from members.models import Import, ImportRow

AT_ONCE = 500  # rows between two looks of whoever waits
NOBODY_YET = {
    Import.State.READY: {"applied_by": None, "applied_at": None},
    Import.State.APPLIED: {"undone_by": None},
}


def read(upload):
    """Read the file of UPLOAD anew and keep a row for each of its lines, with all that it would change or all its faults."""
    kind = KINDS[upload.kind]
    try:
        with upload.file.file.open("rb") as file:
            table = tables.read(file.read(), kind.columns)
    except Unreadable as unreadable:
        finish(upload, Import.State.UNREADABLE, problems=unreadable.problems)
        return
    upload.rows.all().delete()
    Import.objects.filter(pk=upload.pk).update(rows_found=len(table.rows), rows_empty=table.empty, rows_read=0)
    judged = judge(kind, list(common.rows_of(table)), by=upload.uploaded_by)
    for start in range(0, len(judged), AT_ONCE):
        keep(upload, judged[start : start + AT_ONCE], read=start)
    finish(upload, Import.State.READY, rows_read=len(judged))


def judge(kind, rows, *, by):
    """ROWS with what they would change in the portal as it is now, or what is wrong with them."""
    known = kind.rows.known_to(by)
    for row in rows:
        common.read(row, kind.columns, known)
    kind.rows.complete(rows, known)
    kind.rows.judge(rows, known)
    return rows


@transaction.atomic
def keep(upload, rows, *, read):
    ImportRow.objects.bulk_create(
        ImportRow(
            upload=upload,
            line=row.line,
            state=row.state,
            cells=row.cells,
            changes=[] if row.faults else row.changes,
            faults=row.as_faults(),
            target=row.record and row.record.pk,
        )
        for row in rows
    )
    Import.objects.filter(pk=upload.pk).update(rows_read=read + len(rows))


def finish(upload, state, **fields):
    """Give UPLOAD back, in STATE. Where it was not applied, or not undone, nobody is said to have done so."""
    told = {"problems": [], "lease_until": None, "attempts": 0} | NOBODY_YET.get(state, {}) | fields
    Import.objects.filter(pk=upload.pk).update(state=state, **told)
