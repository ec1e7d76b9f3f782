"""From files to rows, and all that can be said of them without writing."""

import csv
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models

from wpsnet.reference.tables import Fault, Row

ANSWERS = {"yes": True, "no": False}


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


def says_something_new(row, known):
    record = known.get((row.table.file, row.key))
    return record is None or record.digest != row.digest
