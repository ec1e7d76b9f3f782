"""An earlier version of a record is put back, as a new change of its own."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.actions.readers import tell_readers
from members.models import Appointment, Member, Membership
from members.story import Kind, latest_event

# What is put back. What a person chose to show of herself is hers, and whom a post belongs to does not change.
FIELDS = {
    Kind.MEMBER: [
        field.attname for field in Member._meta.concrete_fields if field.name not in ("id", "name", "formal_name")
    ],
    Kind.MEMBERSHIP: ["standing", "since", "until", "source_id", "note"],
    Kind.APPOINTMENT: [*("role", "post", "institution", "sector", "languages", "since", "until", "edits", "publishes")],
}
UNWORDED = BaseConstraint.default_violation_error_message
MODELS = {Kind.MEMBER: Member, Kind.MEMBERSHIP: Membership, Kind.APPOINTMENT: Appointment}


class ChangedMeanwhile(Exception):
    """Somebody has changed the record since the difference was shown."""


class NotPossible(Exception):
    """The record as it was does not go together with what is there today; the words say why."""


@transaction.atomic
def restore(event, member, *, seen):
    """Put the record of EVENT back as it was after it. SEEN is its newest event when the difference was shown.

    A period of membership that was removed is written anew. Raises ChangedMeanwhile or NotPossible; nothing is changed then.
    """
    model = MODELS[event.kind]
    record = model.objects.select_for_update(no_key=True).filter(pk=event.record).first()
    if latest_event(event.kind, event.record) != seen or (record is None and event.kind != Kind.MEMBERSHIP):
        raise ChangedMeanwhile
    record = record or Membership(member=member)
    try:
        with transaction.atomic(), override("en"):
            fill(record, FIELDS[event.kind], event.now)
            record.full_clean(validate_constraints=False)  # the database does, in broken_rule's words
            record.save()
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise NotPossible(broken_rule(model, error)) from error
    tell_readers(member)
    return record


def broken_rule(model, error):
    """What the database says against it, in words."""
    name = error.__cause__.diag.constraint_name
    rules = {rule.name: rule for rule in model._meta.constraints if rule.violation_error_message != UNWORDED}
    return rules[name].violation_error_message if name in rules else _("Another record stands in its way.")


def fill(record, names, said):
    for name in names:
        field = record._meta.get_field(name)
        value = said.get(name) if field.is_relation else field.to_python(said.get(name))
        setattr(record, name.removesuffix("_en"), value)
