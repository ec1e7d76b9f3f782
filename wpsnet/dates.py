"""Dates as people know them: a day, a month, a year, "about 2017", "by October 2010".

They are written in EDTF (Extended Date/Time Format, Library of Congress; ISO 8601-2), levels 0 and 1, and never padded
to the first of January. Beside each such text stand its first and last possible day, so that the database can compare.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache

import edtf
from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from wpsnet.languages import babel_locale

MONTHS = 12
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4096)
def parse(text):
    """The EDTF object for TEXT; raises ValidationError, with a sentence for the person, where TEXT is not EDTF."""
    try:
        parsed = edtf.parse_edtf(text)
        _day(parsed.lower_strict()), _day(parsed.upper_strict())  # EDTF has a year 0000, our calendar does not
    except Exception as error:  # the parser raises several unrelated classes
        raise ValidationError(
            _("“%(text)s” is not a date. Write 2017, 2017-09, 2017-09-21, or 2017? if it is uncertain."),
            code="not_edtf",
            params={"text": text},
        ) from error
    return parsed


def _day(value):
    return None if isinstance(value, float) else dt.date(value.tm_year, value.tm_mon, value.tm_mday)


@lru_cache(maxsize=4096)
def bounds(text):
    """(first, last) possible day of the EDTF date TEXT, as dates; None where that side is open."""
    parsed = parse(text)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def months_later(day, months):
    """DAY so many MONTHS later; the last day of a month that is shorter: 31 August gives 28 February."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first, last):
    """How many whole months lie between two days."""
    months = (last.year - first.year) * MONTHS + last.month - first.month
    return months - (months_later(first, months) > last)


class EDTFField(models.CharField):
    """An EDTF date. `first` and `last` name the DateFields of the same model that hold its bounds; saving fills them."""

    def __init__(self, *args, first=None, last=None, **kwargs):
        self.first, self.last = first, last
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"first": self.first, "last": self.last}

    def validate(self, value, instance):
        super().validate(value, instance)
        if value:
            parse(value)

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        first, last = bounds(value) if value else (None, None)
        if self.first:
            setattr(instance, self.first, first)
        if self.last:
            setattr(instance, self.last, last)
        return value


def _one(text, locale):
    """One EDTF date without interval, in words: 21 September 2017, September 2017, 2017."""
    bare = text.rstrip("?~%")
    first, _last = bounds(bare)
    match bare.count("-"):
        case 0:
            words = format_skeleton("y", first, locale=locale)
        case 1:
            words = format_skeleton("yMMMM", first, locale=locale)
        case _:
            words = format_date(first, "long", locale=locale)
    match text[len(bare) :]:
        case "?":
            return pgettext("uncertain date", "%(date)s (uncertain)") % {"date": words}
        case "~" | "%":
            return pgettext("approximate date", "about %(date)s") % {"date": words}
    return words


def _days(first, last, locale):
    """Two days, saying once what they share: 26–27 April 2017."""
    shared = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale.interval_formats
    if "yMMMMd" in patterns:
        begin, end = patterns["yMMMMd"][shared]
    else:  # most languages have it with the short month only
        begin, end = (pattern.replace("MMM", "MMMM") for pattern in patterns["yMMMd"][shared])
    return format_date(first, begin, locale) + format_date(last, end, locale)


def in_words(text):
    """The EDTF date TEXT as a reader of the active language would write it."""
    if not text:
        return ""
    locale = babel_locale(get_language())
    if "/" not in text:
        return _one(text, locale)
    start, end = text.split("/")
    if DAY.fullmatch(start) and DAY.fullmatch(end):
        return _days(bounds(start)[0], bounds(end)[0], locale)
    if start in ("", ".."):
        return pgettext("date", "by %(date)s at the latest") % {"date": _one(end, locale)}
    if end in ("", ".."):
        return pgettext("date", "since %(date)s") % {"date": _one(start, locale)}
    return pgettext("two dates", "%(start)s – %(end)s") % {"start": _one(start, locale), "end": _one(end, locale)}
