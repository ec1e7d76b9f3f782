"""The read interface described by itself: OpenAPI 3.1, made of the FilterSets and columns of the pages."""

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from observatory.reading import MOST, USUAL, fields_of, listed, routes
from wpsnet.languages import CODES

VERSION = "1.0.0"
FEW = 60  # so many values of a filter are told one by one
ANY = {"type": ["string", "number", "boolean", "array", "object", "null"]}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "faults": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
}


def description():
    """The whole of it, in the active language."""
    lists = {name: listed(route) for name, route in routes().items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Women, Peace and Security Focal Points Network: public data"),
            "version": VERSION,
            "description": _("The public lists of the portal, for reading, without an account."),
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {address(name): {"get": operation(one)} for name, one in sorted(lists.items())},
        "components": {"schemas": {"Problem": PROBLEM}},
    }


def address(name):
    return reverse("api:rows", args=[name])


def operation(one):
    return {
        "operationId": one.name.replace("-", "_"),
        "summary": one.name,
        "parameters": [*of_every_list(), *filters_of(one)],
        "responses": {
            "200": {
                "description": _("Rows of the list."),
                "headers": {"ETag": header(), "RateLimit": header(), "RateLimit-Policy": header()},
                "content": {"application/json": {"schema": answer_of(one)}},
            },
            "304": {"description": _("Nothing has changed.")},
            "400": problem(_("A parameter cannot be understood.")),
            "405": problem(_("The data are for reading only.")),
            "429": problem(_("Too many requests.")),
        },
    }


def header():
    return {"schema": {"type": "string"}}


def problem(words):
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def answer_of(one):
    row = {column.name: ANY | {"description": meaning_of(column)} for column in one.columns}
    return {
        "type": "object",
        "required": ["list", "language", "rows", "next"],
        "properties": {
            "list": {"const": one.name},
            "language": {"enum": CODES},
            "rows": {"type": "array", "items": {"type": "object", "required": list(row), "properties": row}},
            "next": {"type": ["string", "null"], "description": _("The address of the next rows.")},
        },
    }


def meaning_of(column):
    codes = "; ".join(f"{code}: {meaning}" for code, meaning in column.codes if code != "")
    return f"{column.label} ({codes})" if codes else str(column.label)


def of_every_list():
    return [
        parameter("lang", {"enum": CODES}, _("The language of the texts. Else that of Accept-Language, else English.")),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, _("How many rows.")),
        parameter("cursor", {"type": "string"}, _("Where the last answer ended: follow the address under “next”.")),
    ]


def parameter(name, schema, words):
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def filters_of(one):
    return [parameter(name, schema_of(field), words_of(name, field)) for name, field in fields_of(one).items()]


def schema_of(field):
    values = codes_of(field)
    if isinstance(field, forms.MultipleChoiceField):
        return {
            "type": "array",
            "items": {"enum": [code for code, _meaning in values]} if values else {"type": "string"},
        }
    return {"enum": ["", *(code for code, _meaning in values)]} if values else {"type": "string"}  # empty: any


def codes_of(field):
    """Pairs of a value and its meaning, where they are few; records of the database are named in their own list."""
    if isinstance(field, forms.ModelChoiceField) or not hasattr(field, "choices"):
        return []
    found = [(str(code), str(meaning)) for code, meaning in field.choices if code not in ("", None)]
    return found if len(found) <= FEW and not any(isinstance(one[1], list) for one in found) else []


def words_of(name, field):
    codes = "; ".join(f"{code}: {meaning}" for code, meaning in codes_of(field))
    return f"{field.label or name} ({codes})" if codes else str(field.label or name)
