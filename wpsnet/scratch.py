"""Commands that fill a database with invented rows, to measure on: never where people work."""

import os

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection


def check_database(named, what):
    """Raises CommandError unless the embedded services run and the database was NAMED, here or by WPSNET_DATABASE."""
    name = connection.settings_dict["NAME"]
    if not settings.EMBEDDED:
        raise CommandError(f"{what} is invented only where the embedded services run.")
    if name != (named or os.environ.get("WPSNET_DATABASE")):
        raise CommandError(f"This would fill the database {name}. If you mean it, add --yes {name}.")


def analyze():
    """So that the database knows what it holds before it is asked."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
