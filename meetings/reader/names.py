"""Names of states and organisations in a text: in any of the six languages, long and short, inflected, with their article.

The names are those of CLDR (through Babel), the members' own from the records, and a few usual short ones.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from meetings.reader.normal import fold, normal
from meetings.reader.usual_names import NOT_THESE, USUAL

LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]
BRACKETS = re.compile(r"^(?P<short>[^(]+?)\s?\((?P<more>[^)]+)\)$")
ADJECTIVE = re.compile(r"(?:ая|яя|ий|ый|ой|ое|ее|ые|ие)$")
ADJECTIVE_ENDS = "(?:ая|яя|ую|юю|ой|ей|ого|его|ому|ему|ым|им|ом|ем|ое|ее|ые|ие|ых|их|ыми|ими|ий|ый)"
NOUN_ENDS = {
    "ия": "(?:ия|ии|ию|ией)",
    "ь": "(?:ь|и|ю|ью|я|ем|е)",
    "й": "(?:й|я|ю|ем|е)",
    "а": "(?:а|ы|и|у|е|ой)",
    "я": "(?:я|и|ю|е|ей)",
    "ы": "(?:ы||ов|ам|ами|ах)",
}


@dataclass(frozen=True)
class Name:
    """A state or organisation that may be named: its slug, its kind, and its names by language."""

    slug: str
    kind: str
    iso2: str = ""
    names: tuple[tuple[str, str], ...] = ()  # (language, name)
    acronym: str = ""


@dataclass(frozen=True)
class Hit:
    start: int
    end: int
    slug: str
    kind: str
    is_near: bool = False  # not the name itself, but one letter away from it


class Names:
    """The dictionary. Made once for a reading, from the members on record."""

    def __init__(self, entries):
        self.entries = list(entries)
        self.kinds = {entry.slug: entry.kind for entry in self.entries}

    def forms(self, language):
        """{a form as a regular expression, folded: slug}; nothing for the parts of longer names."""
        locale, forms = Locale.parse(language.replace("-", "_")), {}
        usual = USUAL[language]
        told = {}
        for entry in self.entries:
            own = [name for code, name in entry.names if code == language and name]
            own += [locale.territories.get(entry.iso2, "")] if entry.iso2 else []
            told[entry.slug] = [normal(name) for name in [*own, *usual.get(entry.slug, "").split("|")] if name]
        for spell in (whole, spelled):  # 刚果 is a name of its own before it is the short form of 刚果(金)
            for slug, own in told.items():
                for form in (form for name in own for form in spell(name)):
                    forms.setdefault(pattern_of(form, language), slug)
        for entry in self.entries:
            if len(entry.acronym) > 1:
                forms.setdefault(f"(?-i:{re.escape(entry.acronym)})", entry.slug)
        for name in NOT_THESE[language].split("|"):
            forms[pattern_of(normal(name), language)] = ""
        return forms

    @cached_property
    def compiled(self):
        return {}

    def of(self, language):
        if language not in self.compiled:
            forms = sorted(self.forms(language).items(), key=lambda form: -len(form[0]))
            groups = "|".join(form for form, _slug in forms)
            before = r"(?<!\w)" if language != "ar" else r"(?<!\w)(?:[وف]?[بلك]?)"
            if language == "zh-hans":
                pattern = re.compile(f"(?:{groups})")
            else:
                pattern = re.compile(rf"{before}(?P<name>{groups})(?!\w)", re.I)
            alone = [(re.compile(form, re.I), slug) for form, slug in forms]
            self.compiled[language] = pattern, alone, {}
        return self.compiled[language]

    def find(self, text, language):
        """The Hits in TEXT, in their order; the longest name wins."""
        pattern, alone, known = self.of(language)
        hits = []
        for match in pattern.finditer(plain_for(text)):
            group = "name" if "name" in match.groupdict() else 0
            form = match[group]
            if form not in known:
                known[form] = next(slug for one, slug in alone if one.fullmatch(form))
            if known[form] and is_named(text, match.start(group), language, self.kinds[known[form]]):
                hits.append(Hit(match.start(group), match.end(group), known[form], self.kinds[known[form]]))
        return hits

    def exactly(self, text, language):
        """The slug of the one name that TEXT is, or None."""
        hits = self.find(text, language)
        bare = re.sub(r"^\W+|\W+$", "", text)
        return hits[0].slug if len(hits) == 1 and hits[0].end - hits[0].start >= len(bare) else None

    def near(self, word, language):
        """The slug of the one state whose name is one letter away from WORD, or None."""
        word = plain_for(word)
        if len(word) < 4:
            return None
        _pattern, alone, _known = self.of(language)
        near = {
            slug
            for form, slug in alone
            if slug
            and self.kinds[slug] == "state"
            and is_one_off(word.lower(), re.sub(r"\\(.)|\(\?.*|\[.*", r"\1", form.pattern))
        }
        return near.pop() if len(near) == 1 else None


def plain_for(text):
    """TEXT without accents, but with its capitals: acronyms are told from words by them."""
    return "".join(
        small.upper() if sign.isupper() and len(small.upper()) == 1 else small
        for sign, small in zip(text, fold(text), strict=True)
    )


def is_named(text, start, language, kind):
    """A name begins with a capital, where the script has them; civil society has none."""
    return language in ("zh-hans", "ar") or not text[start].islower() or kind == "civil_society"


def whole(name):
    return [name]


def spelled(name):
    """NAME as it may be written: with and without what stands in brackets, which is a second name or the rest of the first."""
    found = BRACKETS.match(name.replace(" -", " ").replace("  ", " ")) if not name.endswith("))") else None
    if not found:
        return [name]
    short = re.sub(r"\s?\(.*", "", name)
    return [name, short, found["more"].strip()] if is_second_name(found) else [name, short]


def is_second_name(found):
    """UN-Women after the long name; not “Plurinational State of”, nor “Islamic Republic”."""
    short, more = found["short"], found["more"]
    return (
        len(more) > 2
        and (len(short) > 3 * len(more) or "-" in more)
        and not more.endswith((" of", " the", " de", " del", "d'"))
    )


def pattern_of(form, language):
    """FORM as a folded regular expression that also meets its inflected forms."""
    folded = fold(form)
    if language == "ru":
        words = re.split(r"([\s«»\"-]+)", folded)
        return "".join(re.escape(word) if re.fullmatch(r"[\s«»\"-]*", word) else russian(word, form) for word in words)
    if language == "ar":
        words = [arabic(word, first=not at) for at, word in enumerate(folded.split(" "))]
        return r"\s".join(words)
    return re.escape(folded).replace(r"\ ", r"\s")


def arabic(word, first):
    """With the article, after a preposition too: البرازيل, للبرازيل."""
    return f"(?:{re.escape(word)}|ل{re.escape(word[2:])})" if first and word.startswith("ال") else re.escape(word)


def russian(word, form):
    if word.endswith("ство"):
        return re.escape(word[:-1]) + "(?:о|а|у|ом|е)"
    if len(word) < 4 or (word.endswith(("и", "у", "о", "е", "э", "'")) and not ADJECTIVE.search(word)):
        return re.escape(word)
    if form.isupper():
        return f"(?-i:{re.escape(word.upper())})"
    if ADJECTIVE.search(word):
        return re.escape(word[:-2]) + ADJECTIVE_ENDS
    for end, ends in NOUN_ENDS.items():
        if word.endswith(end):
            return re.escape(word[: -len(end)]) + ends
    return re.escape(word) + "(?:|а|у|ом|е|ы)" if not word.endswith(("ии", "ов", "ей")) else re.escape(word)


def is_one_off(word, other):
    """Whether one letter more, less or other parts WORD from OTHER."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    rest, other_rest = word[same:], other[same:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
