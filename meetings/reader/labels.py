"""The numbers that stand before paragraphs and points, as six languages write them: 12., (a), (iv), (三), (ب), в)."""

import re
from dataclasses import dataclass

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
CHINESE = "零一二三四五六七八九"
ABJAD = "أبجدهوزحطيكلمن"  # the order in which Arabic lists count
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
BULLET = re.compile(r"^[-–—•·▪‣*o○●◦]\s+")
PARENTHESES = re.compile(
    r"^[(\[]\s?([A-Za-zА-Яа-я\u0621-\u064a]{1,5}|\d{1,3}|[一二三四五六七八九十]{1,3}|[IVXivx]{1,5})\s?[)\]][.、]?\s*"
)
HALF = re.compile(r"^([A-Za-zА-Яа-яأ-ي]|[ivxIVX]{1,5}|\d{1,3}|[أ-ي]{1,2})\)\s+|^['«\"]([ivx]{1,5}|\d{1,2})['»\"]\s+")
POINT = re.compile(
    r"^(\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[ivx]{1,5}|[A-Za-z])\s?\.(?!\d)(?:\s+|(?<=\d\.)\s*)(?=[^\s\d/.])"
)
LONG = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,2})\s+(?=\S)")
ARABIC_POINT = re.compile(r"^(\d{1,3}|[أ-ي])\s?[-–.]\s+(?=[\u0621-\u064a])")
HAN_POINT = re.compile(r"^([一二三四五六七八九十]{1,3}|\d{1,3})、\s*|^(\d{1,3})[.．]\s*(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Label:
    """What is printed, its style (what may stand above and below it), and the numbers it may mean."""

    printed: str
    style: str  # number, decimal, latin, roman, han, arabic, cyrillic; with ( where parentheses stand around it
    values: tuple[int, ...]


def label_of(text):
    """(the Label that TEXT begins with or None, the rest of the text)."""
    rest = BULLET.sub("", text)
    for pattern, mark in (
        (PARENTHESES, "("),
        (HALF, ")"),
        (POINT, "."),
        (LONG, "."),
        (HAN_POINT, "."),
        (ARABIC_POINT, "."),
    ):
        if found := pattern.match(rest):
            inner = next(group for group in found.groups() if group)
            if meant := meaning(inner):
                return Label(found[0].strip(), mark + meant[0], meant[1]), rest[found.end() :]
    return (Label("•", "•bullet", ()), rest) if rest != text else (None, text)


def meaning(inner):
    """(style, the numbers that it may mean), or None: (the) is no number."""
    if inner.isdigit():
        return "number", (int(inner),)
    if re.fullmatch(r"[\d.]+", inner):
        return "decimal", (int(inner.rpartition(".")[2]),)
    if all(sign in CHINESE + "十" for sign in inner):
        return "han", (chinese_number(inner),)
    if "\u0621" <= inner[0] <= "\u064a":
        return ("arabic", orders(inner, ABJAD, ARABIC)) if len(inner) == 1 or inner == "هـ" else None
    if "а" <= inner[0].lower() <= "я":
        return ("cyrillic", orders(inner.lower(), CYRILLIC)) if len(inner) == 1 else None
    return latin_meaning(inner)


def latin_meaning(inner):
    low = inner.lower()
    style = "upper" if inner[0].isupper() else ""
    roman = roman_number(low)
    if len(low) == 1:
        own = ord(low) - ord("a") + 1
        return f"{style}latin", (own, roman) if roman and roman != own else (own,)
    return (f"{style}roman", (roman,)) if roman else None


def orders(sign, *alphabets):
    return tuple(dict.fromkeys(alphabet.index(sign) + 1 for alphabet in alphabets if sign in alphabet))


def roman_number(text):
    """The number that TEXT writes in small Roman letters, or None."""
    if not text or not set(text) <= set(ROMAN):
        return None
    values = [ROMAN[sign] for sign in text]
    number = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return number if roman(number) == text else None


def roman(number):
    tens, ones = divmod(number, 10)
    return "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]


def chinese_number(text):
    """二十三 is 23."""
    text = text.replace("百", "")
    if "十" not in text:
        return int("".join(str(CHINESE.index(sign)) for sign in text))
    tens, _ten, ones = text.partition("十")
    return (CHINESE.index(tens) if tens else 1) * 10 + (CHINESE.index(ones) if ones else 0)


class Levels:
    """The levels of a list that are open, outermost first: [(style, last number, what was printed)]."""

    def __init__(self, open_levels=()):
        self.open = list(open_levels)

    def take(self, label):
        """Go on to LABEL, None for a line without one. Returns (its depth, its number)."""
        if label is None or not label.values:
            return self.take_bullet()
        for depth in range(len(self.open) - 1, -1, -1):
            style, last, _printed = self.open[depth]
            if goes_on(style, last, label) and (last + 1 in label.values or not self.fits_above(depth, label)):
                value = last + 1 if last + 1 in label.values else label.values[0]
                self.open[depth:] = [(style, value, label.printed)]
                return depth, value
        value = 1 if 1 in label.values else label.values[0]
        self.open.append((style_of_first(label, value), value, label.printed))
        return len(self.open) - 1, value

    def take_bullet(self):
        depth = next((at for at, level in enumerate(self.open) if level[0] == "bullet"), len(self.open))
        value = self.open[depth][1] + 1 if depth < len(self.open) else 1
        self.open[depth:] = [("bullet", value, "")]
        return depth, value

    def fits_above(self, depth, label):
        return any(goes_on(style, last, label) and last + 1 in label.values for style, last, _p in self.open[:depth])

    def plain(self):
        """As it is cited: (b)(iv)."""
        return "".join(f"({printed.strip(STRIP)})" for _style, _last, printed in self.open if printed)


STRIP = "().،、[]'\"«» -–"


def goes_on(style, last, label):
    """Whether LABEL may stand in a level of STYLE after the number LAST. (v) is Roman after (iv), a letter after (u);
    (i) after (a) begins a level of its own, whatever the alphabet says."""
    if style != label.style:
        pair = {kind.replace("latin", "").replace("roman", "") for kind in (style, label.style)}
        is_one_sign = len(pair) == 1 and ("latin" in style or "roman" in style)
        return is_one_sign and last + 1 in label.values
    return last + 1 in label.values or not (1 in label.values and label.values[0] != 1)


def style_of_first(label, value):
    """(i) that opens a list is Roman: a list of letters opens with (a)."""
    return label.style.replace("latin", "roman") if value == 1 and label.values[0] != 1 else label.style
