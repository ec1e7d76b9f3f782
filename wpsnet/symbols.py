"""Symbols of United Nations documents: A/71/927, and joint ones of two organs, A/71/927-S/2017/485. Pure: it asks nobody.

A symbol begins with the sign of an organ; its parts stand between strokes. The rules are those that the United Nations
Editorial Manual describes; only what the network meets is known here, and what is not known is not a symbol.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

ADDRESS = "https://undocs.org/"
ORGANS = (
    "CEDAW",
    "CERD",
    "CCPR",
    "CRC",
    "CRPD",
    "CAT",
    "HRI",
    "UNW",
    "DP",
    "ST",
    "TD",
    "SG",
    "PBC",
    "A",
    "S",
    "E",
    "T",
)
FIRST_SESSION = 1945  # of the General Assembly, which begins in September; the first was an exception
STROKES, HYPHENS = "/\uff0f\u2215\u2044", "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # marks of direction in Arabic text, and the like
GAP = rf"[\s{UNSEEN}]{{0,3}}"
PART = r"(?:[A-Za-z]{1,5}\.?)?-?\d+(?:-\d+)?|[A-Z]{1,6}(?:\.\d+)?|(?:Add|Corr|Rev|Amend)\.\d+"
RESOLUTION = r"(?:\s?\(\d{4}\))"
HALF = rf"(?:{'|'.join(ORGANS)})(?:[{STROKES}](?:{PART}))+{RESOLUTION}?"
# Chinese and Arabic letters may touch a symbol; Latin ones and digits would make it another word.
ONE = re.compile(
    rf"(?<![A-Za-z0-9/.@_-])(?P<first>{HALF})(?P<more>(?:{GAP}[{HYPHENS}]{GAP}(?:{HALF}))*)(?![A-Za-z0-9_]|[{STROKES}]\w)"
)
BETWEEN = re.compile(rf"{GAP}[{HYPHENS}]{GAP}(?=(?:{'|'.join(ORGANS)})[{STROKES}])")
SESSION = re.compile(r"A/(\d{1,3})/")
YEAR = re.compile(r"S/(\d{4})/")


class NotASymbol(ValueError):
    """`code` says why: `form`, `organ_twice`, `years`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Found:
    """A symbol in a text, from `start` to `end`; `halves` are its symbols by themselves."""

    start: int
    end: int
    halves: tuple[str, ...]

    @property
    def symbol(self):
        return "-".join(self.halves)


def halves(text):
    """The symbols in TEXT, which is one, single or joint: A/71/927-S/2017/485 is A/71/927 and S/2017/485."""
    return [plain(half) for half in BETWEEN.split(text.strip()) if half.strip()]


def parse(text):
    """The halves of the symbol TEXT as they are written, however its strokes and hyphens were typed. Raises NotASymbol."""
    found = ONE.fullmatch(re.sub(f"[{UNSEEN}]", "", text).strip())
    if not found or not is_symbol(found["first"]):
        raise NotASymbol("form")
    parts = tuple(halves(found[0]))
    organs = [half.partition("/")[0] for half in parts]
    if len(set(organs)) != len(organs):
        raise NotASymbol("organ_twice")
    if not years_agree("-".join(parts)):
        raise NotASymbol("years")
    return parts


def plain(half):
    """One symbol with our strokes and hyphens, and without spaces and marks that do not show."""
    half = re.sub(f"[{UNSEEN}\\s]", "", half)
    return re.sub(f"[{HYPHENS}]", "-", re.sub(f"[{STROKES}]", "/", half))


def is_symbol(half):
    """S/he and A/B are none, nor is A/4: there is a number, and it does not stand alone after the organ's sign."""
    parts = re.split(f"[{STROKES}]", half)
    numbered = [part for part in parts[1:] if re.search(r"\d", part)]
    return bool(numbered) and (len(parts) > 2 or bool(re.match(r"(?:\d{3,}|[A-Z]+\.\d+)", parts[1])))


def years_agree(symbol):
    """Session 71 met from September 2016 to September 2017: beside A/71 stands S/2016 or S/2017."""
    session, year = SESSION.match(symbol), YEAR.search(symbol)
    if year and int(year[1]) <= FIRST_SESSION:
        return False
    return not (session and year) or int(year[1]) - int(session[1]) - FIRST_SESSION in (0, 1)


def find(text):
    """Every symbol in TEXT, in running text of any language. The text itself is not changed: places count its own signs."""
    for found in ONE.finditer(text):
        if is_symbol(found["first"]):
            yield Found(found.start(), found.end(), tuple(halves(found[0])))


def address(half):
    """Where the United Nations shows the document of one symbol."""
    return ADDRESS + quote(half, safe="/()")
