"""The interface texts: taken from Python and templates into locale/<language>/LC_MESSAGES/django.po, checked, compiled.

Babel does the work of GNU gettext, which not every machine has. The catalogues hold no line numbers and are in the order
of their messages, so that two people's changes rarely meet.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import c2py
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

LOCALES = [to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
TEMPLATE_SUFFIXES = {".html", ".txt"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "_l": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\((\w+)\)[sd]|(%[sd])|\{(\w*)\}|(</?[a-z][^>]*>)")


@dataclass
class Text:
    """A message as the code has it: `id` is the English text, or the pair of singular and plural."""

    id: str | tuple[str, str]
    context: str | None
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


# --- Taking them from the code ----------------------------------------------------------------------------------------


def texts_of_code(root) -> list[Text]:
    """All messages of the apps and templates below ROOT, those with the same words and context as one."""
    found = {}
    for path in sources(root):
        for message, comments, context in messages_of(path):
            first = message[0] if isinstance(message, tuple) else message
            text = found.setdefault((first, context), Text(message, context))
            text.id = message if isinstance(message, tuple) else text.id
            text.files.add(str(path.relative_to(root)))
            text.comments += [comment for comment in comments if comment not in text.comments]
    return list(found.values())


def sources(root) -> Iterator[Path]:
    for app in sorted(root.glob("*/apps.py")):
        yield from sorted(path for path in app.parent.rglob("*.py") if "migrations" not in path.parts)
    yield from sorted(path for path in root.glob("templates/**/*") if path.suffix in TEMPLATE_SUFFIXES)


def messages_of(path):
    """(message, comments, context) of each marked text in the file at PATH."""
    code = path.read_text("utf-8")
    if path.suffix != ".py":
        # What Django makes of a template has Python's words but not its indentation.
        code = re.sub(r"^[ \t]+", "", templatize(code, origin=str(path)), flags=re.MULTILINE)
    for _line, message, comments, context in babel_extract(
        "python", BytesIO(code.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    ):
        message = tuple(message) if isinstance(message, tuple | list) else message
        if message and message != ("", ""):
            yield message, comments, context


# --- Catalogues -------------------------------------------------------------------------------------------------------


def catalogue_path(root, locale):
    return root / "locale" / locale / "LC_MESSAGES" / "django.po"


def read_catalogue(path, locale):
    if not path.exists():
        return empty_catalogue(locale)
    with open(path, "rb") as file:
        return read_po(file, locale=locale)


def empty_catalogue(locale):
    catalogue = Catalog(locale=locale, charset="utf-8")
    catalogue.mime_headers = [("Plural-Forms", plural_forms(locale))]
    return catalogue


def plural_forms(locale):
    """The rule of Django's own catalogue: with another one, Django would not take the two for the same language."""
    path = Path(django.__file__).parent / "conf" / "locale" / locale / "LC_MESSAGES" / "django.po"
    header = path.read_text("utf-8").split("\n\n")[0].replace('"\n"', "")
    return re.search(r"Plural-Forms: (.*?)\\n", header).group(1)


def extract(root) -> list[Path]:
    """Bring every catalogue to the texts of the code: new ones empty, vanished ones dropped. Returns what it changed."""
    texts, changed = texts_of_code(root), []
    for locale in LOCALES:
        path = catalogue_path(root, locale)
        old, new = read_catalogue(path, locale), empty_catalogue(locale)
        for text in texts:
            add(new, text, old.get(text.id, text.context))
        content = as_po(new, locale)
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def add(catalogue, text, known):
    """Put TEXT into CATALOGUE, with the translation that is KNOWN, if it has as many forms."""
    many = isinstance(text.id, tuple)
    string = known.string if known and isinstance(known.string, tuple) == many else None
    catalogue.add(
        text.id,
        string or (("",) * catalogue.num_plurals if many else ""),
        locations=[(file, 0) for file in sorted(text.files)],
        flags=known.flags & {"fuzzy"} if known else (),
        auto_comments=text.comments,
        user_comments=known.user_comments if known else (),
        context=text.context,
    )


def as_po(catalogue, locale):
    """A header of what must be there, without dates, and the messages in their order."""
    headers = {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(locale),
    }
    lines = ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in headers.items())]
    messages = BytesIO()
    write_po(messages, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return ("\n".join(lines) + "\n\n").encode() + messages.getvalue().lstrip(b"\n")


def compile(root) -> list[Path]:
    """Make the .mo of each catalogue that is newer than its own. Returns what it made."""
    made = []
    for locale in LOCALES:
        path = catalogue_path(root, locale)
        target = path.with_suffix(".mo")
        if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
            continue
        part = target.with_suffix(".part")  # two processes may be at it
        with open(part, "wb") as file:
            write_mo(file, read_catalogue(path, locale))
        part.replace(target)
        made.append(target)
    return made


# --- Checking ---------------------------------------------------------------------------------------------------------


def check(root) -> list[str]:
    """What is wrong with the texts of the code and with their translations, a line each."""
    texts = texts_of_code(root)
    faults = [fault for path in sources(root) for fault in faults_of_source(path, path.relative_to(root))]
    for text in texts:
        if "\n" in "".join(text.id):
            faults.append(f"{', '.join(sorted(text.files))}: “{shown(text)}” is not trimmed")
    for locale in LOCALES:
        faults += [f"{locale}: {fault}" for fault in faults_of_catalogue(root, locale, texts)]
    return faults


def faults_of_source(path, name):
    """Texts that are put together before they are translated: no catalogue can hold them."""
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if is_gettext(node) and any(is_put_together(part) for part in node.args[:3]):
            yield f"{name}:{node.lineno}: the text is put together before it is translated"


def is_gettext(node):
    called = node.func if isinstance(node, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", None)) in KEYWORDS


def is_put_together(node):
    return isinstance(node, ast.JoinedStr | ast.BinOp) or is_format(node)


def is_format(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def faults_of_catalogue(root, locale, texts):
    catalogue = read_catalogue(catalogue_path(root, locale), locale)
    expected = empty_catalogue(locale)
    if catalogue.plural_forms != expected.plural_forms:
        yield f"the Plural-Forms must be Django's: {expected.plural_forms}"
    for text in texts:
        known = catalogue.get(text.id, text.context)
        for reason in faults_of_translation(text, known, expected):
            yield f"“{shown(text)}” {reason}"
    present = {(text.id, text.context) for text in texts}
    for message in catalogue:
        if message.id and (message.id, message.context) not in present:
            yield f"“{message.id}” is not in the code any more: run texts extract"


def faults_of_translation(text, known, catalogue):
    if known is None:
        yield "is missing: run texts extract"
        return
    if known.fuzzy:
        yield "is fuzzy"
    many = isinstance(text.id, tuple)
    forms = known.string if isinstance(known.string, tuple) else (known.string,)
    if many and len(forms) != catalogue.num_plurals:
        yield f"has {len(forms)} plural forms instead of {catalogue.num_plurals}"
    elif not all(forms):
        yield "is empty"
    else:
        wanted, allowed = places(text.id[-1] if many else text.id), places("".join(text.id))
        for number, form in enumerate(forms):
            missing = set() if many and says_one_number(catalogue, number) else wanted - places(form)
            if missing or places(form) - allowed:
                yield f"has other places than the English text: {sorted(missing | (places(form) - allowed))}"


def places(text):
    """What stands in TEXT for something else: %(name)s, %s, {name}, <b>."""
    return {match.group() for match in PLACE.finditer(text)}


def says_one_number(catalogue, form):
    """Whether plural FORM is for one number only, so that its text need not name it."""
    rule = c2py(catalogue.plural_expr)
    return sum(rule(number) == form for number in range(200)) <= 1


def shown(text):
    words = text.id[0] if isinstance(text.id, tuple) else text.id
    return words if len(words) <= 60 else f"{words[:60]}…"
