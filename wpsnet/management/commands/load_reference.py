"""`manage.py load_reference`: bring the portal to what data/*.csv says."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from wpsnet import reference
from wpsnet.public_cache import published


class Command(BaseCommand):
    help = "Checks data/*.csv and loads what they say anew: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--folder", type=Path, default=reference.FOLDER, help="default: data/")

    def handle(self, *args, dry_run, folder, **options):
        try:
            report = reference.load(folder, dry_run=dry_run, progress=self.progress)
        except reference.FaultyFilesError as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{len(error.faults)} faults in the reference data; nothing was loaded.") from error
        if dry_run:
            self.list_rows(report)
        else:
            published()  # every release runs this command, and brings templates that make the kept pages stale
        for row in report.gone:
            self.stderr.write(f"{row} has vanished from its file, and stays in the portal.")
        counts = f"{len(report.new)} new, {len(report.changed)} changed, {len(report.removed)} removed"
        self.stdout.write(f"Reference data{' (nothing was written)' if dry_run else ''}: {counts}.")

    def list_rows(self, report):
        for what in ("new", "changed", "removed"):
            for row in getattr(report, what):
                self.stdout.write(f"{what} {row}")

    def progress(self, rows):
        console = Console(file=self.stdout._out)
        return track(rows, "Loading the reference data", console=console, transient=True)
