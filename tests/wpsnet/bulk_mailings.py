"""Bulk mailings for tests: to subscribers, in the words of a mail that is there anyway."""

from django.utils import timezone

from newsletters.models import Subscriber
from wpsnet.models import Delivery
from wpsnet.outbox import bulk

LEAVE = f"http://localhost:8000/en/newsletter/leave/{bulk.READER}/"
TOLD = {"en": {"link": LEAVE, "leave": LEAVE}}


def subscribe(*addresses, language="en"):
    for address in addresses:
        Subscriber.objects.create(
            email=address, language=language, token_hash=Subscriber.hash(address), confirmed_at=timezone.now()
        )


def everybody():
    return bulk.Audience("subscriber", Subscriber.objects.order_by("pk").values_list("email", "language"))


def freeze(*addresses, key="k", told=TOLD, **options):
    subscribe(*addresses)
    return bulk.freeze(key, "newsletter_welcome", told, [everybody()], **options)


def row(address):
    return Delivery.objects.get(address=address)
