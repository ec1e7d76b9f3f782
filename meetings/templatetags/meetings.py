"""What only the pages of meetings need."""

import re

from babel.units import format_unit
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wpsnet.languages import babel_locale

register = template.Library()
PARAGRAPHS = re.compile(r"(paras?)\. ([\d ,;-]+)")


@register.filter
def duration(minutes):
    """75 as 1 hour 15 minutes, as a reader of the active language would write it."""
    locale = babel_locale(get_language())
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "duration-hour"), (rest, "duration-minute")]
    return " ".join(format_unit(count, unit, "long", locale=locale) for count, unit in parts if count)


@register.filter
def place(locator):
    """A place in a source in the reader's words: para. 20. What is not a number of paragraphs stays as it is."""
    found = PARAGRAPHS.fullmatch(locator)
    if not found:
        return locator
    numbers = {"numbers": found[2].replace("-", "–")}
    return _("paras. %(numbers)s") % numbers if found[1] == "paras" else _("para. %(numbers)s") % numbers
