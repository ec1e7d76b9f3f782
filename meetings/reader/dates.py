"""Dates in running text of six languages, as EDTF: a day, two days, a month, a year."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from meetings.reader.normal import fold

LEVANTINE = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
RUSSIAN_IN = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"
MORE = {
    "ar": {"يونيه": 6, "يوليه": 7},
    "en": {"sept": 9},
    "es": {"setiembre": 9},
    "ru": dict(zip(RUSSIAN_IN.split(), range(1, 13), strict=True)),
}
YEAR = r"(?P<year>(?:19|20)\d\d)"
HAN_YEAR = r"(?P<year>(?:19|20)\d\d) ?年"
JOIN = r" ?(?:-|–|—|to|and|et|au|y|al|a|и|по|до|و|إلى|ال[ىي]|至|和|到) ?"


@dataclass(frozen=True)
class Date:
    start: int
    end: int
    edtf: str


@cache
def months(language):
    """Folded names of months in LANGUAGE, with their numbers."""
    locale = Locale.parse(language.replace("-", "_"))
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if len(name) > 2:
                    names[fold(name).strip(".")] = number
    if language == "ar":
        names |= {fold(name): number for number, name in enumerate(LEVANTINE, 1)}
    return names | {fold(name): number for name, number in MORE.get(language, {}).items()}


@cache
def patterns(language):
    if language == "zh-hans":
        day = r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2})"
        to = r"(?: ?日)?(?: ?(?:至|和|到|-|–|—|、) ?(?:(?P<month2>\d{1,2}) ?月 ?)?(?P<day2>\d{1,2}))? ?日"
        return [
            re.compile(rf"{HAN_YEAR} ?{day}{to}"),
            re.compile(rf"{HAN_YEAR} ?(?P<month>\d{{1,2}}) ?月"),
            re.compile(HAN_YEAR),
        ]
    names = sorted(months(language), key=len, reverse=True)
    one = "|".join(map(re.escape, names))
    of = r"(?:\s?(?:de|del|of|de l'annee)\s|,?\s)"
    first = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|-?го)?"
    second = r"(?P<day2>\d{1,2})(?:er|st|nd|rd|th|º)?"
    name = rf"(?P<month>{one})(?:\s?/\s?(?:{one}))?"
    name2 = rf"(?P<month2>{one})(?:\s?/\s?(?:{one}))?"
    to = fold(JOIN)
    return [
        re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d) ?[-–] ?(?P<year2>(?:19|20)\d\d)(?!\d)"),
        re.compile(rf"(?<!\d){first}{of}{name}(?:{of}(?:19|20)\d\d)?\s?{to}\s?{second}{of}{name2}{of}{YEAR}"),
        re.compile(rf"(?<!\d)(?:del? |du |с )?{first}{to}(?:le |el )?{second}{of}{name}{of}{YEAR}"),
        re.compile(rf"(?<!\d){first}{of}{name}{of}{YEAR}"),
        re.compile(rf"(?<!\w){name}\.?\s{first}(?:{to}{second})?,?\s{YEAR}"),
        re.compile(rf"(?<!\w){name}{of}{YEAR}"),
        re.compile(rf"(?<![\d/(.-]){YEAR}(?![\d/.-]\d)(?!\d)(?!\))"),
    ]


def dates_of(text, language):
    """Every date in TEXT; the year alone where no more is said. Years of resolutions, 1325 (2000), are none."""
    folded, taken, found = fold(text), [], []
    for pattern in patterns(language):
        for match in pattern.finditer(folded):
            is_free = not any(match.start() < end and start < match.end() for start, end in taken)
            if is_free and (edtf := edtf_of(match.groupdict(), language)):
                found.append(Date(match.start(), match.end(), edtf))
                taken.append(match.span())
    return sorted(found, key=lambda date: date.start)


def edtf_of(parts, language):
    year, month, day = parts["year"], number(parts.get("month"), language), parts.get("day")
    if parts.get("year2"):
        return f"{year}/{parts['year2']}"
    if not month:
        return year if not parts.get("month") else ""
    if not day:
        return f"{year}-{month:02}"
    first = f"{year}-{month:02}-{int(day):02}"
    if not parts.get("day2"):
        return first if 1 <= int(day) <= 31 else ""
    return f"{first}/{year}-{number(parts.get('month2'), language) or month:02}-{int(parts['day2']):02}"


def number(month, language):
    if not month:
        return 0
    return int(month) if month.isdigit() else months(language).get(month.strip(), 0)
