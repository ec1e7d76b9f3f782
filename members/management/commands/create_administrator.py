"""The first administrator of a new installation: afterwards, administrators invite."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from members.actions import open_invitation
from members.models import User


class Command(BaseCommand):
    help = "Print a link with which the person makes her account as administrator of the secretariat."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *, email, name, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        to = {"email": email, "member": None, "role": "", "secretariat": User.Secretariat.ADMIN}
        _invitation, token = open_invitation(to, name=name)
        link = settings.SITE_URL + reverse("members:invitation", args=[token])
        self.stdout.write(f"Good once, for {settings.INVITATION_HOURS} hours, and as secret as a password:\n{link}")
