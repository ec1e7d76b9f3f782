"""Rows to files: CSV and XLSX that no spreadsheet executes, JSON, and an Atom feed."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MOST_FEED_ENTRIES = 100


@dataclass(frozen=True)
class Column:
    """One field of a download: its name in the file, what it means, how it is read from a row, and its codes, if any."""

    name: str
    label: Any
    value: Callable[[Any], Any]
    codes: Any = ()  # pairs of a code and its meaning, as the choices of a field


@dataclass(frozen=True)
class Listed:
    """What a page lists, before any row is asked for: its columns, and its FilterSet or, where it has none, its rows."""

    name: str
    columns: list
    filterset: Any = None
    rows: Any = None


def text_of(value):
    """VALUE as text that a spreadsheet takes for text: a leading sign that begins a formula is put behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, dt.date | int | float) and not isinstance(value, bool):
        return str(value)
    text = str(value).replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


class _Echo:
    """A file that gives back what is written to it, so that the csv module can stream."""

    def write(self, line):
        return line


def _each(rows):
    """ROWS one by one: a QuerySet two hundred at a time, so that memory stays flat, or a plain list."""
    return rows.iterator(chunk_size=200) if hasattr(rows, "iterator") else rows


def as_csv(request, rows, columns, name):
    writer = csv.writer(_Echo())

    def lines():
        yield "\ufeff"  # so that a spreadsheet reads UTF-8
        yield writer.writerow([column.name for column in columns])
        for row in _each(rows):
            yield writer.writerow([text_of(column.value(row)) for column in columns])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=_attachment(name, "csv"))


def as_xlsx(request, rows, columns, name):
    from openpyxl import Workbook  # slow to import, and needed by few requests
    from openpyxl.cell import WriteOnlyCell

    def cell(value):
        written = WriteOnlyCell(sheet, value=text_of(value))
        written.data_type = "s"  # never "f": a text is a text, whatever it begins with
        return written

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(name[:31])
    sheet.append([column.name for column in columns])
    for row in _each(rows):
        sheet.append([cell(column.value(row)) for column in columns])
    response = HttpResponse(
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers=_attachment(name, "xlsx"),
    )
    workbook.save(response)
    return response


def as_json(request, rows, columns, name):
    return JsonResponse(
        {
            "list": name,
            "language": get_language(),
            "generated_at": timezone.now().isoformat(timespec="seconds"),
            "fields": {column.name: str(column.label) for column in columns},
            "rows": [{column.name: column.value(row) for column in columns} for row in _each(rows)],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def as_atom(request, rows, columns, name):
    """RFC 4287. An entry's title is the row in words, its content the columns."""
    here = settings.SITE_URL + request.get_full_path()
    now = timezone.now().isoformat(timespec="seconds")
    entries = "".join(_entry(row, columns, now) for row in rows[:MOST_FEED_ENTRIES])
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{get_language()}"><title>{escape(name)}</title>'
        f'<id>{escape(here)}</id><link rel="self" href={json.dumps(escape(here))}/><updated>{now}</updated>'
        f"<author><name>{escape(_('Women, Peace and Security Focal Points Network'))}</name></author>{entries}</feed>"
    )
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


def _entry(row, columns, updated):
    address = escape(settings.SITE_URL + row.get_absolute_url())
    words = [f"{column.label}: {column.value(row)}" for column in columns if column.value(row) not in (None, "")]
    title, content = escape(str(columns[0].value(row))), escape("\n".join(words))
    return (
        f"<entry><title>{title}</title><id>{address}</id><link href={json.dumps(address)}/>"
        f"<updated>{updated}</updated><content>{content}</content></entry>"
    )


def _attachment(name, extension):
    day = timezone.localdate().isoformat()
    return {"Content-Disposition": f'attachment; filename="wps-{name}-{day}.{extension}"'}


FILES = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}  # of lists that only some may see: nobody follows those
FORMATS = {**FILES, "atom": as_atom}


def answer(request, format, rows, columns, name, formats=FORMATS):
    """ROWS in FORMAT; raises Http404 for one that is not among FORMATS."""
    if hasattr(request, "door"):  # who asks is a program of ours, which wants the list itself
        return request.door(Listed(name, columns, rows=rows))
    if format not in formats:
        raise Http404(_("This list cannot be had as “%(format)s”.") % {"format": format})
    return formats[format](request, rows, columns, name)
