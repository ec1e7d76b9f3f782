"""Taking a name, an address, a number out of every text that the database holds.

An erasure first clears the columns that are about the person. This finds where else she stands: in a note, in what a mail
server answered, in the history of either. All tables of the members, the plans and the ground are swept, whoever adds one.
"""

import json
import re

import pgtrigger
from django.apps import apps
from django.db import connection, models
from psycopg import sql

ERASED = "[erased]"
APPS = ["members", "wpsnet", "account", "pghistory", "actionplans", "meetings", "newsletters", "observatory"]
# Reference data; documents, editions and records of meetings, which stay as they were published; and rows that name one
# person each, which are cleared by their key: another may bear the same name.
PASSED_OVER = {
    *("Plan", "PlanBody", "PlanEvent", "Finding", "PublishedCount", "DocumentPage", "Edition"),
    *("Member", "Region", "Source", "Theme", "ReferenceRow", "SearchEntry"),
    *(
        "Meeting",
        "Session",
        "Speaker",
        "Statement",
        "Attendance",
        "Paper",
        "ActionPoint",
        "Event",
        "RuleText",
        "RuleVersion",
    ),
    *("ChairSummary", "Signatory", "Paragraph", "Corrigendum", "Summary"),
    *("User", "Invitation", "CircleMembership", "EmailAddress"),
}
LETTER = re.compile(r"[^\W_]")


def tables():
    """Each model to sweep, with its columns of words."""
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        is_table = model._meta.managed and not model._meta.proxy
        if is_table and model.__name__.removesuffix("History") not in PASSED_OVER:
            columns = [field for field in model._meta.concrete_fields if holds_words(field)]
            if columns:
                yield model, columns


def holds_words(field):
    plain = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
    return (plain or isinstance(field, models.JSONField)) and not (field.choices or field.unique or field.primary_key)


def pattern(needles, *, quoted=False):
    """A regular expression of PostgreSQL that finds NEEDLES as whole words; QUOTED as JSON writes them."""
    return "|".join(
        one_pattern(json.dumps(needle, ensure_ascii=False)[1:-1] if quoted else needle) for needle in needles
    )


def one_pattern(needle):
    words = [re.sub(r"([^\w])", r"\\\1", word) for word in needle.split()]
    before = r"\m" if LETTER.match(needle) else ""
    after = r"\M" if LETTER.match(needle[-1]) else ""
    return before + r"[\s_.]+".join(words) + after


def sweep(needles):
    """Put [erased] wherever one of NEEDLES stands. Called inside a transaction."""
    needles = sorted(needles, key=len, reverse=True)
    if not needles:
        return
    searches = {False: pattern(needles), True: pattern(needles, quoted=True)}
    with history_open(), connection.cursor() as cursor:
        for model, columns in tables():
            cursor.execute(*statement(model, columns, searches))


def history_open():
    """History is only ever added to, but for this."""
    found = apps.get_models()
    kept = [model._meta.label for model in found if any(t.name == "append_only" for t in model_triggers(model))]
    return pgtrigger.ignore(*(f"{label}:append_only" for label in kept))


def history_of(model):
    return model.history.rel.related_model


def model_triggers(model):
    return [trigger for _model, trigger in pgtrigger.registered() if _model is model]


def statement(model, columns, searches):
    """One UPDATE for a table: all its columns at once, and only the rows in which something is found."""
    changes, found, parameters, asked = [], [], [], []
    for field in columns:
        column, is_json = sql.Identifier(field.column), isinstance(field, models.JSONField)
        text = sql.SQL("{}::text").format(column)
        clean = sql.SQL("regexp_replace({}, %s, %s, 'gi')").format(text)
        if is_json:
            clean = sql.SQL("({})::jsonb").format(clean)
        elif field.max_length:
            clean = sql.SQL("left({}, {})").format(clean, sql.Literal(field.max_length))
        changes.append(sql.SQL("{} = {}").format(column, clean))
        parameters += [searches[is_json], ERASED]
        found.append(sql.SQL("{} ~* %s").format(text))
        asked.append(searches[is_json])
    query = sql.SQL("UPDATE {} SET {} WHERE {}").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(changes), sql.SQL(" OR ").join(found)
    )
    return query.as_string(connection.connection), parameters + asked
