"""What a file of data/ fills, what one of its rows says, and what a loading found."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from wpsnet import languages
from wpsnet.models import Source, Theme

SUFFIXES = [languages.column("", code) for code in languages.CODES]


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


tables: list[Table] = [
    Table("sources.csv", Source, key=("key",), name="{key}", child=False),
    Table("themes.csv", Theme, key=("slug",), name="{slug}", child=False),
]
