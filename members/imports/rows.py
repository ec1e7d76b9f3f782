"""One row on its way: what it says, what is wrong with it, and what it would change."""

from dataclasses import dataclass, field
from typing import Any

from members.imports.columns import unmarked
from members.imports.faults import Fault
from members.models import ImportRow

WHOLE_ROW = ""  # where a fault is of no single column


@dataclass
class Row:
    line: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    record: Any = None
    person: Any = None
    changes: list[list[str]] = field(default_factory=list)

    def blame(self, column, code, **named):
        self.faults.append((column, Fault(code, **named)))

    def says(self, column):
        """The value of COLUMN, or None where the row says nothing that could be read."""
        return self.values.get(column)

    @property
    def state(self):
        if self.faults:
            return ImportRow.State.FAULTY
        if self.record is None:
            return ImportRow.State.NEW
        return ImportRow.State.CHANGED if self.changes else ImportRow.State.UNCHANGED

    @property
    def verdict(self):
        """What a person looked at: where it is another one later, she must look again."""
        return self.state, self.record and self.record.pk, self.changes

    def as_faults(self):
        return [[column, fault.code, fault.named] for column, fault in self.faults]


def rows_of(table):
    """The Rows of a Table; too many or too few cells are a fault of the row."""
    for line, cells in table.rows:
        row = Row(line, dict(zip(table.header, cells, strict=False)))
        row.cells.pop("", None)
        if len(cells) != len(table.header):
            row.blame(WHOLE_ROW, "cells", count=len(cells), wanted=len(table.header))
        yield row


def read(row, columns, known):
    """Turn the cells of ROW into values; every cell that cannot be read is a fault."""
    for column in columns:
        if column.name not in row.cells:
            continue
        try:
            value = column.value(row.cells[column.name], known)
        except Fault as fault:
            row.faults.append((column.name, fault))
            continue
        if value is not None or not column.keeps:
            row.values[column.name] = value


def forgive(row, columns):
    """What the record says already is no fault of the file, however odd it is."""
    by_name = {column.name: column for column in columns}
    for name, fault in list(row.faults):
        column = by_name.get(name)
        if column and unmarked(row.cells.get(name, "")) == column.text_of(row.record) and not column.required:
            row.faults.remove((name, fault))
            row.values[name] = column.of(row.record)


def compare(row, columns):
    """Write down what ROW changes in its record, or all it says where there is none yet."""
    for column in columns:
        if column.name not in row.values:
            continue
        new, old = row.values[column.name], column.of(row.record) if row.record is not None else column.empty
        if new != old:
            row.changes.append([column.name, column.words(old), column.words(new)])


def blame_doubles(rows, key_of, column):
    """Of rows about the same the first is right, and each later one names it."""
    first = {}
    for row in rows:
        key = key_of(row)
        if key is None:
            continue
        if (earlier := first.setdefault(key, row)) is not row:
            row.blame(column, "double", line=earlier.line)
