"""The action points: their two levels, who is responsible, by when; and what is wrong with their numbering."""

import re
from dataclasses import dataclass, field

from meetings.reader.dates import dates_of
from meetings.reader.labels import Levels, roman
from meetings.reader.normal import fold, sentences
from meetings.reader.proposals import GUESS, SURE
from meetings.reader.structure import BODY, HEADING, ITEM

MOST_TOP = 26
HAN_BEFORE = re.compile(r"(?:年?底|末)?(?:之|以)?前")


@dataclass
class Point:
    """A line of the list, with the number that it gets and the one that is printed."""

    paragraph: object
    depth: int
    value: int
    printed: str
    ref: str = ""
    is_heading: bool = False
    is_certain: bool = True
    faults: list = field(default_factory=list)


def points(text, reading):
    """A proposal for each point; what is wrong with the numbers goes to READING."""
    found = numbered(lines(text), reading)
    for point in found:
        words = point.paragraph.text.rstrip(" ;；。،؛,")
        said = {"ref": point.ref, "printed": point.printed, "heading": point.is_heading, "text": words}
        if not point.is_heading:
            said |= {"responsible": responsible(point.paragraph.text, text)} | due(point.paragraph.text, text)
        confidence = SURE if point.is_certain and not point.faults else GUESS
        yield text.proposal("point", said, point.paragraph, confidence)


def lines(text):
    """The paragraphs of the list: the items after the last heading or sentence that announces action points."""
    paragraphs = text.kinds(HEADING, BODY, ITEM)
    starts = [
        at
        for at, one in enumerate(paragraphs)
        if (one.kind == HEADING and announces(one.text, text))
        or (one.kind == BODY and announces_at_end(one.text, text))
    ]
    best = []
    for start in starts:
        taken = taken_from(paragraphs, start, text)
        if len(taken) >= max(2, len(best)):
            best = taken
    return best


def announces(words, text):
    return bool(text.words.points.search(fold(words)))


def announces_at_end(words, text):
    last = [words[start:end] for start, end in sentences(words)][-1:]
    return bool(last) and re.search(r"[:：]\s*$", last[0]) and announces(last[0], text)


def taken_from(paragraphs, start, text):
    """Items from START on, until a text without a number or a heading of another part begins."""
    taken, words_between = [], 0
    for one in paragraphs[start + 1 :]:
        if one.kind == BODY and not taken and announces_at_end(one.text, text):
            continue
        if (
            one.kind == ITEM
            or (one.kind == BODY and one.label and taken_numbers(taken, one))
            or (one.kind == HEADING and is_part_heading(one, paragraphs[start]))
        ):
            taken.append(one)
        elif one.kind == HEADING or words_between or taken:
            break
        else:
            words_between += 1
            if one.label and one.label.style == ".number":
                taken.append(one)
    while taken and taken[-1].kind == HEADING:
        taken.pop()
    return taken


def taken_numbers(taken, one):
    """Numbered paragraphs are points where the list is one of numbers."""
    return not taken or (taken[0].label is not None and taken[0].label.style == one.label.style)


def is_part_heading(one, first):
    return one.label is not None and one.label.style[1:] in (
        "upperlatin",
        "upperroman",
        "number",
        "han",
        "roman",
        "latin",
    )


# --- Numbers ----------------------------------------------------------------------------------------------------------


def numbered(paragraphs, reading):
    """PARAGRAPHS as Points with their numbers, (a) and (a)(i), whatever is printed."""
    found, levels, top, under = [], Levels(), 0, 0
    for at, one in enumerate(paragraphs):
        depth, value = levels.take(one.label)
        depth = min(depth, 1)
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        printed = one.label.printed if one.label else ""
        point = Point(one, depth, value, printed)
        expected = (top if depth == 0 else under) + 1
        check(point, expected, reading)
        if depth == 0:
            top, under = settled(value, expected), 0
        else:
            under = settled(value, expected)
        point.ref = ref_of(top, under if depth else 0)
        point.is_heading = depth == 0 and following is not None and opens_below(levels, following)
        found.append(point)
    repeated(found, reading)
    return found


def settled(value, expected):
    return value or expected


def ref_of(top, under):
    first = chr(ord("a") + top - 1) if 1 <= top <= MOST_TOP else "z"
    return f"({first})({roman(under)})" if under else f"({first})"


def opens_below(levels, following):
    """Whether the line after a top one is of a lower level."""
    return Levels(levels.open).take(following.label)[0] > 0


def check(point, expected, reading):
    if point.value == expected or not point.printed or point.printed == "•":
        return
    point.faults.append("skips" if point.value > expected else "repeats")
    reading.faults.append((f"number_{point.faults[-1]}", f"{point.printed} {point.paragraph.text[:60]}"))


def repeated(found, reading):
    """A number that stands twice is doubtful both times; the second is kept apart."""
    seen = {}
    for point in found:
        if point.ref in seen:
            point.faults.append("twice")
            seen[point.ref].is_certain = False
            if not point.faults[:-1]:
                reading.faults.append(("number_repeats", f"{point.printed} {point.paragraph.text[:60]}"))
        seen.setdefault(point.ref, point)


# --- Who, and by when -------------------------------------------------------------------------------------------------


def responsible(words, text):
    """Codes of bodies and slugs of members that are to do it: those that the point begins with, or that it names as such."""
    folded = fold(words)
    if told := text.words.responsible.search(folded):
        return named_in(words[told.end() :], text)
    return leading(words, folded, text)


def named_in(part, text):
    part = re.split(r"[.。;；)]", part)[0]
    folded = fold(part)
    found = [(match.start(), code) for code, pattern in text.words.bodies if (match := pattern.search(folded))]
    found += [(hit.start, hit.slug) for hit in text.hits(part)]
    return list(dict.fromkeys(code for _start, code in sorted(found)))


def leading(words, folded, text):
    """The bodies that stand at the beginning, joined by “and”, “in coordination with”."""
    found, at = [], 0
    hits = {hit.start: hit for hit in text.hits(words)}
    ends = r"(?!\w)" if text.language not in ("ar", "zh-hans") else ""
    words_between = rf"(?:{JOINTS[text.language]}|{text.words.and_.pattern}){ends}"
    joint = re.compile(rf"(?:\s*(?:[,،、，]|{words_between}))*\s*(?:the |la |le |les |el |los |las |l')?")
    at = re.match(OPENERS[text.language], folded).end()
    while True:
        bodies = [(match.end(), code) for code, pattern in text.words.bodies if (match := pattern.match(folded, at))]
        if at in hits:
            bodies.append((hits[at].end, hits[at].slug))
        if not bodies:
            return found
        end, code = max(bodies)
        if not found and not acts(folded, end, text):
            return []
        if code not in found:
            found.append(code)
        at = joint.match(folded, end).end()
        if at == end:
            return found


def acts(folded, end, text):
    """Whether the body does something: civil society organisations that are to be included do not."""
    return bool(re.match(r"[^.;。；]{4,}", folded[end:]))


OPENERS = {
    "en": r"(?:the |all )?",
    "fr": r"(?:(?:que )?(?:l'|le |la |les )|demander a (?:l'|la |le )|inviter (?:les |la |le ))?",
    "es": r"(?:(?:que )?(?:el |la |los |las )|pedir a (?:la |los )|se pide a (?:la |los ))?",
    "ar": r"(?:ان )?(?:(?:ت|ي)\w+ )?",
    "ru": r"",
    "zh-hans": r"(?:请|由|要求)?",
}
JOINTS = {
    "en": r"in (?:close )?(?:coordination|cooperation|collaboration|consultation) with|together with"
    r"|with(?: the support of)?|supported by",
    "fr": r"en (?:coordination|cooperation|collaboration|consultation|concertation) avec|avec(?: l'appui de)?",
    "es": r"en (?:coordinacion|cooperacion|colaboracion|consulta) con|junto con|con(?: el apoyo de)?",
    "ar": r"(?:ب)?التنسيق مع|بالتعاون مع|بالتشاور مع|مع|و",
    "ru": r"в (?:координации|сотрудничестве|консультации|взаимодействии) с|совместно с|вместе с|при поддержке|с",
    "zh-hans": r"在|与|会同|和|同|及",
}
JOINTS = {language: fold(pattern) for language, pattern in JOINTS.items()}


def due(words, text):
    """{due, due_words}: the date that follows “by”, or the words that say when."""
    folded, told = fold(words), {}
    for date in dates_of(words, text.language):
        before = folded[max(0, date.start - 40) : date.start]
        if text.words.by.search(before) or (text.is_han and HAN_BEFORE.match(folded[date.end :])):
            told["due"] = date.edtf
            break
    if vague := text.words.vague.search(folded):
        told["due_words"] = words[vague.start() : vague.end()].strip()
    return told
