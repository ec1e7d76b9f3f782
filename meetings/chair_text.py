"""A chair's summary put together: its pieces in order with their numbers and footnotes, and the text that is sealed."""

import hashlib
import json
import re
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import ChairSummary, Paragraph, Suggestion
from members.differences import pieces as way
from wpsnet.languages import CODES, NAMES, column, pick, texts_of

Kind = Paragraph.Kind
MARK = re.compile(r"\s?\[\^(\d+)\]")  # where the footnote of that order among those of its paragraph stands: [^1]
# How action points are numbered in each language: signs around the letter, and around the number below it.
AROUND = {"fr": ("{})", "{})"), "es": ("{})", "{})"), "ru": ("{})", "{})"), "ar": ("({})", "‘{}’")}
ABJAD = "أبجدهوزحطيكلمنسعفصقرشت"
HAN = "一二三四五六七八九"
TENS = [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
MASTHEAD = ["original", "symbols", "ga_session", "agenda_item", "sc_year", "letter_date"]
MASTHEAD_TEXTS = ["title", "agenda_title", "letter_title", "letter"]


@dataclass
class Piece:
    """One of the pieces in order, as pages, paper and Word show it in one language. `words` are parts of its text:
    strings, and the footnotes (number, Piece) that stand between them."""

    row: Paragraph
    number: str
    label: str = ""
    text: str = ""
    language: str | None = None
    words: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def is_footnote(self):
        return self.row.kind == Kind.FOOTNOTE

    @property
    def is_paragraph(self):
        return self.row.kind == Kind.PARAGRAPH

    @property
    def level(self):
        """Of an action point: 0 for (a), 1 for (a)(i)."""
        return self.number.count("(") - 1


# --- Numbers ----------------------------------------------------------------------------------------------------------


def roman(number):
    signs = ""
    for value, sign in TENS:
        signs += sign * (number // value)
        number %= value
    return signs


def letter(number, alphabet="abcdefghijklmnopqrstuvwxyz"):
    """1 is a, 27 is aa."""
    number -= 1
    return alphabet[number % len(alphabet)] * (1 + number // len(alphabet))


def han(number):
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{HAN[tens - 1]}十") + (HAN[ones - 1] if ones else "")


def counted(rows):
    """The numbers of ROWS by their order, as a list: 1, 2, (a), (a)(i). A number that is kept already is passed over."""
    numbers, paragraphs, group, action = [], 0, 0, 0
    for row in rows:
        number = ""
        if row.kind == Kind.PARAGRAPH:
            paragraphs += 1
            number = str(paragraphs)
        elif row.kind == Kind.GROUP or (row.kind == Kind.ACTION and not group):
            group, action = group + 1, 0
            number = f"({letter(group)})"
        elif row.kind == Kind.ACTION:
            action += 1
            number = f"({letter(group)})({roman(action)})"
        numbers.append(number)
    return numbers


def label(number, language):
    """How NUMBER is printed in front of its text in LANGUAGE: 12. or (i), a) in French, (一) in Chinese."""
    if not number:
        return ""
    if not number.startswith("("):
        return f"{number}."
    parts = number.strip("()").split(")(")
    if len(parts) == 1:
        return AROUND.get(language, ("({})",))[0].format(in_alphabet(parts[0], language))
    around = AROUND.get(language, ("", "({})"))[1]
    return around.format(below(parts[1], language))


def in_alphabet(sign, language):
    """The letter SIGN (a, b, … aa) in the alphabet of LANGUAGE. Russian documents of the United Nations use Latin ones."""
    if language != "ar":
        return sign
    return letter(ord(sign[0]) - 96, ABJAD) * len(sign)


def below(sign, language):
    if language not in ("ar", "zh-hans"):
        return sign
    number = arabic(sign)
    return han(number) if language == "zh-hans" else str(number)


def arabic(sign):
    """A Roman number in figures."""
    values = [{"i": 1, "v": 5, "x": 10}[one] for one in sign]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(value if value >= after else -value for value, after in pairs)


# --- The pieces -------------------------------------------------------------------------------------------------------


def rows_of(summary):
    """Its rows in order, footnotes with theirs."""
    notes = Prefetch("footnotes", Paragraph.objects.order_by("position", "pk"))
    rows = summary.paragraphs.exclude(kind=Kind.FOOTNOTE).select_related("statement")
    return list(rows.prefetch_related(notes).order_by("position", "pk"))


def numbered(rows):
    """ROWS with the numbers they have, or would have: a draft keeps none."""
    for row, number in zip(rows, counted(rows), strict=True):
        row.number = row.number or number
    return rows


def pieces(rows, language):
    """ROWS, numbered, as they read in LANGUAGE; footnotes are counted through in the order of their marks."""
    made, count = [], 0
    for row in rows:
        piece = piece_of(row, language)
        notes = list(row.footnotes.all())
        for part in cut(piece.text, len(notes)):
            if isinstance(part, str):
                piece.words.append(part)
                continue
            count += 1
            note = piece_of(notes[part], language)
            note.number = note.label = str(count)
            piece.words.append(note)
            piece.notes.append(note)
        made.append(piece)
    return made


def piece_of(row, language):
    text, found = pick(texts_of(row, "text"), language)
    return Piece(row, row.number, label(row.number, language), text, found)


def cut(text, count):
    """TEXT as strings and, between them, the places (from 0) of its COUNT footnotes. A footnote without a mark stands at
    the end; a mark without a footnote, or a second one of the same, is left as it was typed."""
    parts, waiting, last = [], list(range(count)), 0
    for found in MARK.finditer(text):
        order = int(found[1]) - 1
        if order in waiting:
            waiting.remove(order)
            parts += [text[last : found.start()], order]
            last = found.end()
    parts += [text[last:], *waiting]
    return [part for part in parts if part != ""]


def beside(rows, first, second):
    """ROWS in two languages: [(piece, piece or None)], without a second language where SECOND is empty or the same."""
    left = pieces(rows, first)
    if not second or second == first:
        return [(piece, None) for piece in left]
    return list(zip(left, pieces(rows, second), strict=True))


def suggested(rows):
    """ROWS, each with what delegations suggest about it in `told`."""
    about = {}
    for one in (
        Suggestion.objects.filter(paragraph__in=[row.pk for row in rows]).select_related("member").order_by("pk")
    ):
        one.way = way(one.was, one.text)
        about.setdefault(one.paragraph_id, []).append(one)
    for row in rows:
        row.told = about.get(row.pk, [])
    return rows


def number_of(slug):
    """The number that Paragraph.slug makes an address of: 12 is 12, a-i is (a)(i)."""
    return slug if slug[:1].isdigit() else f"({slug.replace('-', ')(')})"


# --- The seal ---------------------------------------------------------------------------------------------------------


def canonical(summary):
    """The whole text of SUMMARY in all languages, always written in the same way: what the seal is about."""
    rows = numbered(rows_of(summary))
    whole = {
        "meeting": summary.meeting.slug,
        **{name: str(getattr(summary, name) or "") for name in MASTHEAD},
        **{name: texts_of(summary, name) for name in MASTHEAD_TEXTS},
        "signatories": [
            {"name": one.name, "function": texts_of(one, "function")}
            for one in summary.signatories.order_by("order", "pk")
        ],
        "paragraphs": [
            {
                "kind": row.kind,
                "number": row.number,
                "text": texts_of(row, "text"),
                "footnotes": [texts_of(note, "text") for note in row.footnotes.all()],
            }
            for row in rows
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def seal_of(summary):
    return hashlib.sha256(canonical(summary).encode()).hexdigest()


def reads_in(rows):
    """In how many of ROWS each language has a text: {code: count}."""
    return {code: sum(bool(getattr(row, column("text", code))) for row in rows) for code in CODES}


def document(summary, language):
    """What page, PDF and Word show of SUMMARY in LANGUAGE, as a template context."""
    rows = numbered(rows_of(summary))
    letter_title, _language = pick(texts_of(summary, "letter_title"), language)
    letter_text, letter_language = pick(texts_of(summary, "letter"), language)
    with override(language):
        organs, agenda = organs_of(summary), agenda_lines(summary, language)
    return {
        "summary": summary,
        "meeting": summary.meeting,
        "rows": rows,
        "pieces": pieces(rows, language),
        "signatories": list(summary.signatories.order_by("order", "pk")),
        "letter": paragraphs_of(letter_text),
        "letter_language": letter_language or language,
        "has_letter": bool(letter_title or letter_text),
        "organs": organs,
        "agenda_lines": agenda,
        "language": language,
        "original": NAMES[summary.original],
        "is_draft": summary.state != ChairSummary.State.FINAL,
    }


def organs_of(summary):
    """The organs to which the document goes."""
    first, second = bool(summary.ga_session), bool(summary.sc_year)
    return [*([_("General Assembly")] if first else []), *([_("Security Council")] if second else [])]


def agenda_lines(summary, language):
    """Session, agenda item and year, as they stand above the letter."""
    lines = []
    if summary.ga_session:
        lines.append(_("General Assembly, session %(number)s") % {"number": summary.ga_session})
    if summary.agenda_item:
        title = pick(texts_of(summary, "agenda_title"), language)[0]
        item = _("Agenda item %(number)s") % {"number": summary.agenda_item}
        lines += [item, title] if title else [item]
    if summary.sc_year:
        lines.append(_("Security Council, year %(number)s") % {"number": summary.sc_year})
    return lines


def paragraphs_of(text):
    return [part.strip() for part in re.split(r"\n\s*\n", text or "") if part.strip()]
