"""Loading the reference data in data/*.csv: everything is checked, then all of it is written, or nothing.

An app's reference.py declares its tables: which file fills which model, and how a row is known again. What each row said
at the last loading is kept (ReferenceRow), so that a row counts only when its file says something new: what people
changed in the portal since then stands, and loading twice changes nothing.
"""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import override

from wpsnet import languages, search
from wpsnet.models import ReferenceRow, Source, Theme
from wpsnet.public_cache import published

FOLDER = settings.BASE_DIR / "data"
ANSWERS = {"yes": True, "no": False}
SUFFIXES = [languages.column("", code) for code in languages.CODES]
PARKING = 10_000  # added to the order numbers of rows while they change places


@dataclass(frozen=True)
class Table:
    """One file of data/ and the model that it fills.

    `key` are the fields by which a row is found again; `name` says, over the columns, how other files call a row.
    `links` says the same of a foreign key where the column of its name does not say it all. `renames` maps a column,
    without its language, to its field. `constants` are the same in every row; `computed` are functions of a row's cells
    and those above it. `note` are columns for the reader of the file only. `check` yields (column, reason) for what else
    is wrong with a row. Rows of a `child` table are deleted when they vanish from the file. `order` is the number that
    rows may exchange between them.
    """

    file: str
    model: type[models.Model]
    key: tuple[str, ...]
    name: str = ""
    links: dict[str, str] = field(default_factory=dict)
    renames: dict[str, str] = field(default_factory=dict)
    constants: dict = field(default_factory=dict)
    computed: dict[str, Callable] = field(default_factory=dict)
    note: tuple[str, ...] = ()
    check: Callable[[dict], Iterable[tuple[str, str]]] | None = None
    child: bool = True
    order: str = ""

    def field_of(self, column):
        """The field that COLUMN fills, or None."""
        end = next((end for end in SUFFIXES if column.endswith(end)), "")
        base = column.removesuffix(end)
        try:
            return self.model._meta.get_field(self.renames.get(base, base) + end)
        except FieldDoesNotExist:
            return None

    def column_of(self, name):
        """The column that fills the field NAME; of a translated field, the English one."""
        back = {field: column for column, field in self.renames.items()}
        end = next((end for end in SUFFIXES if name.endswith(end)), "")
        base = name.removesuffix(end)
        if not end and hasattr(self.model, f"{name}_en"):
            end = "_en"
        return back.get(base, base) + end

    def required(self):
        """The columns that the file must have."""
        given = {*self.constants, *self.computed}
        return [
            self.column_of(field.name)
            for field in self.model._meta.fields
            if field.editable and not field.blank and not field.has_default() and field.name not in given
        ]


@dataclass
class Row:
    """One row of a file: `values` and `links` by field, the links still as the names by which files call their rows."""

    table: Table
    line: int
    cells: dict[str, str]
    values: dict = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    sound: bool = True

    @property
    def key(self):
        return " ".join(str(self.links.get(name, self.values.get(name))) for name in self.table.key)

    @property
    def name(self):
        return self.table.name.format(**self.cells)

    @property
    def names_called(self):
        """(field, the names that its cell calls) of every field that links to other rows."""
        single = [(name, [called] if called else []) for name, called in self.links.items()]
        return [*single, *self.many.items()]

    def related(self, name):
        return self.table.model._meta.get_field(name).related_model

    @property
    def digest(self):
        said = json.dumps([self.values, self.links, self.many], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    file: str
    line: int
    field: str
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line} {self.field}: {self.reason}"


@dataclass
class Report:
    """What a loading found and did. `gone` are rows that vanished from their file and stay in the portal."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, row, column, reason):
        row.sound = False
        fault = Fault(row.table.file, row.line, column, str(reason))
        if fault not in self.faults:
            self.faults.append(fault)

    @property
    def writes(self):
        return bool(self.new or self.changed or self.removed)


class FaultyFilesError(Exception):
    """The files have faults, and nothing was written."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


tables: list[Table] = []


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


# --- Reading ----------------------------------------------------------------------------------------------------------


def read(table, folder, report):
    """The rows of TABLE's file; faults go into REPORT."""
    try:
        with open(folder / table.file, encoding="utf-8-sig", newline="") as file:
            yield from read_rows(table, csv.reader(file, strict=True), report)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        report.faults.append(Fault(table.file, 1, "file", f"cannot be read: {error}"))


def read_rows(table, lines, report):
    header = next(lines, [])
    if not header_is_sound(table, header, report):
        return
    above, line = [], lines.line_num + 1
    for cells in lines:
        row = Row(table, line, dict(zip(header, map(str.strip, cells), strict=False)))
        line = lines.line_num + 1
        if not any(cells):
            continue
        if len(cells) != len(header):
            report.blame(row, "row", f"has {len(cells)} cells where the header has {len(header)}")
            continue
        fill(row, above, report)
        above.append(row.cells)
        yield row


def header_is_sound(table, header, report):
    formats = " ".join([table.name, *table.links.values()])
    unknown = [
        column
        for column in header
        if column not in table.note and f"{{{column}}}" not in formats and table.field_of(column) is None
    ]
    reasons = [(column, "unknown column") for column in unknown]
    reasons += [(column, "column is missing") for column in table.required() if column not in header]
    reasons += [(column, "column stands twice") for column in set(header) if header.count(column) > 1]
    report.faults += [Fault(table.file, 1, column, reason) for column, reason in reasons]
    return not reasons


def fill(row, above, report):
    """Turn the cells of ROW into values and links."""
    table = row.table
    for column, cell in row.cells.items():
        target = table.field_of(column)
        if column in table.note or target is None:
            continue
        if target.many_to_many:
            row.many[target.name] = cell.split()
        elif target.is_relation:
            row.links[target.name] = table.links.get(target.name, f"{{{column}}}").format(**row.cells)
        else:
            try:
                row.values[target.name] = value_of(target, cell)
            except ValidationError as error:
                report.blame(row, column, " ".join(error.messages))
    row.values |= table.constants | {name: compute(row.cells, above) for name, compute in table.computed.items()}


def value_of(target, cell):
    if isinstance(target, models.BooleanField):
        if cell not in ANSWERS:
            raise ValidationError("must be yes or no")
        return ANSWERS[cell]
    if not cell:
        return None if target.null and not target.name.endswith("_en") else ""
    return target.to_python(cell)


# --- Checking ---------------------------------------------------------------------------------------------------------


def check(rows, known, report):
    """All that can be said without writing: double keys, unknown names, and the rules of each field."""
    lines, names = {}, defaultdict(set)
    for row in rows:
        first = lines.setdefault((row.table.model, row.key), row)
        if first is not row:
            report.blame(row, row.table.key[-1], f"the same as {first.table.file}:{first.line}")
        if row.table.name:
            names[row.table.model].add(row.name)
    for row in rows:
        check_links(row, names, report)
        for column, reason in row.table.check(row.cells) if row.table.check else ():
            report.blame(row, column, reason)
        if says_something_new(row, known):
            check_fields(row, report)


def check_links(row, names, report):
    for name, several in row.names_called:
        target, column = row.table.model._meta.get_field(name), row.table.column_of(name)
        if not several and not target.blank:
            report.blame(row, column, "is empty")
        for called in several:
            if called not in names[target.related_model]:
                report.blame(row, column, f"“{called}” is the name of no row")


def check_fields(row, report):
    table = row.table
    given = [name for name, value in row.values.items() if value is not None]
    relations = [field.name for field in table.model._meta.fields if field.is_relation]
    candidate = table.model(**{name: row.values[name] for name in given})
    try:
        candidate.clean_fields(exclude=relations)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            choices = ", ".join(value for value, _label in table.model._meta.get_field(name).flatchoices)
            hint = f" One of: {choices}." if choices else ""
            report.blame(row, table.column_of(name), " ".join(messages) + hint)


# --- Writing ----------------------------------------------------------------------------------------------------------


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


def says_something_new(row, known):
    record = known.get((row.table.file, row.key))
    return record is None or record.digest != row.digest


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


tables += [
    Table("sources.csv", Source, key=("key",), name="{key}", child=False),
    Table("themes.csv", Theme, key=("slug",), name="{slug}", child=False),
]
