"""A logframe from a spreadsheet: one row an action, with its objective. Nothing is written before all rows are right."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from actionplans.models import Action, Plan
from members.imports import tables
from members.imports.columns import A_DATE, TEXT, Column, date, one_of, words
from members.imports.faults import Fault, Unreadable, sentence
from members.imports.rows import Row, read, rows_of
from members.models import ImportRow

__all__ = ["COLUMNS", "Preview", "Unreadable", "preview"]
MOST_ROWS = 1000


def column(name, meaning, example="", read=words, **options):
    return Column(name, meaning, example, lambda action: value_of(action, name), read, **options)


def value_of(action, name):
    match name:
        case "objective_number":
            return action.objective.number
        case "objective":
            return action.objective.words
        case "action_number":
            return action.number
        case "action":
            return action.words
    return getattr(action, name)


COLUMNS = [
    column("objective_number", _("number of the objective"), "1", required=True, most=20, allowed=TEXT),
    column("objective", _("objective"), "Women take part in all delegations", required=True, most=1000, allowed=TEXT),
    column("action_number", _("number of the action"), "1.1", required=True, most=20, allowed=TEXT),
    column("action", _("what is to be done"), "Name women to each delegation", required=True, most=1000, allowed=TEXT),
    column("lead", _("lead body"), "Ministry of Foreign Affairs", allowed=TEXT),
    column("lead_type", _("type of lead body"), "foreign_affairs", one_of(Plan.LeadType), codes=Plan.LeadType.choices),
    column("due", _("due"), "2028", date, most=40, allowed=A_DATE),
    column("indicator", _("indicator"), "Share of women in delegations", most=300, allowed=TEXT),
    column("unit", _("unit"), "per cent", most=60, allowed=TEXT),
    column("baseline", _("baseline"), "12", most=100, allowed=TEXT),
    column("target", _("target"), "40", most=100, allowed=TEXT),
]


@dataclass
class Told:
    line: int
    state: str
    lines: list[str]


def in_words(row):
    if row.faults:
        return [f"{column}: {sentence(fault.code, fault.named)}" for column, fault in row.faults]
    return [f"{name}: {old} → {new}" if old else f"{name}: {new}" for name, old, new in row.changes]


@dataclass
class Preview:
    """The rows of a file: each a Row with its state and its changes."""

    rows: list[Row] = field(default_factory=list)

    @property
    def told(self):
        """Each row in words: its line, its state, and what changes or is wrong."""
        return [Told(row.line, str(ImportRow.State(row.state).label), in_words(row)) for row in self.rows]

    @property
    def is_sound(self):
        return bool(self.rows) and not any(row.faults for row in self.rows)

    @property
    def values(self) -> list[dict[str, Any]]:
        """What is written if the preview is applied."""
        return [{one.name: row.values.get(one.name, "") for one in COLUMNS} for row in self.rows]


def preview(plan, data):
    """The Preview of DATA, the bytes of a CSV or XLSX file, for PLAN. Raises Unreadable with all that is wrong with the file."""
    table = tables.read(data, COLUMNS)
    if len(table.rows) > MOST_ROWS:
        raise Unreadable(Fault("too_many_rows", most=MOST_ROWS))
    known = {
        (action.objective.number, action.number): action
        for action in Action.objects.filter(objective__plan=plan).select_related("objective")
    }
    found, objectives = Preview(list(rows_of(table))), {}
    seen = {}
    for row in found.rows:
        read(row, COLUMNS, known)
        key = (row.says("objective_number"), row.says("action_number"))
        if None in key:
            continue
        if (earlier := seen.setdefault(key, row)) is not row:
            row.blame("action_number", "double", line=earlier.line)
        first = objectives.setdefault(key[0], row)
        if first.says("objective") != row.says("objective"):
            row.blame("objective", "double", line=first.line)
        judge(row, known.get(key))
    return found


def judge(row, action):
    """Compare ROW with the ACTION that has its numbers, or None."""
    row.record = action
    for one in COLUMNS:
        new, old = row.values.get(one.name, ""), one.of(action) if action else ""
        if new != old:
            row.changes.append([one.name, str(old), str(new)])
