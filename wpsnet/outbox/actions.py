"""What people do with a mailing: freeze it, pause it, go on, give it up."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from wpsnet import mail, queue, tasks
from wpsnet.models import Delivery, Mailing

ROWS_PER_CONNECTION = 200  # so many mails are worth one more connection
LONGEST_ADDRESS = Delivery._meta.get_field("address").max_length


class Recipient(NamedTuple):
    address: str
    language: str = "en"
    context: dict = {}  # what differs from person to person; plain values only


@transaction.atomic
def freeze(key, template, recipients, context=None):
    """Write down, once for KEY, who gets the mail TEMPLATE, and wake the workers. Asked again, it changes nothing.

    Nobody is left out unseen: an address that cannot be one has its row too, skipped with the reason.
    """
    mailing, is_new = Mailing.objects.get_or_create(key=key, defaults={"template": template, "context": context or {}})
    if not is_new:
        return mailing
    rows = [delivery_to(recipient, mailing) for recipient in recipients]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)  # one person, one copy
    wake(len(rows))
    return mailing


def delivery_to(recipient, mailing):
    address = recipient.address.strip().lower()
    row = Delivery(mailing=mailing, address=address, language=recipient.language, context=recipient.context)
    row.domain = address.rpartition("@")[2][:LONGEST_ADDRESS]
    try:
        mail.check_address(address)
    except ValidationError:
        row.address = address[:LONGEST_ADDRESS]
        row.state, row.reason = Delivery.State.SKIPPED, gettext_noop("This is not an e-mail address.")
        row.unreachable = True
    return row


def wake(rows, *, bulk=False):
    """One worker for few mails, more for many; the sweep adds others as long as there is work."""
    for _connection in range(min(rows // ROWS_PER_CONNECTION + 1, settings.MAIL_CONNECTIONS)):
        queue.wake(tasks.drain_bulk if bulk else tasks.drain_outbox)


def pause(mailing):
    """Stop within one mail per worker."""
    Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.RUNNING).update(state=Mailing.State.PAUSED)


@transaction.atomic
def resume(mailing):
    """Go on, also where it had stopped by itself: whoever goes on has looked, so it does not stop for that again."""
    stopped = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.PAUSED)
    stopped.update(
        state=Mailing.State.RUNNING, note="", proven=True, began_at=Coalesce("began_at", Value(timezone.now()))
    )
    wake(mailing.deliveries.open().count(), bulk=mailing.bulk)


def cancel(mailing):
    """Give the mailing up for good. The sweep gives those who were still waiting their answer: skipped."""
    Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.CANCELLED)
