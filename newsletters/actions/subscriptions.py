"""What a reader does with her own subscription. None of it takes `by=`: whoever holds the link that was mailed to the
address is the person, and she needs no account."""

from django.db import transaction
from django.utils import timezone

from newsletters import emails
from newsletters.actions import following
from newsletters.models import Consent, Follow, Subscriber
from wpsnet import mail
from wpsnet.models import Delivery, Suppression
from wpsnet.outbox import bulk


def subscribe(email: str, language: str) -> bool:
    """Ask EMAIL, by mail, whether it wants the newsletter; the same for an address that is known and one that is not.

    Nothing else changes before the answer: a stranger can neither end nor change somebody's subscription. False where
    the mail server did not take the mail.
    """
    token = Subscriber.new_token()
    Subscriber.objects.update_or_create(
        email=email.lower(),
        defaults={"token_hash": Subscriber.hash(token), "asked_at": timezone.now()},
        create_defaults={"token_hash": Subscriber.hash(token), "language": language},
    )
    return mail.send_one(emails.confirmation(email.lower(), token, language))


def confirm(subscriber: Subscriber, language: str) -> None:
    """Begin to send the newsletter in LANGUAGE. Confirming twice changes nothing and sends nothing more."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        begins = not (subscriber.is_active and subscriber.newsletter)
        if begins:
            subscriber.confirmed_at, subscriber.left_at = timezone.now(), None
            subscriber.newsletter = True
            agree(subscriber, Consent.What.NEWSLETTER)
        subscriber.language = language
        subscriber.save(update_fields=["language", "confirmed_at", "left_at", "newsletter"])
        bulk.unsuppress(subscriber.email)
    if begins:
        mail.send_one(emails.welcome(subscriber))


def agree(subscriber, what):
    """Keep that the holder of the address said yes on the portal, by the link that was mailed to her."""
    Consent.objects.create(subscriber=subscriber, what=what, given_on=timezone.localdate(), way=Consent.Way.PORTAL)


@transaction.atomic
def leave(address: str) -> None:
    """Send no more editions to ADDRESS, whoever has it; nor anything else, unless it asked for that by itself. Links to
    confirm that are still in a mailbox end with it."""
    subscriber = held(address)
    if wants_more(subscriber):
        subscriber.newsletter, subscriber.token_hash = False, Subscriber.hash(Subscriber.new_token())
        subscriber.save(update_fields=["newsletter", "token_hash"])
        take_back(address, "edition")
    else:
        close(subscriber)


def wants_more(subscriber):
    """Than the newsletter: it has asked for other mail too."""
    return bool(subscriber.digest) or subscriber.follows.active().exists()


@transaction.atomic
def leave_digest(address: str) -> None:
    subscriber = held(address)
    subscriber.digest = False
    subscriber.save(update_fields=["digest"])
    take_back(address, "digest")


@transaction.atomic
def leave_all(address: str) -> None:
    """Nothing more is sent to ADDRESS: no edition, no digest, nothing of what it follows."""
    subscriber = held(address)
    following.end(Follow.objects.filter(subscriber=subscriber))
    close(subscriber)


def held(address):
    """Who has ADDRESS, held until the transaction ends. Whoever holds its link is the person: so it is confirmed, which
    makes nobody a reader who was none."""
    token_hash, now = Subscriber.hash(Subscriber.new_token()), timezone.now()
    subscriber, _is_new = Subscriber.objects.select_for_update().get_or_create(
        email=address.lower(), defaults={"token_hash": token_hash, "confirmed_at": now, "newsletter": None}
    )
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at, subscriber.newsletter = now, None
        subscriber.save(update_fields=["confirmed_at", "newsletter"])
    return subscriber


def close(subscriber):
    if subscriber.left_at is None:
        subscriber.left_at, subscriber.token_hash = timezone.now(), Subscriber.hash(Subscriber.new_token())
        subscriber.save(update_fields=["left_at", "token_hash"])
    bulk.suppress(subscriber.email, Suppression.Reason.LEFT)


def take_back(address, template):
    """Copies of TEMPLATE that are frozen for ADDRESS and not yet sent stay here; other mail to it still goes."""
    waiting = Delivery.objects.filter(address=address.lower(), mailing__template=template, state__in=Delivery.WAITING)
    waiting.update(state=Delivery.State.SKIPPED, reason=bulk.SUPPRESSED[Suppression.Reason.LEFT], next_at=None)


def forget_unanswered() -> None:
    """Delete the addresses that were entered and never confirmed, and what they wanted to follow."""
    following.forget_unanswered()
    Subscriber.objects.unanswered().delete()
