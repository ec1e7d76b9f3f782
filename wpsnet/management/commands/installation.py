"""Which place this database may send mail from; and, on an operator's word, that it is this one."""

from django.core.management.base import BaseCommand

from wpsnet.outbox import installation


class Command(BaseCommand):
    help = "Tell whether this database may send mail, or let it, after it was restored or moved"

    def add_arguments(self, parser):
        parser.add_argument("--release", action="store_true", help="send mail from here from now on")
        parser.add_argument(
            "--send-open", action="store_true", help="also what was open: nobody else has sent it meanwhile"
        )

    def handle(self, *, release, send_open, **options):
        if release:
            held = installation.release(send_open=send_open)
            self.stdout.write(f"This database sends mail from here. {held} mails that were open are held.")
        elif installation.may_send():
            self.stdout.write("This database sends mail.")
        else:
            known, here = installation.known(), installation.here()
            self.stdout.write(f"This database sends nothing: it belongs to {known} and is at {here}.")
