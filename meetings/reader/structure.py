"""From the lines of a document to its paragraphs: what the letter is, the annex, the headings, the numbers, the footnotes.

A page that ends in the middle of a sentence is put together again, also where a footnote stands in between.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from meetings.reader.labels import Label, Levels, label_of
from meetings.reader.normal import HAN, NOTE_MARK, fold, normal
from wpsnet import symbols

NOTE = re.compile(r"^\s*(?:[¹²³⁰⁴-⁹]+|\[\d{1,2}\])\s*(?=\S)")
NOTE_OF_A_SYMBOL = re.compile(r"^\s*(?:\d{1,2}|\*+)\s+(?=\S)")
SIGNED = re.compile(r"\s*\((?:signed|signé|firmado|подпись|توقيع)", re.I)
RULE = re.compile(r"^[\W_]*$")
SENTENCE_END = re.compile(r"[.!?؟。！？;；:：…][»”\"')\]』」]*$")
INNER_END = re.compile(r"[.!?؟]\s+\S|[。！？；,，،]")
LETTERS = re.compile(r"[^\W\d_]")
LONGEST_HEADING, LONGEST_HEADING_HAN = 130, 45
WRAPPED, FULL = 0.72, 0.9  # a line this much of the usual length goes on in the next; one of the other is full
SHORTEST_BROKEN, LONG_TEXT, SHORT_NOTE = 130, 60, 40
MOST_BLOCKS = 6_000
MASTHEAD, LETTER, ANNEX, HEADING, BODY, ITEM, NOTE_KIND = [
    "masthead",
    "letter",
    "annex",
    "heading",
    "body",
    "item",
    "note",
]


@dataclass(frozen=True)
class Paragraph:
    """A piece of the document. `number` is the place by which it is cited: 20, or 5 (a) for a part of paragraph 5."""

    text: str
    kind: str
    number: str = ""
    label: Label | None = None
    indent: int = 0
    heading: str = ""  # the one that it stands under

    @property
    def place(self):
        return f"para. {self.number}" if self.number else ""


def blocks_of(lines):
    """The pieces of text in LINES, in their order. Lines that were cut to a width are put together again."""
    lines = [line.rstrip() for line in without_page_lines(lines)]
    filled = [line for line in lines if line.strip()]
    if not filled:
        return []
    gaps = sum(not line.strip() for line in lines)
    width = sorted(len(line) for line in filled)[int(len(filled) * 0.8)]
    hard = width < 130 and not (gaps and gaps >= len(filled) * 0.8)
    blocks, current = [], []
    for line in lines:
        if not line.strip() or (current and begins(line, current[-1], width, hard)):
            if current:
                blocks.append(together(current))
            current = []
        if line.strip():
            current.append(line)
    return ([*blocks, together(current)] if current else blocks)[:MOST_BLOCKS]


def begins(line, before, width, hard):
    """Whether LINE begins a piece of its own after the line BEFORE."""
    if not hard or NOTE.match(line) or SIGNED.match(line) or label_of(normal(line))[0]:
        return True
    is_end = len(before) < width * FULL and bool(SENTENCE_END.search(before)) and fold(line[:1]) != line[:1]
    return is_end or len(before) < width * WRAPPED


def together(lines):
    """One text of LINES; no space between two Chinese signs, none where a word was parted."""
    text = lines[0].strip()
    for line in lines[1:]:
        line = line.strip()
        tight = re.search(rf"[{HAN}，。、；：（）]$", text) and re.match(rf"[{HAN}，。、；：（）]", line)
        text = text + line if tight else f"{text} {line}"
    return text


def without_page_lines(lines):
    """LINES without what stands at the head or the foot of every page: the symbol again, 3/12, a job number."""
    pages = re.compile(
        r"^\s*(?:\d{1,3}\s*/\s*\d{1,3}|-\s*\d{1,3}\s*-|\d{2}-\d{5}.{0,14}|\d{1,3}/\d{1,3}\s+\d{2}-\d{5}|\d{2}-\d{5}\s+\d{1,3}/\d{1,3})\s*$"
    )
    alone = Counter(re.sub(r"\d+", "0", line.strip()) for line in lines if is_only_symbols(line))
    return [
        line
        for line in lines
        if not pages.match(line) and not (is_only_symbols(line) and alone[re.sub(r"\d+", "0", line.strip())] > 2)
    ]


def is_only_symbols(line):
    rest = line.strip()
    if not rest or len(rest) > 60 or NOTE.match(rest) or NOTE_OF_A_SYMBOL.match(rest):
        return False
    for found in reversed(list(symbols.find(rest))):
        rest = rest[: found.start] + rest[found.end :]
    return not LETTERS.search(rest) and rest != line.strip()


# --- Pieces -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    text: str
    is_note: bool = False
    is_heading: bool = False
    label: Label | None = None


def pieces_of(blocks, words):
    """BLOCKS, strings or (string, "heading" or "note"), as pieces; those that a page parted are one again.

    WORDS, those of the language, tell the title of a letter, which has no point at its end and is whole all the same.
    """
    pieces = []
    for block in blocks:
        text, told = block if isinstance(block, tuple) else (block, "")
        if piece := piece_of(text, told):
            pieces.append(piece)
    return mended(pieces, words)


def piece_of(text, told=""):
    plain = normal(text)
    if not plain or (RULE.match(plain) and len(plain) < 80 and not LETTERS.search(plain)):
        return None
    if told == "note" or (mark := NOTE.match(plain)):
        return Piece(plain if told == "note" else plain[mark.end() :], is_note=True)
    if (mark := NOTE_OF_A_SYMBOL.match(plain)) and is_mostly_symbols(plain):
        return Piece(plain[mark.end() :], is_note=True)
    label, rest = label_of(NOTE_MARK.sub("", plain).strip())
    if not rest:
        return None
    return Piece(rest, label=label, is_heading=told == "heading" or looks_like_heading(rest, label))


def is_mostly_symbols(text):
    found = list(symbols.find(text))
    return bool(found) and len(text) - sum(one.end - one.start for one in found) < SHORT_NOTE


def looks_like_heading(text, label):
    if SENTENCE_END.search(text) or "\n" in text:
        return False
    longest = LONGEST_HEADING_HAN if re.search(rf"[{HAN}]", text) else LONGEST_HEADING
    if label and label.style[1:] not in ("upperroman", "upperlatin", "number", "roman", "han"):
        return False
    return len(text) <= longest and len(text.split()) <= (12 if label else 18)


def mended(pieces, words):
    """Put together what a page's end has parted: a text that breaks off, and the next that has no number of its own."""
    whole, broken = [], None
    for piece in pieces:
        if piece.is_note:
            whole.append(piece)
            continue
        if broken is not None and piece.label is None and goes_on(whole[broken], piece):
            first = whole[broken]
            whole[broken] = replace(first, text=together([first.text, piece.text]), is_heading=False)
        else:
            whole.append(piece)
            broken = len(whole) - 1
        if not breaks_off(whole[broken]) or words.letter.search(fold(whole[broken].text)):
            broken = None
    return whole


def breaks_off(piece):
    is_long = weight(piece.text) > SHORTEST_BROKEN
    return is_long and not SENTENCE_END.search(piece.text) and bool(INNER_END.search(piece.text))


def weight(text):
    """The length of TEXT; a Chinese sign says as much as three letters."""
    return len(text) + 2 * len(re.findall(rf"[{HAN}]", text))


def goes_on(first, piece):
    return not piece.is_heading or (
        fold(piece.text[:1]) == piece.text[:1]
        and bool(LETTERS.match(piece.text[:1]))
        and not re.match(rf"[{HAN}\u0600-\u06ff]", piece.text)
    )


# --- Paragraphs -------------------------------------------------------------------------------------------------------


def paragraphs_of(pieces, words):
    """PIECES with what they are and where they stand; WORDS are those of the document's language."""
    letter_at, annex_at = bounds(pieces, words)
    head = annex_at if annex_at is not None else letter_at
    first_body = head + 1 if head is not None else 0
    placed = []
    for at, piece in enumerate(pieces[:first_body]):
        kind = NOTE_KIND if piece.is_note else MASTHEAD if letter_at is None or at <= letter_at else LETTER
        placed.append(Paragraph(piece.text, ANNEX if at == annex_at else kind, label=piece.label))
    return placed + numbered(pieces[first_body:])


def bounds(pieces, words):
    """Where the letter begins, and where its annex: places in PIECES, or None."""
    letter = annex = None
    for at, piece in enumerate(pieces):
        if piece.is_note or len(piece.text) > 330:
            continue
        folded = fold(piece.text)
        if words.annex.search(folded) and at < len(pieces) - 1 and annex is None:
            annex = at
        elif letter is None and words.letter.search(folded) and annex is None:
            letter = at
    return letter, annex


def numbered(pieces):
    """The paragraphs of the summary itself."""
    own = printed_numbers(pieces)
    count, parent, heading, levels, result = 0, "", "", Levels(), []
    for piece in pieces:
        if piece.is_note:
            result.append(Paragraph(piece.text, NOTE_KIND, heading=heading))
        elif is_number(piece, own):
            parent, levels = str(piece.label.values[0]), Levels()
            result.append(Paragraph(piece.text, BODY, parent, piece.label, heading=heading))
        elif piece.is_heading and not (piece.label and is_in_list(piece, levels)):
            heading, levels = piece.text, Levels()
            result.append(Paragraph(piece.text, HEADING, label=piece.label, heading=heading))
        elif piece.label:
            depth, _value = levels.take(piece.label)
            number = f"{parent} {levels.plain()}".strip() if parent else ""
            result.append(Paragraph(piece.text, ITEM, number, piece.label, depth, heading))
        else:
            count, levels = count + 1, Levels()
            parent = count_after(result) if own else str(count)
            result.append(Paragraph(piece.text, BODY, parent, None, heading=heading))
    return result


def count_after(result):
    """A paragraph without a number in a numbered text is cited by the one before it."""
    return next((one.number for one in reversed(result) if one.number and one.kind == BODY), "")


def printed_numbers(pieces):
    """Whether the paragraphs carry printed numbers: most of those that are long do."""
    plain = [piece for piece in pieces if not piece.is_note and not piece.is_heading and weight(piece.text) > LONG_TEXT]
    with_number = [piece for piece in plain if piece.label and piece.label.style == ".number"]
    unlabelled = [piece for piece in plain if not piece.label]
    return len(with_number) > 2 and len(with_number) >= len(unlabelled)


def is_number(piece, own):
    return own and piece.label and piece.label.style in (".number",) and not piece.is_heading


def is_in_list(piece, levels):
    """Whether a short text with a number goes on with a list, and is no heading: an item without a point at its end."""
    return bool(levels.open) and Levels(levels.open).take(piece.label)[0] < len(levels.open)
