"""The letter of transmittal: its date, its place in the work of the Assembly and the Council, who signed it."""

import re

from meetings.reader.dates import dates_of
from meetings.reader.normal import fold
from meetings.reader.person_names import person_in, without_title
from meetings.reader.proposals import GUESS, LIKELY, SURE
from meetings.reader.structure import ANNEX, HEADING, LETTER, MASTHEAD, SENTENCE_END
from wpsnet import symbols

AT_THE_TOP = 6  # paragraphs in which the document's own symbol stands


def letter(text):
    """One proposal with all that the letter says, and one for each signatory."""
    head = text.kinds(MASTHEAD)
    title = next((one for one in head if text.words.letter.search(fold(one.text))), None)
    said = {"kind": "letter" if title else "summary"}
    said |= places(text, [*head, *text.kinds(LETTER)])
    if title and (dates := [date for date in dates_of(title.text, text.language) if len(date.edtf) > len("2017-10")]):
        said["date"] = dates[0].edtf
    if own := own_symbol(text):
        said["symbols"] = own
    signed = list(signatories(text))
    if title or own or len(said) > 1:
        where = title or (head or text.paragraphs)[0]
        yield text.proposal("letter", said, where, SURE if "date" in said else LIKELY)
    for name, function, member, paragraph in signed:
        who = {"name": name, "function": function, "member": member}
        yield text.proposal("signatory", who, paragraph, SURE if member else LIKELY)


def places(text, paragraphs):
    """Session, agenda item and year of the Council, from the head of the document or the last words of the letter."""
    found, words = {}, text.words
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        for key, pattern in (("session", words.session), ("council_year", words.council_year), ("item", words.item)):
            if key not in found and len(folded) < 400 and (match := pattern.search(folded)):
                value = match["n"] if key == "item" else words.ordinal(match["n"])
                if value and not (key == "council_year" and is_a_calendar_year(value)):
                    found[key] = str(value).strip() if key == "item" else value
    return found


def is_a_calendar_year(value):
    return value > 200


def own_symbol(text):
    """The symbol at the top of the document: of what stands in its head, the first that is joint or stands alone."""
    for paragraph in text.paragraphs[:AT_THE_TOP]:
        found = list(symbols.find(paragraph.text))
        if found and len(paragraph.text) < 60 and paragraph.kind in (MASTHEAD, HEADING):
            return "-".join(half for one in found for half in one.halves)
    return ""


def signatories(text):
    """(name, function, slug of the state or None, paragraph), in the order of the letter."""
    lines = text.kinds(LETTER) or text.paragraphs  # a letter without an annex is the summary itself
    marks = [at for at, line in enumerate(lines) if text.words.signed.search(fold(line.text))]
    after = not marks or not any(
        text.words.permanent.search(fold(line.text)) for line in lines[max(0, marks[0] - 3) : marks[0]]
    )
    for at, mark in enumerate(marks):
        line = lines[mark]
        own = text.words.signed.sub(" ", fold(line.text))
        name, rest = split_name(text, line.text, own)
        following = marks[at + 1] if at + 1 < len(marks) else len(lines)
        before = marks[at - 1] + 1 if at else max(0, mark - 3)
        around = lines[mark + 1 : min(following, mark + 4)] if after else lines[before:mark]
        around = [one.text for one in around if len(one.text) < 160 and not SENTENCE_END.search(one.text)]
        function = ", ".join(filter(None, [rest, *around]))
        states = [hit.slug for hit in text.hits(function) if hit.kind == "state"]
        if name:
            yield name, function, states[0] if states else None, line


def split_name(text, line, folded):
    """(the name, what follows it in the same line) of a line with (Signed)."""
    mark = text.words.signed.search(fold(line))
    rest = f"{line[: mark.start()]} {line[mark.end() :]}".strip(" *:,")
    found = person_in(rest, text)
    if found and text.language not in ("ar", "zh-hans"):
        return found.name, rest[found.end :].strip(" ,")
    name = re.split(r"[,،，\n]", without_title(rest, text))[0].strip()
    return name, rest.partition(name)[2].strip(" ,،，")


def mentioned(text):
    """Every symbol in the text, joint ones with both halves."""
    seen = set()
    for paragraph in text.paragraphs:
        for found in symbols.find(paragraph.text):
            if found.symbol in seen:
                continue
            seen.add(found.symbol)
            right = symbols.years_agree(found.symbol)
            said = {"symbol": found.symbol, "halves": list(found.halves)}
            yield text.proposal("symbol", said, paragraph, SURE if right else GUESS)


def dates(text):
    """Every date with a day or a month, once for each paragraph."""
    for paragraph in text.paragraphs:
        seen = set()
        for date in dates_of(paragraph.text, text.language):
            if date.edtf not in seen:
                seen.add(date.edtf)
                quote = paragraph.text[max(0, date.start - 90) : date.end + 60]
                confidence = LIKELY if paragraph.kind == ANNEX else SURE
                yield text.proposal("date", {"date": date.edtf}, paragraph, confidence, quote)
