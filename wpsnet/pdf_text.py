"""The text of a PDF, page by page, through one door. The file is opened by a process of its own (wpsnet/pdf_text_reader.py),
which knows no secret and is ended when it takes too much: a file from outside may be made to break whatever opens it."""

import json
import re
import signal
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from wpsnet.pdf import environment

READER = Path(__file__).with_name("pdf_text_reader.py")
MOST_PAGES = 2_000
CPU_SECONDS, WALL_SECONDS = 45, 60
MEMORY = 768 * 1024 * 1024  # of address space
OUTPUT = 128 * 1024 * 1024  # written by the reader; JSON may write a sign with six
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SOFT_HYPHEN = re.compile(r"[\x02\xad\ufffe]\n?")  # PDFium puts one of these where a word is parted at the end of a line
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LIGATURES = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")  # ﬁ, and Arabic letters in their joined shapes


class ReaderDied(Exception):
    """The reader ended without a word on how: another try may end otherwise."""


@dataclass
class Reading:
    """What came of a file. `end` is read, encrypted, damaged or too_long; pages that were read before are there."""

    end: str = ""
    count: int | None = None  # of the file; `pages` may hold fewer
    pages: list[str] = field(default_factory=list)


def read(content, *, most_pages=MOST_PAGES, spaced=False):
    """The Reading of the PDF in the bytes CONTENT. Raises ReaderDied.

    SPACED: with an empty line between paragraphs, as far as the page shows where they begin.
    """
    limits = [*map(str, (CPU_SECONDS, MEMORY, OUTPUT, most_pages)), "spaced" if spaced else ""]
    return heard_from(READER, limits, content, heard)


def heard_from(reader, limits, content, heard):
    """What HEARD makes of the lines that the script READER, given LIMITS, says of CONTENT. Raises ReaderDied."""
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(reader), *limits],
                input=content,
                stdout=said,
                stderr=subprocess.PIPE,
                cwd="/",
                env=environment(),
                timeout=WALL_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise ReaderDied(f"It took more than {WALL_SECONDS} seconds.") from None
        said.seek(0)
        reading = heard(said)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ):
        reading.end = "too_long"
    if not reading.end:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise ReaderDied(f"{words[-1] if words else 'It said nothing.'} ({done.returncode})")
    return reading


def heard(lines):
    """The Reading that the reader's LINES tell. The last one may be torn."""
    reading = Reading()
    for line in lines:
        if not line.endswith(b"\n"):
            break
        told = json.loads(line)
        reading.end = told.get("end", reading.end)
        reading.count = told.get("count", reading.count)
        if "text" in told:
            reading.pages.append(tidy(told["text"]))
    return reading


def tidy(text):
    """TEXT of a page with plain line ends, words put together again, and nothing that a database or page cannot hold."""
    joined = SOFT_HYPHEN.sub("", LINE_END.sub("\n", text))
    spelled = LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), joined)
    return unicodedata.normalize("NFC", UNSEEN.sub("", spelled)).strip()
