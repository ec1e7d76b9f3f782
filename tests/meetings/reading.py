"""What tests of the reader share: the names of the real data without a database, and .docx files as they come."""

import csv
import io
import zipfile
from functools import cache
from pathlib import Path

from django.conf import settings

from meetings.reader.names import LANGUAGES, Name, Names
from meetings.reader.read import read
from meetings.reader.structure import blocks_of

SUMMARIES = Path(__file__).parent / "summaries"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def names():
    return Names(name for file in ("countries", "organisations") for name in names_of(file))


def names_of(file):
    with (settings.BASE_DIR / "data" / f"{file}.csv").open(newline="") as rows:
        for row in csv.DictReader(rows):
            columns = [
                (code, f"{field}_{code.replace('-', '_')}") for code in LANGUAGES for field in ("name", "formal")
            ]
            told = tuple((code, row[column]) for code, column in columns if row.get(column))
            slug = row.get("iso3") or row["slug"]
            yield Name(slug, row.get("kind", "state"), row.get("iso2", ""), told, row.get("acronym", ""))


def read_text(text):
    return read(blocks_of(text.splitlines()), names())


def docx(document, **parts):
    """A .docx with the body DOCUMENT and other PARTS, as Word's XML."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{document}</w:body></w:document>')
        for name, body in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{body}</w:{name}>')
    return content.getvalue()


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def in_list(text, level):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"""
