"""What a column of a file may hold: how a cell is read, how a record's value is written, and how it is explained."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.imports.faults import TURNS_TEXT, Fault
from wpsnet import dates, mail

FORMULA = ("=", "+", "-", "@", "\t", "\r")
EXCEL_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
PHONE = re.compile(r"\+?[\d ()./-]{3,}(?: ?(?:ext|x)\.? ?\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST_YEAR, LAST_YEAR = 1945, 2100
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Column:
    """`read` makes a value of a cell that is not empty, or raises Fault; `of` takes the value from a record. A column
    that `keeps` leaves the record as it is where the cell is empty; elsewhere an empty cell empties the field."""

    name: str
    meaning: Any
    example: str
    of: Callable[[Any], Any]
    read: Callable[[str, Any], Any]
    field: str = ""  # of the model; the same as the name where it is empty
    required: bool = False
    keeps: bool = False
    empty: Any = ""
    most: int = 200
    show: Callable[[Any], str] = str
    allowed: Any = ""  # in words
    codes: Any = ()  # or (code, what it means)

    def value(self, cell, known):
        """What CELL says. None where it says nothing and the column keeps what is there."""
        text = plain(cell, self)
        if not text:
            if self.required:
                raise Fault("missing")
            return None if self.keeps else self.empty
        return self.read(text, known)

    def text_of(self, record):
        value = self.of(record)
        return "" if value is None else self.show(value)

    def words(self, value):
        return "" if value is None else self.show(value)


def plain(cell, column):
    """CELL as text that neither a person nor a spreadsheet takes for something else.

    An apostrophe before a sign that begins a formula marks text: our own downloads write it, and spreadsheets hide it.
    """
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in cell):
        raise Fault("control", text=cell)
    if TURNS_TEXT.search(cell):
        raise Fault("turns_text", text=cell)
    if cell in EXCEL_ERRORS:
        raise Fault("excel_error", text=cell)
    text = unmarked(cell)
    marked = text != cell
    if text.startswith(FORMULA) and not marked and not (column.read is phone and PHONE.fullmatch(text)):
        raise Fault("formula", text=cell)
    if len(text) > column.most:
        raise Fault("too_long", count=len(text), most=column.most)
    return text


def unmarked(cell):
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


# --- How cells are read -------------------------------------------------------------------------------------------------


def words(cell, _known):
    return cell


def one_of(choices):
    """A code of CHOICES, in capitals or not."""

    def read(cell, _known):
        code = re.sub(r"[\s-]+", "_", cell.lower())
        if code not in choices.values:
            raise Fault("unknown", text=cell, allowed=", ".join(choices.values))
        return code

    return read


def several_of(codes):
    """Several of CODES, with spaces, commas or semicolons between them."""

    def read(cell, _known):
        found = list(dict.fromkeys(re.split(r"[\s,;]+", cell.lower().strip(" ,;"))))
        for code in found:
            if code not in codes:
                raise Fault("unknown", text=code, allowed=", ".join(codes))
        return found

    return read


def language(codes):
    def read(cell, _known):
        if cell.lower() not in codes:
            raise Fault("unknown", text=cell, allowed=", ".join(codes))
        return cell.lower()

    return read


def yes_or_no(cell, _known):
    if cell.lower() not in (YES, NO):
        raise Fault("not_yes_or_no", text=cell)
    return cell.lower() == YES


def show_yes_or_no(value):
    return YES if value else NO


def day(cell, _known):
    """A day of the calendar, and one that can be meant: 0205-01-01 is a slip of the hand."""
    try:
        found = dt.date.fromisoformat(cell) if DAY.fullmatch(cell) else None
    except ValueError:
        found = None
    if not found or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Fault("bad_day", text=cell)
    return found


def date(cell, _known):
    """A date that may be a year or uncertain (EDTF)."""
    try:
        first, last = dates.bounds(cell)
    except ValidationError as error:
        raise Fault("bad_date", text=cell) from error
    if any(known and not FIRST_YEAR <= known.year <= LAST_YEAR for known in (first, last)):
        raise Fault("bad_date", text=cell)
    return cell


def email(cell, _known):
    address = cell.lower()
    if address.count("@") > 1 and re.search(r"[\s,;/]", address):
        raise Fault("several_addresses", text=cell)
    try:
        mail.check_address(address)
    except ValidationError as error:
        raise Fault("bad_address", text=cell) from error
    return address


def phone(cell, _known):
    if not PHONE.fullmatch(cell):
        raise Fault("bad_phone", text=cell)
    return cell


# --- How columns are explained ------------------------------------------------------------------------------------------

TEXT = _("text in one line")
A_DAY = _("a day: 2026-09-21")
A_DATE = _("2017, 2017-09, 2017-09-21, or 2017? if it is uncertain")
YES_OR_NO = [(YES, _("yes")), (NO, _("no"))]
