"""Announcing events of partners and members."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from meetings.models import Event
from members.models import User
from wpsnet import search
from wpsnet.public_cache import published


@transaction.atomic
def announce(event: Event, organisers, *, by: User) -> Event:
    """Keep EVENT, new or corrected, and show it to everybody."""
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        name = error.__cause__.diag.constraint_name
        rule = next((rule for rule in Event._meta.constraints if rule.name == name), None)
        said = rule.violation_error_message if rule else _("This was refused by the database. Nothing was changed.")
        raise ValidationError(said) from error
    event.organisers.set(organisers)
    search.rebuild("event", [str(event.pk)])
    published()
    return event


@transaction.atomic
def remove(event: Event, *, by: User) -> None:
    """Take EVENT away, which was entered by mistake; calendars that have it keep their copy."""
    key = str(event.pk)
    event.delete()
    search.rebuild("event", [key])
    published()
