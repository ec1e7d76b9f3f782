"""The languages in which documents of plans are written: the six of the network first, then those of the members."""

from babel import Locale
from django.utils.translation import get_language

from wpsnet.languages import CODES, NAMES, SEARCH_CONFIGS, babel_locale

# fmt: off
OTHERS = [
    "am", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "et", "fa", "fi", "ga", "he", "hi", "hr",
    "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "ko", "ky", "lo", "lt", "lv", "mk", "mn", "ms", "mt",
    "my", "nb", "ne", "nl", "pl", "prs", "ps", "pt", "ro", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta",
    "tet", "tg", "th", "tr", "uk", "ur", "uz", "vi",
]
# fmt: on
# PostgreSQL's text search configurations for these; what is not here is searched for as it is written.
CONFIGS = SEARCH_CONFIGS | {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "fi": "finnish",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
RIGHT_TO_LEFT = {"ar", "fa", "he", "prs", "ps", "ur"}


def language_name(code):
    """What language CODE is called: one of the six by its own name, the others in the reader's language."""
    if code in NAMES:
        return NAMES[code]
    reader = babel_locale(get_language())
    return reader.languages.get(code) or Locale.parse("en").languages.get(code, code)


def language_choices():
    others = sorted(((code, language_name(code)) for code in OTHERS), key=lambda choice: choice[1].casefold())
    return [(code, NAMES[code]) for code in CODES] + others


def config_of(language):
    return CONFIGS.get(language, "simple")
