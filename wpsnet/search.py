"""The search: every app's search.py says what of it can be found; here it is written down, and asked for.

One row per record and language (SearchEntry). A text is folded and stemmed the way its language does it; names and codes
are there as they stand in every row of their record, so that a name in any language finds it for any reader.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchVector
from django.db import OperationalError, connection, transaction
from django.db.models import Value
from django.utils.translation import override
from psycopg.errors import QueryCanceled

from wpsnet.languages import SEARCH_CONFIGS
from wpsnet.models import SearchEntry
from wpsnet.surfaces import Surface
from wpsnet.words import clean, fold, indexable

LONGEST = 200  # signs of a question
LIMITS = {
    "statement_timeout": "3000",  # milliseconds that the database may think about one
    "pg_trgm.strict_word_similarity_threshold": "0.4",  # Swden is Sweden
}
NEAR = 10

kinds = Surface()


@dataclass(frozen=True)
class Findable:
    """A record as search sees it. `titles` and `bodies` are texts by language; its own `names` and codes, and those of
    what it is `about`, find it in any language."""

    key: str
    path: str
    titles: dict[str, str]
    bodies: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    date: dt.date | None = None


def findable(kind, label):
    """Register a function that yields the Findable records of KIND: all of them, or those of the keys it is given.

    LABEL, in the plural, is what a reader calls that kind.
    """

    def add(function: Callable[..., Iterable[Findable]]):
        function.label = label
        return kinds.guest(kind)(function)

    return add


def path_of(record):
    """The address of RECORD without its language prefix."""
    with override("en"):
        return record.get_absolute_url().removeprefix("/en")


# --- Writing ----------------------------------------------------------------------------------------------------------


def rebuild(kind=None, keys=None):
    """Write anew what can be found: all, one KIND, or the records of that kind with KEYS.

    An action calls this after it has published something.
    """
    with transaction.atomic():
        for name in [kind] if kind else kinds:
            old = SearchEntry.objects.filter(kind=name)
            (old.filter(key__in=keys) if keys is not None else old).delete()
            entries = [entry for record in kinds[name](keys) for entry in _entries(name, record)]
            SearchEntry.objects.bulk_create(
                entries,
                batch_size=500,
                update_conflicts=True,  # somebody else may be writing the same record
                unique_fields=["kind", "key", "language"],
                update_fields=["title", "body", "path", "date", "vector", "names"],
            )
        if kind is None:
            SearchEntry.objects.exclude(kind__in=kinds).delete()


def _entries(kind, record):
    names = [name for name in record.names if name]
    for language in [code for code in SEARCH_CONFIGS if record.titles.get(code)]:
        title, body = record.titles[language], record.bodies.get(language, "")
        yield SearchEntry(
            kind=kind,
            key=record.key,
            language=language,
            title=clean(title)[:400],
            body=clean(body),
            path=record.path,
            date=record.date,
            vector=_vector(language, title, body, names, record.about),
            names="\n" + "\n".join(dict.fromkeys(fold(name).strip() for name in [title, *names])) + "\n",
        )


def _vector(language, title, body, names, about):
    config = SEARCH_CONFIGS[language]
    return (
        SearchVector(Value(indexable(title)), weight="A", config=config)
        + SearchVector(Value(indexable(" \n ".join(names))), weight="A", config="simple")
        + SearchVector(Value(indexable(" \n ".join(filter(None, about)))), weight="B", config="simple")
        + SearchVector(Value(indexable(body)), weight="B", config=config)
    )


# --- Asking -----------------------------------------------------------------------------------------------------------


class TooSlowError(Exception):
    """The database has thought for too long and given up."""


@contextlib.contextmanager
def limited():
    """Ask within: a search that takes too long then raises TooSlowError instead of holding the database."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config(name, value, true) FROM unnest(%s::text[], %s::text[]) AS limits (name, value)",
                    [list(LIMITS), list(LIMITS.values())],
                )
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlowError from error
        raise


def search(text, language, kind=None):
    """What is found for TEXT, written in any language, the best first; each record once, for a reader of LANGUAGE."""
    found = SearchEntry.objects.matching(text[:LONGEST])
    return (found.filter(kind=kind) if kind else found).one_per_record(language)


def counts(text):
    """How many records each kind has for TEXT."""
    return SearchEntry.objects.matching(text[:LONGEST]).records_by_kind()


def near(text, language):
    """Where nothing is found: a few records with a name like TEXT."""
    return SearchEntry.objects.nearly(text[:LONGEST]).one_per_record(language)[:NEAR]
