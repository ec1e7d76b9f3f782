"""The action points of a final summary become records, to be reported on until the next meeting."""

import re

from django.db.models import Max

from meetings.chair_text import label
from meetings.models import ActionPoint, Paragraph
from wpsnet.languages import CODES, column
from wpsnet.models import Source

IN_LEDGER = re.compile(r"\([a-z]\)(\([ivx]+\))?")


def enter_action_points(summary):
    """Enter those of SUMMARY that the ledger does not know yet, and return their numbers. Who is responsible is said there."""
    meeting = summary.meeting
    kinds = [Paragraph.Kind.GROUP, Paragraph.Kind.ACTION]
    rows = [row for row in summary.paragraphs.filter(kind__in=kinds).order_by("position", "pk") if row.number]
    known = set(meeting.action_points.values_list("ref", flat=True))
    rows = [row for row in rows if row.number not in known and IN_LEDGER.fullmatch(row.number)]
    leading = {row.number[:3] for row in rows if row.number.count("(") == 2}
    last = meeting.action_points.aggregate(last=Max("order"))["last"] or 0
    source = source_of(summary)
    for order, row in enumerate(rows, last + 1):
        texts = {column("text", code): getattr(row, column("text", code)) for code in CODES}
        numbers = {column("number", code): whole_label(row.number, code) for code in CODES}
        facts = {"order": order, "ref": row.number, "heading": row.number in leading, "source": source}
        ActionPoint.objects.create(meeting=meeting, **facts, **numbers, **texts)
    return [row.number for row in rows]


def whole_label(number, language):
    """(a)(i) as LANGUAGE writes it; in the summary the (i) stands below its (a), in the ledger it stands alone."""
    above = label(number[:3], language) if number.count("(") == 2 else ""
    return above + label(number, language)


def source_of(summary):
    """The summary as a source: its symbol, or what it is the summary of."""
    title = f"Chair's summary, {summary.meeting.name_en}"
    return Source.objects.told(f"{title} ({summary.symbols})" if summary.symbols else title, "", "un_document")
