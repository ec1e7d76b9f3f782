"""What a reader does with her own subscription. None of it takes `by=`: whoever holds the link that was mailed to the
address is the person, and she needs no account."""

from django.db import transaction
from django.utils import timezone

from newsletters import emails
from newsletters.models import Subscriber
from wpsnet import mail


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
        begins = not subscriber.is_active
        if begins:
            subscriber.confirmed_at, subscriber.left_at = timezone.now(), None
        subscriber.language = language
        subscriber.save(update_fields=["language", "confirmed_at", "left_at"])
    if begins:
        mail.send_one(emails.welcome(subscriber))


@transaction.atomic
def leave(subscriber: Subscriber) -> None:
    """Send nothing more. Links to confirm that are still in a mailbox end with it."""
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if subscriber.is_active:
        subscriber.left_at = timezone.now()
        subscriber.token_hash = Subscriber.hash(Subscriber.new_token())
        subscriber.save(update_fields=["left_at", "token_hash"])


def forget_unanswered() -> None:
    """Delete the addresses that were entered and never confirmed."""
    Subscriber.objects.unanswered().delete()
