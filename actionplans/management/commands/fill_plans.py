"""`manage.py fill_plans`: an invented registry of any size, to measure on."""

import time

from django.core.management.base import BaseCommand
from django.db import connection

from actionplans import filling
from wpsnet.public_cache import published
from wpsnet.scratch import analyze, check_database


class Command(BaseCommand):
    help = "Fills a database that you name with invented plans, or clears them away again. Never where people work."

    def add_arguments(self, parser):
        parser.add_argument("--plans", type=int, default=10_000)
        parser.add_argument("--members", type=int, default=200)
        parser.add_argument("--actions", type=int, default=100_000)
        parser.add_argument("--reports", type=int, default=300_000)
        parser.add_argument("--clear", action="store_true", help="take the invented plans away")
        parser.add_argument(
            "--yes", metavar="DATABASE", help="the name of the database, where WPSNET_DATABASE gives none"
        )

    def handle(self, *, plans, members, actions, reports, clear, yes, **options):
        check_database(yes, "A registry")
        begun = time.monotonic()
        if clear:
            filling.clear()
            told = "The invented plans are gone."
        else:
            added = filling.fill(plans, members, actions, reports)
            told = "Added: " + ", ".join(f"{count} {name}" for name, count in added.items()) + "."
        published()
        analyze()
        self.stdout.write(f"{told} {time.monotonic() - begun:.1f} s in {connection.settings_dict['NAME']}.")
