"""The demonstration accounts: one for each role, only where the embedded services run."""

import time
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from members.models import Appointment, Member, User, usual_rights

PASSWORD = "peace and security 1325"  # noqa: S105  demonstration only: everybody may know it
PERIOD = 30


@dataclass(frozen=True)
class Person:
    key: str
    role: str
    email: str
    name: str
    member: str = ""
    post: str = ""
    secretariat: str = ""


PEOPLE = [
    Person(
        "focal-point",
        "focal point of Namibia",
        "focalpoint.namibia@demo.example",
        "Helvi Iyambo (demonstration)",
        "NAM",
        "focal_point",
    ),
    Person(
        "alternate",
        "alternate of Namibia",
        "alternate.namibia@demo.example",
        "Petrus Angula (demonstration)",
        "NAM",
        "alternate",
    ),
    Person(
        "editor",
        "secretariat, editor",
        "editor@demo.example",
        "Salma Rahimi (demonstration)",
        secretariat="editor",
    ),
    Person(
        "admin",
        "secretariat, administrator",
        "administrator@demo.example",
        "Julien Mbeki (demonstration)",
        secretariat="admin",
    ),
    Person(
        "bureau",
        "bureau (focal point of Norway)",
        "bureau.norway@demo.example",
        "Kari Solheim (demonstration)",
        "NOR",
        "focal_point",
    ),
    Person(
        "civil-society",
        "civil society (WILPF)",
        "civilsociety@demo.example",
        "Amal Duarte (demonstration)",
        "wilpf",
        "representative",
    ),
]


class Command(BaseCommand):
    help = "Make the demonstration accounts, list them, or show the code that one of them needs to sign in."

    def add_arguments(self, parser):
        parser.add_argument("--list", action="store_true", help="list the accounts with their passwords")
        parser.add_argument("--code", choices=[person.key for person in PEOPLE if person.secretariat])

    def handle(self, *, code, **options):
        if not settings.EMBEDDED:
            raise CommandError("Demonstration accounts exist only where the embedded services run.")
        if code:
            self.show_code(next(person for person in PEOPLE if person.key == code))
            return
        if options["list"]:
            self.show_all()
        else:
            make_all()
            self.stdout.write("The demonstration accounts are there; --list shows them.")

    def show_all(self):
        table = Table(title=f"Demonstration accounts, password: {PASSWORD}", title_justify="left")
        for heading in ("Who", "E-mail address", "Second factor"):
            table.add_column(heading)
        there = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
        for person in PEOPLE:
            if person.email in there:
                table.add_row(person.role, person.email, f"make code WHO={person.key}" if person.secretariat else "")
        Console(file=self.stdout, width=110).print(table)

    def show_code(self, person):
        now = time.time()
        secret = secret_of(person)
        code = format_hotp_value(hotp_value(secret, int(now) // PERIOD))
        self.stdout.write(f"{code}  the code of the {person.role}, good for {PERIOD - int(now) % PERIOD} seconds")
        self.stdout.write(f"For an authenticator app: otpauth://totp/{person.email}?secret={secret}&issuer=wpsnet-demo")


@transaction.atomic
def make_all():
    members = Member.objects.in_bulk({person.member for person in PEOPLE if person.member}, field_name="slug")
    for person in PEOPLE:
        if person.member and person.member not in members:
            raise CommandError(f"There is no member {person.member}: run `manage.py load_reference` first.")
        user = User.objects.filter(email=person.email).first() or make(person)
        if person.post:
            today = {"since": timezone.localdate(), **usual_rights(person.post)}
            post = {"member": members[person.member], "role": person.post, "until": None}
            Appointment.objects.get_or_create(person=user, **post, defaults=today)


def make(person):
    fields = {"name": person.name, "secretariat": person.secretariat}
    user = User.objects.create_user(person.email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.secretariat:
        TOTP.activate(user, generate_totp_secret())
    return user


def secret_of(person):
    factor = Authenticator.objects.filter(user__email=person.email, type=Authenticator.Type.TOTP).first()
    if not factor:
        raise CommandError("This account, or its second factor, is not there: run `manage.py demo_accounts` first.")
    return get_adapter().decrypt(factor.data["secret"])
