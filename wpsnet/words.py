"""Words as search compares them: the same folding for what is written and for what is asked, in all six languages."""

import re
import unicodedata

from django.utils.html import format_html, format_html_join

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
WORD = re.compile(rf"{HAN.pattern}|[^\W_]+")
JOINED = re.compile(r"(?<=\w)[-‐‑–/'’](?=\w)")  # S/2017/485, gender-responsive, l'Espagne: words of their own
AND_THE = re.compile(
    r"\b[وف](?=ال\w{3})"
)  # “and” before the Arabic article, which PostgreSQL takes for a part of the word
# What Unicode does not take apart: Latin letters with a stroke, and the Arabic letters that are written for one another.
TWINS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
    | {"ة": "ه", "ى": "ي", "ٱ": "ا", "ـ": None}
)
SNIPPET = 220  # signs


def clean(text):
    """TEXT without control characters, which neither PostgreSQL nor a page takes."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign for sign in text)


def fold(text):
    """TEXT in small letters without accents, vowel signs and Arabic hamzas; й and ы stay, ё becomes е."""
    if text.isascii():
        return JOINED.sub(" ", clean(text)).lower()
    kept, base = [], ""
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", clean(text)).casefold()):
        if not unicodedata.combining(sign):
            base = sign
        elif base != "и":
            continue
        if unicodedata.category(sign) != "Cf":
            kept.append(sign)
    folded = unicodedata.normalize("NFC", "".join(kept)).translate(TWINS)
    return JOINED.sub(" ", folded)


def _pairs(run):
    signs = run.group()
    return " " + " ".join(signs[at : at + 2] for at in range(max(1, len(signs) - 1))) + " "


def indexable(text):
    """TEXT folded, with Chinese cut into overlapping pairs of signs, since it has no spaces between its words."""
    return AND_THE.sub("", HAN.sub(_pairs, fold(text)))


def snippet(text, asked):
    """The part of TEXT around the first word that was ASKED for, as safe HTML with those words in <mark>."""
    text, wanted = " · ".join(text.splitlines()), WORD.findall(fold(asked))
    spots = [spot for word in WORD.finditer(text) for spot in _spots(word, wanted)]
    start, end = _window(text, _richest(text, spots))
    pieces, at = [("", "… " if start else "", "")], start
    for first, last in spots:
        if at <= first and last <= end:
            pieces.append((text[at:first], text[first:last], ""))
            at = last
    marked = format_html_join("", "{}<mark>{}</mark>{}", pieces[1:])
    return format_html_join("", "{}{}{}{}", [(pieces[0][1], marked, text[at:end], " …" if end < len(text) else "")])


def marked(text, asked):
    """All of TEXT as safe HTML, with the words that were ASKED for in <mark>."""
    wanted, pieces, at = WORD.findall(fold(asked)), [], 0
    for first, last in [spot for word in WORD.finditer(text) for spot in _spots(word, wanted)] if wanted else []:
        if at <= first:
            pieces.append((text[at:first], text[first:last]))
            at = last
    return format_html_join("", "{}<mark>{}</mark>", pieces) + format_html("{}", text[at:])


def _richest(text, spots):
    """Where a snippet begins that shows the most different words of SPOTS; the first such place, 0 if there is none."""
    best, most = 0, 0
    for place, (first, _last) in enumerate(spots):
        shown = {fold(text[a:b])[:4] for a, b in spots[place:] if b <= first + SNIPPET // 2}
        if len(shown) > most:
            best, most = first, len(shown)
    return best


def _spots(word, wanted):
    """Where in WORD, a match of WORD, something wanted stands: all of a word, or a part of a run of Chinese."""
    if HAN.match(word.group()):
        for want in wanted:
            at = word.group().find(want)
            if at >= 0:
                yield word.start() + at, word.start() + at + len(want)
    elif any(_alike(part, want) for part in WORD.findall(fold(word.group())) for want in wanted):
        yield word.span()


def _alike(word, want):
    """Forms of one word, as far as their beginning tells: police, policing; страна, страны; with or without ال and وال."""
    word, want = AND_THE.sub("", word).removeprefix("ال"), AND_THE.sub("", want).removeprefix("ال")
    shorter = min(len(word), len(want))
    if shorter < 4 or abs(len(word) - len(want)) > 4:
        return word == want
    same = max(3, shorter - 2)
    return word[:same] == want[:same]


def _window(text, spot):
    """(start, end) of about SNIPPET signs around SPOT, cut between words."""
    start = max(0, spot - SNIPPET // 3)
    end = min(len(text), start + SNIPPET)
    if start:
        start = text.find(" ", start, spot) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", spot, end), spot + SNIPPET // 2 if text.rfind(" ", spot, end) < 0 else 0)
    return start, end
