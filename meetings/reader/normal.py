"""Text as the rules of the reader compare it: one kind of space, digit and hyphen; small letters without accents.

`fold` keeps the length, so that a place found in folded text is the same place in the text itself.
"""

import re
import unicodedata

UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
PLAIN = {ord(sign): ord(sign) - 0xFEE0 for sign in "（）／０１２３４５６７８９－．［］"}
PLAIN |= {0x660 + digit: ord("0") + digit for digit in range(10)} | {
    0x6F0 + digit: ord("0") + digit for digit in range(10)
}
PLAIN |= {ord(sign): " " for sign in "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t"}
PLAIN |= {ord(sign): "-" for sign in "\u2010\u2011\u2212"} | {ord(sign): "'" for sign in "\u2018\u2019\u02bc\u00b4`"}
TWINS = {"ة": "ه", "ى": "ي", "ٱ": "ا", "ё": "е", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
SPACES = re.compile(r" {2,}")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}，。、；：]) (?=[{HAN}，。、；：])")
NOTE_MARK = re.compile(r"[¹²³⁰⁴-⁹]+")
# What ends with a point and is no sentence.
SHORT = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Mme|Mlle|MM|M|Dr|Prof|Sr|Sra|Sres|Srta|Lt|Col|Gen|Maj|Cap|Capt|Amb|H\.E|Hon|St|No|Nos|nos?"
    r"|U\.S|U\.K|U\.N|Art|para|paras|vol|op|cf|e\.g|i\.e|г|гг|тов|им|ст|п|пп|руб|др|т\.д|т\.п|т\.е|Н\.П"
    r"|EE|EE\.UU|Núm|S\.E|Excmo|Excma|[A-ZА-Я])\.)$"
)
ENDS = re.compile(r"[.!?؟]+[»”\"')\]]*\s+(?=[^\sa-zà-ÿа-яё])|[。！？][”』」]?|\n+")


def normal(text):
    """TEXT in the signs that the rules know. What marks a footnote goes; so do marks of direction and vowel signs."""
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text)).translate(PLAIN)
    return BETWEEN_HAN.sub("", SPACES.sub(" ", text)).strip()


def fold(text):
    """TEXT in small letters without accents, sign for sign; й stays."""
    return "".join(map(_folded, text))


def _folded(sign):
    if sign.isascii():
        return sign.lower()
    base = unicodedata.normalize("NFD", sign)[0]
    if base not in "иИ":
        sign = base
    small = sign.lower()
    return TWINS.get(small, small if len(small) == 1 else sign)


def sentences(text):
    """(start, end) of each sentence of TEXT."""
    start = 0
    for end in ENDS.finditer(text):
        if not SHORT.search(text[start : end.end()].rstrip()):
            yield start, end.end()
            start = end.end()
    if text[start:].strip():
        yield start, len(text)


def squeezed(text, longest=400):
    """TEXT short enough for a field of LONGEST signs."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
