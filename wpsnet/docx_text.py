"""The text of a .docx, paragraph by paragraph: read by a process of its own, with the limits of wpsnet.pdf_text."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from wpsnet import pdf_text

READER = Path(__file__).with_name("docx_text_reader.py")


@dataclass
class Reading:
    """What came of a file. `end` is read, damaged or too_long; `paragraphs` are (text, "heading", "note" or "")."""

    end: str = ""
    paragraphs: list[tuple[str, str]] = field(default_factory=list)


def read(content):
    """The Reading of the .docx in the bytes CONTENT. Raises pdf_text.ReaderDied."""
    limits = map(str, (pdf_text.CPU_SECONDS, pdf_text.MEMORY, pdf_text.OUTPUT))
    return pdf_text.heard_from(READER, limits, content, heard)


def heard(lines):
    reading = Reading()
    for line in lines:
        if not line.endswith(b"\n"):
            break
        told = json.loads(line)
        reading.end = told.get("end", reading.end)
        if "text" in told:
            kind = "note" if told.get("note") else "heading" if told.get("heading") else ""
            reading.paragraphs.append((pdf_text.tidy(told["text"]), kind))
    return reading
