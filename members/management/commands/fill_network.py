"""`manage.py fill_network`: an invented network of any size, to measure on."""

import time

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, connection

from members import filling
from wpsnet.public_cache import published
from wpsnet.scratch import analyze, check_database


class Command(BaseCommand):
    help = "Fills a database that you name with an invented network, or clears it away again. Never where people work."

    def add_arguments(self, parser):
        parser.add_argument("--members", type=int, default=5000)
        parser.add_argument("--appointments", type=int, default=20_000)
        parser.add_argument("--clear", action="store_true", help="take the invented network away")
        parser.add_argument(
            "--yes", metavar="DATABASE", help="the name of the database, where WPSNET_DATABASE gives none"
        )

    def handle(self, *, members, appointments, clear, yes, **options):
        check_database(yes, "A network")
        begun = time.monotonic()
        if clear:
            clear_away()
            told = "The invented network is gone."
        else:
            added = filling.fill(members, appointments)
            told = "Added: " + ", ".join(f"{count} {name}" for name, count in added.items()) + "."
        published()
        analyze()
        self.stdout.write(f"{told} {time.monotonic() - begun:.1f} s in {connection.settings_dict['NAME']}.")


def clear_away():
    try:
        filling.clear()
    except IntegrityError as error:
        raise CommandError(
            "Nothing was taken away: somebody has worked with the invented people since, and those rows point to them. "
            "Drop the whole database instead."
        ) from error
