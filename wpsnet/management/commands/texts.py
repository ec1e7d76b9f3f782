"""`manage.py texts extract | check | compile`: the interface in six languages."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wpsnet import texts


class Command(BaseCommand):
    help = "Takes the texts of the interface from the code, checks their translations, and compiles them."
    requires_system_checks = []

    def add_arguments(self, parser):
        chores = parser.add_subparsers(dest="chore", required=True)
        chores.add_parser("extract", help="bring locale/ to the texts of the code")
        chores.add_parser("check", help="list what is missing or wrong, and fail if anything is")
        chores.add_parser("compile", help="make the files that Django reads")

    def handle(self, *args, chore, verbosity=1, **options):
        match chore:
            case "extract":
                done = texts.extract(settings.BASE_DIR)
            case "compile":
                done = texts.compile(settings.BASE_DIR)
            case _:
                return self.check_texts()
        if verbosity > 1 or chore == "extract":
            self.stdout.write(f"{len(done)} of {len(texts.LOCALES)} catalogues changed.")
        return None

    def check_texts(self):
        faults = texts.check(settings.BASE_DIR)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the texts of the interface.")
        self.stdout.write("The texts of the interface are complete in all languages.")
