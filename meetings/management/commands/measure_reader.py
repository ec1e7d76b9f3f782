"""How well the reader of summaries reads: found, missed and wrong for each kind, over texts with known answers."""

import json
import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings.reader.measure import compared, totals
from meetings.reader.read import read
from meetings.summaries import known_names
from meetings.summary_text import extract

SUMMARIES = Path("tests/meetings/summaries")
HEAD = f"{'':14}{'found':>7}{'missed':>8}{'wrong':>7}{'of these, marked sure':>23}"


class Command(BaseCommand):
    help = "Read summaries with known answers (a .json of the same name) and print found, missed and wrong."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="a .txt, .docx or .pdf with its .json beside it")

    def handle(self, *, files, **options):
        files = files or sorted((settings.BASE_DIR / SUMMARIES).glob("*.txt"))
        if not files:
            raise CommandError(f"There are no summaries in {SUMMARIES}.")
        names, results = known_names(), []
        for file in files:
            results.append(list(self.measured(file, names)))
            self.report(file, results[-1])
        self.stdout.write(HEAD)
        for score in totals(results):
            self.stdout.write(f"{score.kind:14}{score.found:>7}{score.missed:>8}{score.wrong:>7}{score.wrong_sure:>23}")

    def measured(self, file, names):
        expected = file.with_suffix(".json")
        if not expected.exists():
            raise CommandError(f"{expected} is missing: what a careful reader finds in {file.name}.")
        found = extract(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "text/plain")
        return compared(read(found.blocks, names), json.loads(expected.read_text()))

    def report(self, file, result):
        self.stdout.write(file.name)
        for kind, missed, wrong, _found in result:
            for one in missed:
                self.stdout.write(f"  {kind}: missed {one}")
            for one, sure in wrong:
                self.stdout.write(f"  {kind}: wrong {one}{' (marked sure)' if sure else ''}")
