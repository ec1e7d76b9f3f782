"""A database that was restored elsewhere, or beside the one it was copied from, must not write to anybody.

So it knows where it lives: the database cluster, the database in it, and the setting INSTALLATION (the portal's address
where nothing else is set). A new database takes the place where it first sends mail. `manage.py installation` tells, and an
operator who means it moves the database in with `manage.py installation --release`.
"""

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from wpsnet.models import Delivery, Installation

HELD = gettext_noop("The database was restored. Nobody knows whether this mail went out before.")

log = structlog.get_logger(__name__)


def here():
    """The name of this place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())"
            " FROM pg_control_system()"
        )
        cluster, database = cursor.fetchone()
    return f"{settings.INSTALLATION} {cluster}.{database}".strip()


def known():
    """The name under which this database may send mail; a new database takes the name of this place."""
    found = Installation.objects.first() or Installation.objects.get_or_create(pk=1, defaults={"name": here()})[0]
    return found.name


def may_send():
    if known() == here():
        return True
    log.error("restored_copy_sends_nothing", known=known(), here=here())
    return False


@transaction.atomic
def release(*, send_open):
    """Let this database send mail from here. What was open is held for a person, or sent if SEND_OPEN."""
    if known() == here():
        return 0
    Installation.objects.update_or_create(pk=1, defaults={"name": here(), "since": timezone.now()})
    if send_open:
        return 0
    return Delivery.objects.open().update(state=Delivery.State.UNCERTAIN, reason=HELD, lease_until=None, next_at=None)
