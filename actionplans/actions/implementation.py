"""What a plan sets out to do, and what its member reports of it."""

import re

from django.db import IntegrityError, transaction
from django.utils import timezone

from actionplans.actions.record import tell
from actionplans.models import Action, Objective, ProgressReport
from wpsnet.models import Source


class NumberTaken(Exception):
    """The plan has an objective, or the objective an action, of that number."""


class SaidAlready(Exception):
    """The same source gives a line of that kind, year and currency already."""


def sort_key(number):
    """1.2.10 after 1.2.9: every run of digits in NUMBER to the same length."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), number)[:80]


def save(record, *, by):
    """Save RECORD, an objective or an action, new or changed. Raises NumberTaken, and then nothing has changed."""
    record.order = sort_key(record.number)
    try:
        with transaction.atomic():
            record.save()
            tell(record.plan)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name in ("one_objective_per_number", "one_action_per_number"):
            raise NumberTaken from error
        raise
    return record


@transaction.atomic
def retire(action, *, by):
    """The action is no longer asked about. What was reported of it stays in the history."""
    Action.objects.filter(pk=action.pk, retired_on=None).update(retired_on=timezone.localdate())
    tell(action.plan)


@transaction.atomic
def report(action, year, *, by, **said):
    """What the member says of ACTION for YEAR; said again, it takes the place of what was said."""
    told, _is_new = ProgressReport.objects.update_or_create(
        action=action, year=year, defaults=said | {"reported_by": by}
    )
    tell(action.plan)
    return told


def save_budget_line(line, *, source, by):
    """Save LINE as told by SOURCE (title, address, kind). Raises SaidAlready, and then nothing has changed."""
    try:
        with transaction.atomic():
            line.source = Source.objects.told(**source)
            line.save()
            tell(line.plan)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name == "one_budget_line_per_source":
            raise SaidAlready from error
        raise
    return line


@transaction.atomic
def remove_budget_line(line, *, by):
    line.delete()
    tell(line.plan)


@transaction.atomic
def apply_logframe(plan, rows, *, language, by):
    """Write ROWS (dicts of a logframe, see actionplans.logframe) into PLAN, all or none; what it has by those numbers changes."""
    for row in rows:
        objective, _is_new = Objective.objects.update_or_create(
            plan=plan,
            number=row["objective_number"],
            defaults={"words": row["objective"], "language": language, "order": sort_key(row["objective_number"])},
        )
        fields = {name: row[name] for name in ("lead", "lead_type", "due", "indicator", "unit", "baseline", "target")}
        fields |= {"words": row["action"], "order": sort_key(row["action_number"]), "retired_on": None}
        Action.objects.update_or_create(objective=objective, number=row["action_number"], defaults=fields)
    tell(plan)
