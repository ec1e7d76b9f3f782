"""`manage.py rebuild_search`: write the search anew, as after the translations of the interface have changed."""

from django.core.management.base import BaseCommand

from wpsnet import search
from wpsnet.models import SearchEntry
from wpsnet.public_cache import published


class Command(BaseCommand):
    help = "Writes anew what the search finds."

    def handle(self, *args, **options):
        search.rebuild()
        published()
        self.stdout.write(f"{SearchEntry.objects.count()} entries in {len(search.kinds)} kinds.")
