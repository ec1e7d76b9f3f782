"""The six languages of the network: their direction, their place in Babel, and which text to show when one is missing."""

from babel import Locale
from django.conf import settings
from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CODES = [code for code, _name in settings.LANGUAGES]
NAMES = dict(settings.LANGUAGES)
RIGHT_TO_LEFT = {"ar"}
# PostgreSQL's text search configuration; Chinese is cut into pairs of signs first (wpsnet.search).
SEARCH_CONFIGS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ar": "arabic",
    "ru": "russian",
    "zh-hans": "simple",
}


def babel_locale(code):
    """Babel's locale for language CODE; English as the United Nations writes it, with the day before the month."""
    return Locale.parse("en_GB" if code in (None, "en") else code.replace("-", "_"))


def direction(code):
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def column(field, code):
    """The name of FIELD's column for language CODE: title, zh-hans gives title_zh_hans."""
    return f"{field}_{code.replace('-', '_')}"


def in_any_language(lookup, value):
    """A Q that asks the columns of all six languages: ("name__icontains", "x") asks name_en, name_fr, …"""
    field, _separator, kind = lookup.partition("__")
    asked = Q()
    for code in CODES:
        asked |= Q(**{f"{column(field, code)}__{kind}": value})
    return asked


def preference(code=None):
    """All six languages, the reader's first, then in the order in which the others stand in for it."""
    code = code or get_language() or "en"
    return [code, *(other for other in CODES if other != code)]


def pick(texts, code=None):
    """(text, language) of TEXTS, a dict language to text, in the first language that has one; ("", None) if none."""
    for language in preference(code):
        if texts.get(language):
            return texts[language], language
    return "", None


def stands_in_note(language):
    """What a reader is told where a text in LANGUAGE stands in for one in her own."""
    return _("Shown in %(language)s: there is no text in your language yet.") % {"language": NAMES[language]}


def texts_of(instance, field):
    """The texts of a translated FIELD of INSTANCE as a dict language to text, without the empty ones."""
    values = {code: getattr(instance, column(field, code)) for code in CODES}
    return {code: value for code, value in values.items() if value}


def shown(field, prefix=""):
    """The text of a translated FIELD as `pick` picks it, found by the database: "" if there is none."""
    texts = [NullIf(F(prefix + column(field, code)), Value("")) for code in preference()]
    return Coalesce(*texts, Value(""), output_field=TextField())


def alphabetical(field, prefix=""):
    """What to order by, so that rows stand as in the reader's dictionary: É beside E, small letters beside capitals."""
    return Unaccent(Lower(prefix + column(field, get_language() or "en")))
