"""The two kinds of files, side by side."""

from types import ModuleType
from typing import NamedTuple

from members.imports import member_columns, member_records, member_rows, post_columns, post_records, post_rows
from members.imports.columns import Column
from members.models import Import
from wpsnet import exports


class Kind(NamedTuple):
    columns: list[Column]
    rows: ModuleType  # what is there, and what is wrong
    records: ModuleType  # writing, and taking it back


KINDS = {
    Import.Kind.MEMBERS: Kind(member_columns.COLUMNS, member_rows, member_records),
    Import.Kind.APPOINTMENTS: Kind(post_columns.COLUMNS, post_rows, post_records),
}


def export_columns(kind):
    """The columns of KIND for a download in just the form in which a file is read."""
    return [exports.Column(column.name, column.meaning, column.text_of) for column in KINDS[kind].columns]
