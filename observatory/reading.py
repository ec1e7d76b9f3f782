"""The public lists for programs: the rows that a page lists, in JSON, page by page with a cursor (docs/decisions/0017).

A list is asked for as a reader asks for its page, so its rows, its filters and its columns cannot differ from the page's.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.forms import MultipleChoiceField
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from observatory.snapshot import LISTS, asked

MOST, USUAL = 200, 50
OURS = ("lang", "limit", "cursor")
ONLY_ON_PAGES = {"documents": ["q"]}  # which lists passages in place of documents, and may take long
SALT = "cursor of the read interface"


@dataclass
class Problem(Exception):
    """What is told in place of rows: RFC 9457. `faults` names parameters and says what is wrong with each."""

    status: int
    detail: str
    faults: dict | None = None


def listed(route, query=""):
    """What the page at ROUTE would list for QUERY, as wpsnet.exports.Listed; no row is asked for yet."""
    found = []

    def door(one):
        found.append(one)
        return HttpResponse()

    asked(route, f"{query}&format=json", door=door)
    return found[0]


@cache
def routes():
    """{name of a list: the route of its page}."""
    return {listed(route).name: route for route in LISTS}


def rows_of(route, given):
    """What is answered: {"list", "language", "rows", "next"}, where `next` is a cursor or None. GIVEN is a QueryDict of
    filters, `limit` and `cursor`. Raises Problem."""
    filters = given.copy()
    for name in OURS:
        filters.pop(name, None)
    refuse_strange(listed(route), given)
    one = listed(route, filters.urlencode())
    rows = one.rows
    if one.filterset is not None:
        if not one.filterset.is_valid():
            raise Problem(400, _("A filter has a value that does not exist."), faults_of(one.filterset.form))
        rows = one.filterset.qs
    mark = f"{one.name} {hashlib.sha256(repr(sorted(filters.lists())).encode()).hexdigest()[:16]}"
    found, last = part(rows, after(given, mark), limit_of(given))
    return {
        "list": one.name,
        "language": get_language(),
        "rows": [{column.name: column.value(row) for column in one.columns} for row in found],
        "next": None if last is None else signing.dumps([mark, last], salt=SALT),
    }


def refuse_strange(one, given):
    """A name that the list does not know, or one value too many, would be passed over in silence otherwise."""
    fields, faults = fields_of(one), {}
    for name in given:
        if name not in fields and name not in OURS:
            faults[name] = [_("This list has no such parameter.")]
        elif len(given.getlist(name)) > 1 and not isinstance(fields.get(name), MultipleChoiceField):
            faults[name] = [_("Give it once.")]
    if faults:
        raise Problem(400, _("The request has a parameter that cannot be understood."), faults)


def fields_of(one):
    """{name: form field} of the filters of a list."""
    fields = one.filterset.form.fields if one.filterset is not None else {}
    return {name: field for name, field in fields.items() if name not in ONLY_ON_PAGES.get(one.name, ())}


def faults_of(form):
    return {name: [str(one) for one in errors] for name, errors in form.errors.items()}


def limit_of(given):
    text = given.get("limit", str(USUAL))
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST):
        detail = _("Ask for at least one row, and for %(most)d at most.") % {"most": MOST}
        raise Problem(400, detail, {"limit": [detail]})
    return int(text)


def after(given, mark):
    """The key of the last row that was read; None at the beginning."""
    if "cursor" not in given:
        return None
    try:
        of, last = signing.loads(given["cursor"], salt=SALT)
    except (signing.BadSignature, ValueError):
        of = None
    if of != mark:
        detail = _("This cursor does not belong to this list with these filters. Begin again without it.")
        raise Problem(400, detail, {"cursor": [detail]})
    return last


def part(rows, last, limit):
    """(LIMIT of ROWS after the key LAST, the key of the last of them or None where nothing follows).

    Rows of the database come in the order of their key, so that one that is added or changed meanwhile is neither left
    out nor told twice; computed rows come in the order of the page.
    """
    if isinstance(rows, QuerySet) and issubclass(rows.model, Model) and rows._fields is None:
        rows = rows.order_by("pk")
        found = list((rows if last is None else rows.filter(pk__gt=last))[: limit + 1])
        return found[:limit], found[limit - 1].pk if len(found) > limit else None
    begin = last or 0
    found = list(rows)[begin : begin + limit + 1]
    return found[:limit], begin + limit if len(found) > limit else None


def written(told):
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
