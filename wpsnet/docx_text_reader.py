"""The text of one .docx: the file comes in at stdin, a line of JSON for each paragraph goes out at stdout, and one for the end.
Run by wpsnet.docx_text, as a process of its own; it imports nothing of ours and no Django.

Word keeps the numbers of lists apart from the text: they are counted here, as Word would show them.
"""

import io
import json
import re
import resource
import sys
import zipfile
from contextlib import suppress
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_PART, MOST_PARAGRAPHS = 60_000_000, 20_000
HAN = "零一二三四五六七八九"
ABJAD, ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def main(cpu_seconds, memory, output):
    limit(int(cpu_seconds), int(memory), int(output))
    say({"end": read(sys.stdin.buffer.read())})


def limit(cpu_seconds, memory, output):
    for what, most in [
        (resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1)),
        (resource.RLIMIT_AS, (memory, memory)),
        (resource.RLIMIT_FSIZE, (output, output)),
        (resource.RLIMIT_CORE, (0, 0)),
    ]:
        with suppress(ValueError, OSError):  # macOS knows no limit of the address space
            resource.setrlimit(what, most)


def read(data):
    """Say every paragraph of DATA, footnotes behind the paragraph that refers to them; returns how it ended."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body, numbers = part(archive, "document"), Numbers(part(archive, "numbering"))
            headings, notes = headings_of(part(archive, "styles")), notes_of(part(archive, "footnotes"))
    except (zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError, EOFError):
        return "damaged"
    if body is None:
        return "damaged"
    for at, paragraph in enumerate(body.iter(f"{W}p")):
        if at >= MOST_PARAGRAPHS:
            return "too_long"
        say_paragraph(paragraph, numbers, headings, notes)
    return "read"


def part(archive, name):
    """The root of a part of the document, or None where it has none. Raises ValueError for what could swell or refer."""
    path = f"word/{name}.xml"
    if path not in archive.namelist():
        return None
    if archive.getinfo(path).file_size > LONGEST_PART:
        raise ValueError
    text = archive.read(path)
    if b"<!ENTITY" in text or b"<!DOCTYPE" in text:
        raise ValueError
    return ElementTree.fromstring(text)  # noqa: S314  without entities, in a process with limits


def say_paragraph(paragraph, numbers, headings, notes):
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
    label = numbers.next(paragraph, style)
    text = " ".join(text_of(paragraph).split(" "))
    if text.strip():
        say({"text": f"{label} {text}".strip(), "heading": style in headings})
    for reference in paragraph.iter(f"{W}footnoteReference"):
        if note := notes.get(reference.get(f"{W}id")):
            say({"text": note, "note": True})


def text_of(element):
    """What is shown of ELEMENT: not what tracked changes took away, nor a box that holds its text a second time."""
    pieces = []
    for child in element:
        if child.tag in (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText") or child.tag.endswith(
            "}Fallback"
        ):
            continue
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif child.tag != f"{W}p":
            pieces.append(text_of(child))
    return "".join(pieces)


def value_of(element):
    return element.get(f"{W}val") if element is not None else None


def headings_of(styles):
    """The styles that are headings, by name or by their level in the outline."""
    found = set()
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = (value_of(style.find(f"{W}name")) or "").lower()
        if re.match(r"heading|title$|_ ?h_", name) or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            found.add(style.get(f"{W}styleId"))
    return found


def notes_of(footnotes):
    if footnotes is None:
        return {}
    return {
        note.get(f"{W}id"): " ".join(text_of(paragraph) for paragraph in note.iter(f"{W}p")).strip()
        for note in footnotes.iter(f"{W}footnote")
    }


class Numbers:
    """The lists of the document, counted as the paragraphs come."""

    def __init__(self, numbering):
        self.levels, self.counts, self.of_style = {}, {}, {}
        if numbering is None:
            return
        abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        for number in numbering.iter(f"{W}num"):
            of = abstract.get(value_of(number.find(f"{W}abstractNumId")))
            for level in of.iter(f"{W}lvl") if of is not None else ():
                key = number.get(f"{W}numId"), int(level.get(f"{W}ilvl"))
                start = value_of(level.find(f"{W}start")) or "1"
                kind, text = value_of(level.find(f"{W}numFmt")), value_of(level.find(f"{W}lvlText")) or ""
                self.levels[key] = int(start) if start.isdigit() else 1, kind, text
                if style := value_of(level.find(f"{W}pStyle")):
                    self.of_style.setdefault(style, key)

    def next(self, paragraph, style):
        """What Word shows before PARAGRAPH: “(a)”, “12.”; nothing where it is in no list."""
        number = value_of(paragraph.find(f"{W}pPr/{W}numPr/{W}numId"))
        depth = value_of(paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        key = (number, int(depth or 0)) if number else self.of_style.get(style)
        if key not in self.levels:
            return ""
        counts = self.counts.setdefault(key[0], {})
        start, _kind, text = self.levels[key]
        counts[key[1]] = counts.get(key[1], start - 1) + 1
        for deeper in [level for level in counts if level > key[1]]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self.shown(key[0], int(found[1]) - 1, counts), text)

    def shown(self, number, depth, counts):
        start, kind, _text = self.levels.get((number, depth), (1, "decimal", ""))
        return written(counts.get(depth, start), kind)


def written(count, kind):
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        return roman(count) if kind == "lowerRoman" else roman(count).upper()
    if kind in (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    ):
        tens, ones = divmod(count, 10)
        return (HAN[tens] if tens > 1 else "") + ("十" if tens else "") + (HAN[ones] if ones else "")
    alphabet = {
        "arabicAbjad": ABJAD,
        "arabicAlpha": ARABIC,
        "russianLower": RUSSIAN,
        "russianUpper": RUSSIAN.upper(),
    }.get(kind)
    return alphabet[(count - 1) % len(alphabet)] if alphabet else "" if kind in ("bullet", "none") else str(count)


def roman(count):
    signs = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    text = ""
    for value, sign in signs:
        text, count = text + sign * (count // value), count % value
    return text


def say(told):
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
