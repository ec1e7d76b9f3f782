"""Following without an account: asked, confirmed by mail, told of what is new, ended with one click."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from newsletters import emails
from newsletters.models import Follow, Frequency, Novelty, Round, Subscriber
from newsletters.news import notice
from newsletters.topics import topic
from wpsnet import mail
from wpsnet.models import Suppression
from wpsnet.outbox import bulk
from wpsnet.outbox.actions import Recipient, freeze

MOST_TOLD = 30  # novelties of one thing in one mail; the rest is on its page


@transaction.atomic
def ask(email, language, topic, frequency):
    """Write down that EMAIL may follow TOPIC; returns the token that confirms it.

    What the address follows already stays as it is until it confirms.
    """
    token = Subscriber.new_token()
    subscriber, _is_new = Subscriber.objects.get_or_create(
        email=email.lower(),
        defaults={
            "language": language,
            "newsletter": None,
            "token_hash": Subscriber.hash(Subscriber.new_token()),
        },
    )
    told = {"token_hash": Subscriber.hash(token), "asked_at": timezone.now()}
    Follow.objects.update_or_create(
        subscriber=subscriber,
        what=topic.what,
        key=topic.key,
        defaults=told,
        create_defaults=told | {"frequency": frequency},
    )
    return token


def ask_by_mail(email, language, topic, frequency):
    """False where the mail server did not take the mail. The answer is the same whether the address is known or not."""
    token = ask(email, language, topic, frequency)
    return mail.send_one(emails.follow_confirmation(email.lower(), token, language, topic.name, frequency))


@transaction.atomic
def confirm(follow, frequency, language):
    """Begin to tell of what is new from now on. Confirming twice changes nothing but how often."""
    subscriber = Subscriber.objects.select_for_update().get(pk=follow.subscriber_id)
    if not subscriber.is_active:
        # It says yes to this one thing, not to a newsletter that somebody may have asked for in its name.
        wish = False if subscriber.left_at else None
        subscriber.newsletter, subscriber.digest = wish, wish
        subscriber.confirmed_at, subscriber.left_at, subscriber.language = timezone.now(), None, language
        subscriber.save(update_fields=["confirmed_at", "left_at", "newsletter", "digest", "language"])
        bulk.unsuppress(subscriber.email)
    if not follow.is_active:
        follow.confirmed_at, follow.ended_at = timezone.now(), None
        follow.told_upto = Novelty.objects.newest()
    follow.frequency = frequency
    follow.save(update_fields=["confirmed_at", "ended_at", "told_upto", "frequency"])


@transaction.atomic
def end(follows):
    """Tell no more. Links to confirm that are still in a mailbox end with it."""
    for follow in follows.active().select_for_update():
        follow.ended_at, follow.token_hash = timezone.now(), Subscriber.hash(Subscriber.new_token())
        follow.save(update_fields=["ended_at", "token_hash"])


def forget_unanswered():
    """Delete what was asked for and never confirmed."""
    Follow.objects.unanswered().delete()


# --- Telling ----------------------------------------------------------------------------------------------------------


def period_of(frequency, now, newest):
    match frequency:
        case Frequency.AT_ONCE:
            return str(newest)
        case Frequency.WEEKLY:
            return f"{now:%G-W%V}"
    return f"{now:%Y-%m}"


@transaction.atomic
def tell(frequency, now=None):
    """Freeze a mail to each follower for whom something is new. Once for a period; what nobody was told of stays for the
    next."""
    now = now or timezone.now()
    notice(now)
    newest = Novelty.objects.newest()
    done, is_new = Round.objects.get_or_create(
        frequency=frequency, period=period_of(frequency, now, newest), defaults={"upto": newest}
    )
    if not is_new:
        return
    follows = Follow.objects.active().filter(frequency=frequency, told_upto__lt=newest, subscriber__left_at=None)
    follows = follows.exclude(subscriber__email__in=Suppression.objects.values("address"))
    rows = list(recipients(follows.select_related("subscriber"), newest))
    if rows:
        freeze(f"follow-{frequency}-{done.period}", "follow", rows)
    follows.update(told_upto=newest)


def recipients(follows, newest):
    """One for each address, with the numbers of what is new by what it follows."""
    by_topic, news = {}, {}
    for follow in follows.order_by("pk"):
        by_topic.setdefault((follow.what, follow.key), []).append(follow)
    for (what, key), those in by_topic.items():
        found = new_in(what, key, min(follow.told_upto for follow in those), newest)
        for follow in those:
            if numbers := [number for number in found if number > follow.told_upto]:
                news.setdefault(follow.subscriber, {})[str(follow.pk)] = numbers[-MOST_TOLD:]
    for subscriber, follows_told in news.items():
        yield Recipient(subscriber.email, subscriber.language, {"follows": follows_told})


def new_in(what, key, after, newest):
    """The numbers of the novelties after AFTER, up to NEWEST, that belong to one topic."""
    with override("en"):
        followed = topic(what, key)
    if followed is None:
        return []
    records = {}
    for number, kind, record in Novelty.objects.filter(pk__gt=after, pk__lte=newest).values_list(
        "pk", "kind", "record"
    ):
        records.setdefault(kind, {})[record] = number
    found = [numbers[record] for kind, numbers in records.items() for record in followed.finds(kind, list(numbers))]
    return sorted(found)
