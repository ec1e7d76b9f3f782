"""Loading the reference data in data/*.csv: everything is checked, then all of it is written, or nothing.

An app's reference.py declares its tables: which file fills which model, and how a row is known again. What each row said
at the last loading is kept (ReferenceRow), so that a row counts only when its file says something new: what people
changed in the portal since then stands, and loading twice changes nothing.
"""

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from wpsnet import search
from wpsnet.models import ReferenceRow
from wpsnet.public_cache import published
from wpsnet.reference.reading import check, read
from wpsnet.reference.tables import FaultyFilesError, Report, Table, tables
from wpsnet.reference.writing import remove_vanished, write

__all__ = ["FOLDER", "FaultyFilesError", "Report", "Table", "load", "tables"]

FOLDER = settings.BASE_DIR / "data"


def load(folder=FOLDER, *, dry_run=False, progress=iter):
    """Bring the portal to what the files of FOLDER say; returns a Report. Raises FaultyFilesError with every fault."""
    report = Report()
    with override("en"), transaction.atomic():
        known = {(record.file, record.key): record for record in ReferenceRow.objects.all()}
        rows = [row for table in tables for row in read(table, folder, report)]
        check(rows, known, report)
        remove_vanished(rows, known, report)
        write([row for row in rows if row.sound], known, report, progress)
        if report.faults:
            raise FaultyFilesError(sorted(report.faults, key=lambda fault: (fault.file, fault.line)))
        if dry_run:
            transaction.set_rollback(True)
        elif report.writes:
            search.rebuild()
            published()
    return report
