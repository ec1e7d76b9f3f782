"""The text of a file that was sent as a summary, as blocks for the reader: .docx, .pdf or plain text in any encoding."""

import codecs
import re
from dataclasses import dataclass, field
from itertools import pairwise

from meetings.reader.languages import language_of, latin_shares, shares
from meetings.reader.structure import blocks_of
from wpsnet import docx_text, pdf_text, symbols

MOST_PAGES = 80  # the longest summaries have twenty
LONGEST = 400_000  # signs
# By what such files are written where Unicode is not: tried in turn, the one in which most is a language wins.
CODE_PAGES = ["cp1252", "cp1251", "cp1256", "gb18030"]
SAMPLE = 20_000


@dataclass
class Extract:
    """`end` is a state of meetings.models.Summary or empty; `remarks` are [(code, words)]."""

    blocks: list = field(default_factory=list)
    end: str = ""
    remarks: list = field(default_factory=list)


def extract(content, content_type):
    """The Extract of the bytes CONTENT. Raises wpsnet.pdf_text.ReaderDied."""
    if content_type == "application/pdf":
        return of_pdf(content)
    if content_type.endswith("wordprocessingml.document"):
        return of_docx(content)
    return of_text(content)


def of_pdf(content):
    reading = pdf_text.read(content, most_pages=MOST_PAGES, spaced=True)
    if reading.end in ("encrypted", "damaged"):
        return Extract(end=reading.end)
    lines = [line for page in reading.pages for line in [*page.split("\n"), ""]]
    if not any(sign.isalnum() for line in lines for sign in line):
        return Extract(end="no_text")
    if language_of("\n".join(lines))[0] == "ar":
        lines = [unturned(line) for line in lines]
    remarks = [("cut", f"{MOST_PAGES}/{reading.count}")] if (reading.count or 0) > MOST_PAGES else []
    return shortened(blocks_of(lines), remarks)


def of_docx(content):
    reading = docx_text.read(content)
    if reading.end == "damaged":
        return Extract(end="damaged")
    return shortened(reading.paragraphs, [("cut", "")] if reading.end == "too_long" else [])


def of_text(content):
    text, remarks = decoded(content)
    return shortened(blocks_of(text.splitlines()), remarks)


def shortened(blocks, remarks):
    """Not more than LONGEST signs of BLOCKS."""
    length, kept = 0, []
    for block in blocks:
        length += len(block if isinstance(block, str) else block[0])
        if length > LONGEST:
            remarks = [*remarks, ("cut", "")]
            break
        kept.append(block)
    return Extract(kept, "" if kept else "no_text", remarks)


def decoded(content):
    """(text, remarks): in Unicode, or in the code page in which most of it is a language."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        guessed = {page: content.decode(page, errors="replace") for page in CODE_PAGES}
        best = max(guessed, key=lambda page: likeness(guessed[page][:SAMPLE]))
        return guessed[best], [("encoding", best)]


def likeness(text):
    """How much TEXT looks like something that was written: one script, with the small words of a language."""
    found = shares(text)
    broken = sum(sign == "\ufffd" or "\x80" <= sign <= "\x9f" for sign in text)
    words = 0.5 if latin_shares(text) else 0
    return max(found.values(), default=0) + words - 20 * broken / max(len(text), 1) - odd(text)


def odd(text):
    """Capitals in the middle of words and signs of rare use: what a wrong code page gives."""
    inner = sum(before.islower() and after.isupper() for before, after in pairwise(text))
    return 5 * inner / max(len(text), 1)


# --- Arabic in PDF ----------------------------------------------------------------------------------------------------

TURN = str.maketrans("()[]«»", ")(][»«")
POINT_BEFORE_NUMBER = re.compile(r"(?<!\S)([.،؛:])(\d[\d/.-]*\d|\d)(?=\s|$)")
TURNED_TOKEN = re.compile(r"(?<![A-Za-z0-9/])[./\d()-][A-Za-z0-9/.()-]*[A-Za-z](?![A-Za-z0-9/])")
RUNS = re.compile(r"[A-Za-z]+|[^A-Za-z]+")


def unturned(line):
    """An Arabic LINE as it is read aloud. PDFium leaves brackets as they look, and puts the parts of a symbol backwards."""
    if line.find(")") >= 0 and line.find(")") < (line + "(").find("("):
        line = line.translate(TURN)
    line = POINT_BEFORE_NUMBER.sub(r"\2\1", line)
    return TURNED_TOKEN.sub(lambda found: turned_symbol(found[0]), line)


def turned_symbol(token):
    """TOKEN with its runs of letters and of other signs the other way round, if a symbol comes out."""
    other = "".join(reversed(RUNS.findall(token)))
    found = list(symbols.find(other))
    return other if len(found) == 1 and found[0].end - found[0].start == len(other) else token
