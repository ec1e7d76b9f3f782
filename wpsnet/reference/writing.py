"""From rows to records: what is new is written, what has vanished goes."""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import F

from wpsnet.models import ReferenceRow
from wpsnet.reference.reading import says_something_new
from wpsnet.reference.tables import tables

PARKING = 10_000  # added to the order numbers of rows while they change places


def remove_vanished(rows, known, report):
    """Delete what only the files had told, and report the other records whose row has vanished."""
    present = {(row.table.file, row.key) for row in rows}
    broken = {fault.file for fault in report.faults}
    for table in reversed(tables):
        vanished = [record for at, record in known.items() if at[0] == table.file and at not in present]
        if table.file in broken or not vanished:
            continue
        if not table.child:
            report.gone += map(str, vanished)
            continue
        table.model._default_manager.filter(pk__in=[record.object_id for record in vanished]).delete()
        ReferenceRow.objects.filter(pk__in=[record.pk for record in vanished]).delete()
        report.removed += map(str, vanished)


def write(rows, known, report, progress):
    """Write each row that says something new. `records` collects the records by model and by the name of their row."""
    records, found, remember = defaultdict(dict), {}, []
    for row in progress(rows):
        table = row.table
        if table.file not in found:
            found[table.file] = existing(table)
            park(table, [other for other in rows if other.table is table], found[table.file], records)
        targets = targets_of(row, records)
        if not all_there(row, records, report):
            continue
        record = found[table.file].get(key_of(row, targets))
        if says_something_new(row, known):
            record = write_row(row, record, targets, records, report)
            if record is not None:
                remember.append(ReferenceRow(file=table.file, key=row.key, digest=row.digest, object_id=record.pk))
        if record is not None and table.name:
            records[table.model][row.name] = record
    ReferenceRow.objects.bulk_create(
        remember, update_conflicts=True, unique_fields=["file", "key"], update_fields=["digest", "object_id"]
    )


def existing(table):
    """The records of TABLE's model that are there, by key."""
    names = [table.model._meta.get_field(name).attname for name in table.key]
    return {tuple(getattr(record, name) for name in names): record for record in table.model._default_manager.all()}


def targets_of(row, records):
    """The records that ROW's links name, by field; None where there is none."""
    return {name: records[row.related(name)].get(called) for name, called in row.links.items()}


def all_there(row, records, report):
    missing = [
        (name, called)
        for name, several in row.names_called
        for called in several
        if called not in records[row.related(name)]
    ]
    if missing and not report.faults:  # else the fault is in the row that it names
        name, called = missing[0]
        report.blame(row, row.table.column_of(name), f"“{called}” stands further down, or was deleted in the portal")
    return not missing


def key_of(row, targets):
    return tuple(
        (targets[name].pk if targets[name] else None) if name in targets else row.values[name] for name in row.table.key
    )


def park(table, rows, found, records):
    """Move aside the order numbers that will change, since two rows cannot hold one number even for a moment."""
    if not table.order:
        return
    pairs = [(row, found.get(key_of(row, targets_of(row, records)))) for row in rows]
    moving = [record.pk for row, record in pairs if record and getattr(record, table.order) != row.values[table.order]]
    table.model._default_manager.filter(pk__in=moving).update(**{table.order: F(table.order) + PARKING})


def write_row(row, record, targets, records, report):
    """Create or change the record of ROW, or None; the database has the last word on what it takes."""
    is_new = record is None
    record = record or row.table.model()
    said = row.values | {f"{name}_id": target and target.pk for name, target in targets.items()}
    many = {name: {records[row.related(name)][one].pk for one in several} for name, several in row.many.items()}
    if not is_new and not differs(record, said, many):
        return record
    for name, value in said.items():
        setattr(record, name.removesuffix("_en"), value)  # modeltranslation then fills the English column too
    try:
        with transaction.atomic():
            record.save(force_insert=is_new)
            for name, others in many.items():
                getattr(record, name).set(others)
    except IntegrityError as error:
        report.blame(row, *refusal(row.table, error))
        return None
    (report.new if is_new else report.changed).append(f"{row.table.file}: {row.key}")
    return record


def differs(record, said, many):
    return any((getattr(record, name) or "") != (value or "") for name, value in said.items()) or any(
        set(getattr(record, name).values_list("pk", flat=True)) != others for name, others in many.items()
    )


def refusal(table, error):
    """(column, reason) of a rule of the database."""
    name = error.__cause__.diag.constraint_name or ""
    rule = next((rule for rule in table.model._meta.constraints if rule.name == name), None)
    fields = getattr(rule, "fields", None) or ("row",)
    return table.column_of(fields[-1]), f"the rule “{name.replace('_', ' ')}” forbids it"
