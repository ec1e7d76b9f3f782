"""From the bytes of a file to a header and rows of texts. Nothing is guessed: what is not certain is refused by name."""

import codecs
import csv
import datetime as dt
import io
import re
from dataclasses import dataclass

from members.imports.faults import Fault, Unreadable

MOST_ROWS, MOST_COLUMNS = 20_000, 60
LONGEST_CELL = 1000  # signs that are kept; every column takes fewer
SEPARATORS = ",;\t|"
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NOT_FOR_A_DATABASE = re.compile("[\0\ud800-\udfff]")
BLANKS = " \u00a0"


@dataclass
class Table:
    """`rows` are (line, cells), all as long as the header unless the file has it otherwise; empty ones are counted."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    empty: int = 0


def read(data, columns):
    """The Table in DATA, a file's bytes. COLUMNS are those that it may have; raises Unreadable with all that is wrong."""
    if data.startswith(OLD_EXCEL):
        raise Unreadable(Fault("old_excel"))
    lines = of_workbook(data) if data.startswith(ZIP) else of_text(decoded(data), columns)
    header = [name_of(cell) for cell in next(lines, (1, []))[1]]
    while header and not header[-1]:
        header.pop()
    check_header(header, columns)
    table = Table(header, [])
    for line, cells in lines:
        if not any(cells):
            table.empty += 1
            continue
        if len(table.rows) == MOST_ROWS:
            raise Unreadable(Fault("too_many_rows", most=MOST_ROWS))
        table.rows.append((line, cells[: max(len(header), last_full(cells))]))
    if not table.rows:
        raise Unreadable(Fault("empty"))
    return table


def name_of(cell):
    return re.sub(r"[\s-]+", "_", cell.strip().lower())


def last_full(cells):
    """How many cells there are, without the empty ones at the end."""
    return max((at for at, cell in enumerate(cells, 1) if cell not in (None, "")), default=0)


def check_header(header, columns):
    known, required = [column.name for column in columns], [column.name for column in columns if column.required]
    if len(header) > MOST_COLUMNS:
        raise Unreadable(Fault("too_many_columns", most=MOST_COLUMNS))
    if not set(header) & set(known):
        raise Unreadable(Fault("no_columns", columns=", ".join(required)))
    faults = [Fault("missing_column", column=name) for name in required if name not in header]
    faults += [Fault("unknown_column", column=name or "?") for name in header if name not in known]
    faults += [Fault("double_column", column=name) for name in dict.fromkeys(header) if header.count(name) > 1]
    if faults:
        raise Unreadable(*faults)


# --- Text ---------------------------------------------------------------------------------------------------------------


def decoded(data):
    """DATA as UTF-8, or as UTF-16 where it says so itself; another encoding is refused with the line where it shows."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="ignore")
        raise Unreadable(Fault("encoding", line=before.count("\n") + 1)) from error
    if "\0" in text:
        raise Unreadable(Fault("binary", line=text[: text.index("\0")].count("\n") + 1))
    return text


def of_text(text, columns):
    first, _newline, rest = text.partition("\n")
    hint = re.fullmatch(r'"?sep=(.)"?\r?', first, re.IGNORECASE)  # Excel writes and reads such a line
    if hint:
        yield from split(rest, hint[1], columns, skipped=1)
    else:
        yield from split(text, separator_of(first, columns), columns)


def separator_of(first, columns):
    """The separator with which the FIRST line names the most columns."""
    known = {column.name for column in columns}
    return max(SEPARATORS, key=lambda sign: len(known & {name_of(cell.strip('\r" ')) for cell in first.split(sign)}))


def split(text, separator, columns, skipped=0):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield line, [cell.strip(BLANKS)[:LONGEST_CELL] for cell in cells]
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(Fault("quotes", line=line)) from error


# --- XLSX ---------------------------------------------------------------------------------------------------------------


def of_workbook(data):
    """Rows of the first sheet. What the archive may hold was checked when it was sent (wpsnet.uploads)."""
    import openpyxl  # slow to import, and needed by few tasks

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        if not book.worksheets:
            raise Unreadable(Fault("no_sheet"))
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not to be believed
        width = 0
        for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [text_of(value) for value in values[: last_full(values)]]
            width = width or len(cells)
            yield line, cells + [""] * (width - len(cells))
    except Unreadable:
        raise
    except Exception as error:  # the library raises many unrelated classes
        raise Unreadable(Fault("not_xlsx")) from error


def text_of(value):
    """A cell of a spreadsheet as a CSV file would have it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float() | dt.date() | dt.time() | dt.timedelta():
            return NOT_FOR_A_DATABASE.sub("\x01", str(value).strip(BLANKS)[:LONGEST_CELL])
    return "=…"  # the formula of several cells
