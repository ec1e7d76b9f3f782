"""What can be asked of a member's entry: for each condition the rows that fulfil it, by one definition for filter, count
and mark.

`among` is for many members at once: the database looks through ROWS once. `has` is for the few of a page: it looks up each
one. The models that answer stand on Member, so they are looked up when asked, not imported.
"""

import datetime as dt

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

HALF_A_YEAR, A_YEAR = dt.timedelta(days=183), dt.timedelta(days=365)


def among(rows):
    return Q(pk__in=rows.values("member"))


def has(rows):
    return Exists(rows.filter(member=OuterRef("pk")))


def rows_of(model):
    return apps.get_model("members", model)._default_manager.order_by()


def confirmations(since=None):
    """Somebody has said, on that day or later, that the entry is right."""
    said = rows_of("Confirmation")
    return said.filter(confirmed_on__gte=since) if since else said


def half_a_year_ago():
    return timezone.localdate() - HALF_A_YEAR


def a_year_ago():
    return timezone.localdate() - A_YEAR


def focal_points():
    return rows_of("Appointment").current().speaking()


def unanswered():
    """The last question whether the entry is still right waits for its answer."""
    return rows_of("Verification").unanswered().filter(is_latest=True)


def silent():
    """It has waited so long that no reminder is to come any more."""
    return rows_of("Verification").silent()


def bounced():
    """Mail to somebody who speaks for the member has come back for good."""
    cases = rows_of("ContactCase").open()
    return rows_of("Appointment").current().filter(person__in=cases.values("person"))
