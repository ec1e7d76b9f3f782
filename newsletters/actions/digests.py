"""The digest from the clock to the outbox. The database decides that a period is told once."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsletters import audience, news
from newsletters.digest import has_news, words
from newsletters.links import preferences_link, stop_link
from newsletters.models import Digest, DigestSettings, Every, Novelty
from wpsnet.languages import CODES
from wpsnet.outbox import bulk

LIST = f"digest.{urlsplit(settings.SITE_URL).hostname}"


class NotPossible(Exception):
    """Somebody has decided already. Nothing was changed."""


def make_due(today=None):
    """Put together the digest of the period that has ended, if it is not there yet; send it where nobody has to look."""
    today = today or timezone.localdate()
    digest = make(today)
    if digest and digest.is_open and DigestSettings.now().automatic:
        let_go(digest, by=None)


@transaction.atomic
def make(today):
    """The digest of the last whole period; None where there is none to make. A period without news is set aside."""
    every = DigestSettings.now().every
    if every == Every.NEVER:
        return None
    news.notice()  # holds every other that would make the same
    first, until = period(every, today)
    last = Digest.objects.order_by("-until").first()
    first = max(first, last.until) if last else first
    if first >= until:
        return last if last.until == until else None
    upto = noticed_before(until)
    after = last.upto if last else noticed_before(first)
    digest = Digest(first=first, until=until, after=after, upto=upto)
    if not has_news(digest):
        digest.set_aside_at = timezone.now()
    digest.save()
    return digest


def noticed_before(day):
    """The number of the newest novelty that was noticed before DAY."""
    midnight = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    return Novelty.objects.filter(noticed_at__lt=midnight).newest()


def period(every, today):
    """(first day, day after the last) of the last whole period before TODAY."""
    match every:
        case Every.WEEK:
            until = today - dt.timedelta(days=today.weekday())
            return until - dt.timedelta(days=7), until
        case Every.QUARTER:
            months = 3
            until = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
        case _:
            months = 1
            until = today.replace(day=1)
    first = until
    for _month in range(months):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return first, until


def held(digest):
    now = Digest.objects.select_for_update(of=["self"]).get(pk=digest.pk)
    if not now.is_open:
        raise NotPossible
    return now


@transaction.atomic
def let_go(digest, *, by):
    """Freeze its words and to whom it goes, and hand it to the outbox. Once, however often it is asked."""
    now = held(digest)
    now.issued = {code: words(now, code) for code in CODES}
    told = {code: now.issued[code] | personal(code) for code in CODES}
    now.mailing = bulk.freeze(f"digest-{now.pk}", "digest", told, audience.audiences_of_digest(), list_id=LIST)
    now.issued_at, now.settled_by = timezone.now(), by
    now.save()
    return now


def personal(language):
    return {"leave": stop_link(language), "preferences": preferences_link(language)}


@transaction.atomic
def set_aside(digest, *, by):
    """It is not sent. What it told of is not in the next one either."""
    now = held(digest)
    now.set_aside_at, now.settled_by = timezone.now(), by
    now.save()


@transaction.atomic
def save_settings(wanted, *, by):
    wanted.save()
