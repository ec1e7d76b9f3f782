"""Loading the reference data in data/*.csv: everything is checked first, then all of it is written, or nothing.

An app's reference.py declares its tables; a table says which file it reads, into which model, and how a row is known
again. Loading twice changes nothing.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import models

FOLDER = settings.BASE_DIR / "data"


@dataclass(frozen=True)
class Table:
    """One file of data/ and the model it fills.

    `key` are the fields by which a row is known again. `links` maps a column to the (model, field) it names one row of;
    `many` likewise for several names in one cell. `renames` maps a column to the field that it fills, where the two
    differ. `constants` are fields with the same value in every row. `skip` are columns that say something to the reader
    of the file only.
    """

    file: str
    model: type[models.Model]
    key: tuple[str, ...]
    links: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)
    renames: dict = field(default_factory=dict)
    constants: dict = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    computed: dict = field(default_factory=dict)
    order: int = 0


@dataclass(frozen=True)
class Fault:
    file: str
    line: int
    field: str
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line} {self.field}: {self.reason}"


class ReferenceError(Exception):
    """The files have faults; nothing was written."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


tables: list[Table] = []
after_loading = []
