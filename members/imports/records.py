"""Changing many records in few statements, and putting them back: what the two kinds of files share."""

import datetime as dt

from django.apps import apps
from django.db import models

BATCH = 500


def update(model, pairs):
    """Write the fields of each (record, {field: value}) of PAIRS; a statement for each set of fields."""
    by_fields = {}
    for record, fields in pairs:
        for name, value in fields.items():
            setattr(record, name, value)
        for name in fields:
            model._meta.get_field(name).pre_save(record, add=False)  # fills the bounds of a date
        if fields:
            by_fields.setdefault(tuple(sorted(fields)), []).append(record)
    for names, records in by_fields.items():
        model.objects.bulk_update(records, with_bounds(model, names), batch_size=BATCH)


def with_bounds(model, names):
    """NAMES, and the fields that are written together with them: the bounds of a date, the text in no language."""
    for name in names:
        field = model._meta.get_field(name)
        yield name
        yield from filter(None, (getattr(field, "first", None), getattr(field, "last", None)))
        if name.endswith("_en"):
            yield name.removesuffix("_en")


def snapshot(record, names):
    """{column: value} of the fields NAMES, as JSON takes them."""
    fields = [record._meta.get_field(name) for name in names]
    values = {field.attname: getattr(record, field.attname) for field in fields}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def restored(model, before):
    """{field: value} of a snapshot."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) if value is not None else None for name, value in before.items()}


# --- May it be taken back? --------------------------------------------------------------------------------------------------


def conflicts(row, found, columns, blocked):
    """The code of why the stored ROW cannot be taken back, or None. FOUND are the records by key, BLOCKED the keys of
    new ones that must stay, with the code of the reason."""
    record = found.get(row.target)
    if record is None:
        return "row_gone"
    if row.state == row.State.NEW:
        return blocked.get(row.target)
    same = all(columns[name].text_of(record) == new for name, _old, new in row.changes if name in columns)
    return None if same else "row_changed"


def changed(model, keys):
    """Those of KEYS whose record has been changed since it was made, in whatever way: the history knows."""
    history = apps.get_model("members", f"{model.__name__}History")
    return set(history.objects.filter(pgh_obj__in=keys, pgh_label="update").values_list("pgh_obj", flat=True))


def used(model, keys, *, except_for=None):
    """Those of KEYS to whose record another one refers. EXCEPT_FOR names, by model, the keys of records that do not count."""
    found = set()
    for relation in model._meta.related_objects:
        if relation.on_delete is models.DO_NOTHING:  # the history
            continue
        name = relation.field.name
        others = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
        others = others.exclude(pk__in=(except_for or {}).get(relation.related_model, ()))
        found.update(others.values_list(name, flat=True))
    return found
