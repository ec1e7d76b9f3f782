"""Taking in a list of subscribers, or throwing it away. The database is asked again at the moment it is taken in."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from newsletters.models import Consent, Subscriber, SubscriberList
from newsletters.subscriber_lists import read

KEPT = dt.timedelta(days=2)  # an address that nobody decided about is not kept


@transaction.atomic
def begin(upload, *, by):
    """Read UPLOAD and keep what it says until an officer has looked. Raises Unreadable. Nobody is subscribed yet."""
    rows, refused = read(upload.read())
    return SubscriberList.objects.create(rows=rows, refused=refused, sent_by=by)


@transaction.atomic
def take(found, *, by):
    """Subscribe the rows of the list, each with its consent; returns how many. Done twice, it finds no list any more."""
    now = SubscriberList.objects.select_for_update().filter(pk=found.pk).first()
    taken = sum(subscribe(row, by) for row in now.rows) if now else 0
    if now:
        now.delete()
    return taken


def subscribe(row, by):
    """Whether the address of ROW begins to receive the newsletter: not if it has answered or left by itself meanwhile."""
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        email=row["email"],
        defaults={
            "language": row["language"],
            "token_hash": Subscriber.hash(Subscriber.new_token()),
            "confirmed_at": timezone.now(),
        },
    )
    if not is_new:
        if subscriber.confirmed_at and (subscriber.left_at or subscriber.newsletter is not None):
            return False
        subscriber.confirmed_at, subscriber.newsletter = subscriber.confirmed_at or timezone.now(), True
        subscriber.save(update_fields=["confirmed_at", "newsletter"])
    Consent.objects.create(
        subscriber=subscriber,
        what=Consent.What.NEWSLETTER,
        given_on=dt.date.fromisoformat(row["on"]),
        way=Consent.Way.IMPORT,
        how=row["how"],
        collected_by=row["by"],
        recorded_by=by,
    )
    return True


def throw_away(found, *, by):
    SubscriberList.objects.filter(pk=found.pk).delete()


def forget_old():
    SubscriberList.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
