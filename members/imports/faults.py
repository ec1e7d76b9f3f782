"""Everything that can be wrong with a file or a row. A code and what its sentence names are stored; the sentence is made
when it is read, in the reader's language."""

import re
import unicodedata

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wpsnet.languages import direction

LONGEST_NAMED = 80  # signs of a cell that a sentence repeats
TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")  # a reader sees another order of signs than a program
FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"

OF_THE_FILE = {
    "empty": _("The file has no rows. Fill in the template below its first line."),
    "encoding": _(
        "Line %(line)s has a sign that is not UTF-8. Nothing was guessed. Open the file in your spreadsheet, choose "
        "“Save as”, then “CSV UTF-8” or XLSX, and send it again."
    ),
    "binary": _("Line %(line)s is not text. Send a CSV file in UTF-8, or an XLSX file."),
    "old_excel": _(
        "This is an old Excel file (XLS), or one with a password. Save it as XLSX without a password, and send it again."
    ),
    "not_xlsx": _("This file begins as XLSX does, but cannot be opened. Save it again in your spreadsheet."),
    "no_sheet": _("This file has no sheet with cells."),
    "quotes": _('In line %(line)s a cell begins with a quotation mark (") that is not closed, or is closed too early.'),
    "no_columns": _(
        "The first line must hold the names of the columns, with a comma, a semicolon, a tab or a bar (|) between them. "
        "None of the four gives the columns: %(columns)s."
    ),
    "missing_column": _("The column “%(column)s” is missing."),
    "unknown_column": _("The column “%(column)s” is not known. Delete it, or correct its name."),
    "double_column": _("The column “%(column)s” stands twice."),
    "too_many_rows": _("The file has more than %(most)s rows. Send it in parts."),
    "too_many_columns": _("The file has more than %(most)s columns. Delete those that the import does not know."),
    "too_slow": _("To read this file took too long. Send it in parts, or as CSV."),
    "broke": _("Something went wrong here, and not in your file. Nothing was changed. Please tell the secretariat."),
}
OF_AN_ACTION = {
    "changed_since": _(
        "Line %(line)s: the record has changed since this page was made. Read the file again and look at the rows."
    ),
    "refused": _("The portal has changed since this page was made. Read the file again and look at the rows."),
    "row_changed": _("Line %(line)s: somebody has changed the record since."),
    "row_gone": _("Line %(line)s: the record is not there any more."),
    "row_used": _("Line %(line)s: the record is used elsewhere by now."),
    "row_came": _("Line %(line)s: the person has signed in since."),
    "more": _("And %(count)s more."),
}
OF_A_ROW = {
    "missing": _("This must not be empty."),
    "too_long": _("This text has %(count)s signs; at most %(most)s are possible."),
    "control": _("There is an invisible control character in “%(text)s”. Type the text anew."),
    "turns_text": _("There is an invisible sign in “%(text)s” that turns the direction of the text. Type it anew."),
    "formula": _("“%(text)s” begins as a formula does. Write the value itself."),
    "excel_error": _("The spreadsheet shows an error here: %(text)s. Write the value itself."),
    "cells": _("This row has %(count)s cells, and the first line has %(wanted)s. Perhaps a quotation mark is missing."),
    "unknown": _("“%(text)s” is not known here. Possible are: %(allowed)s."),
    "unknown_member": _("No member has the code “%(text)s”."),
    "unknown_region": _("No region has the code “%(text)s”. Codes have three digits, as in the standard M49."),
    "unknown_source": _("No source has the key “%(text)s”."),
    "not_yes_or_no": _("“%(text)s” is neither “yes” nor “no”."),
    "bad_day": _("“%(text)s” is not a day. Write it as 2026-09-21."),
    "bad_date": _("“%(text)s” is not a date. Write 2017, 2017-09, 2017-09-21, or 2017? if it is uncertain."),
    "until_before_since": _("The end (%(until)s) is before the beginning (%(since)s)."),
    "several_addresses": _("“%(text)s” are several addresses. Write one, and a row for each person."),
    "bad_address": _("“%(text)s” is not an e-mail address."),
    "bad_phone": _("“%(text)s” is not a telephone number. Write it as +47 22 24 36 00."),
    "bad_code": _("“%(text)s” cannot be a code: small letters, digits and hyphens are possible, as in african-union."),
    "bad_state_code": _("“%(text)s” is not the code of a state: three capital letters, as in NAM."),
    "bad_iso2": _("“%(text)s” is not an ISO alpha-2 code: two capital letters, as in NA."),
    "bad_m49": _("“%(text)s” is not an M49 code: three digits, as in 516."),
    "not_in_region": _("“%(text)s” is no part of the region in this row."),
    "taken": _("“%(text)s” belongs to %(member)s."),
    "kind_stays": _("A state stays a state, and an organization an organization."),
    "states_only": _("Only a state has this."),
    "standing_missing": _("The portal knows since when this member belongs. Say as what: member or observer."),
    "overlaps": _("This period overlaps another one of the same member."),
    "double": _("Line %(line)s is about the same."),
    "two_names": _("In line %(line)s this address belongs to “%(name)s”. Two people cannot share one address."),
    "two_languages": _("In line %(line)s this person gets mails in another language."),
    "other_name": _(
        "In the portal this address belongs to “%(name)s”. Correct the address or the name; only the person changes the name."
    ),
    "other_language": _("This person has chosen “%(language)s”. Write that, or leave the cell empty."),
    "closed_account": _("The account of this person is closed."),
    "ask_administrator": _("Only an administrator can import this address."),
    "left": _("This member left the network: %(date)s. It can have no new appointment."),
    "holds_already": _("This person already holds this post, since %(since)s."),
    "focal_point_writes": _("A focal point always writes and publishes the entry: write “yes”."),
    "publishing_writes": _("Who publishes the entry must also be able to write it."),
    "her_choice": _("This person has chosen “%(chosen)s”. Only she can show more."),
}
SENTENCES = OF_THE_FILE | OF_AN_ACTION | OF_A_ROW


class Fault(Exception):
    """What is wrong with a cell, or with a row as a whole."""

    def __init__(self, code, **named):
        super().__init__(code)
        self.code = code
        self.named = {
            name: visible(value[:LONGEST_NAMED]) if isinstance(value, str) else value for name, value in named.items()
        }


class Unreadable(Exception):
    """What is wrong with a whole file: all that was found."""

    def __init__(self, *faults):
        super().__init__(*[fault.code for fault in faults])
        self.problems = [[fault.code, fault.named] for fault in faults]


def sentence(code, named):
    """What CODE means, in the reader's language."""
    if direction(get_language()) == "rtl":
        named = {name: f"{FIRST_STRONG_ISOLATE}{value}{END_OF_ISOLATE}" for name, value in named.items()}
    return str(SENTENCES[code]) % named


def visible(text):
    """TEXT with its invisible and dangerous signs written out, so that a page can show what a file holds."""
    return "".join(f"[U+{ord(sign):04X}]" if is_hidden(sign) else sign for sign in text)


def is_hidden(sign):
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or bool(TURNS_TEXT.match(sign))
