"""The personal links of the newsletter: to leave, and to answer a call. Signed, not stored; opening one changes nothing."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from newsletters.models import Contribution, Subscriber
from wpsnet.outbox import bulk, tokens

CONTRIBUTING, PREFERRING = "newsletters.contribute", "newsletters.preferences"
AFTER_DEADLINE = dt.timedelta(days=14)  # so long an answer is still taken: ministries are late


def leave_link(language):
    """For the mail program's own button too; in each copy it names the copy, not the address."""
    with override(language):
        return settings.SITE_URL + reverse("newsletters:leave", args=[bulk.READER])


def address_leaving(token):
    """The address whose copy of an edition carried TOKEN; None where it was not made here."""
    copy = bulk.reader_of(token)
    return copy.address if copy else None


def stop_link(language, token=bulk.READER):
    """Ends what a mail is about, the digest or what is followed; for the mail program's own button too."""
    with override(language):
        return settings.SITE_URL + reverse("newsletters:stop", args=[token])


def preferences_link(language, token=bulk.READER):
    with override(language):
        return settings.SITE_URL + reverse("newsletters:preferences", args=[token])


def copy_token(delivery):
    """The same as READER becomes in a bulk mail, for one that is written copy by copy."""
    return tokens.make(tokens.LEAVE, delivery.pk)


def preferences_token(subscriber):
    """For a page that no mail has led to; it names the subscriber, not the address."""
    return signing.dumps(subscriber.pk, salt=PREFERRING)


def address_preferring(token):
    """The address whose wishes TOKEN opens; None where it was not made here."""
    if copy := bulk.reader_of(token):
        return copy.address
    try:
        pk = signing.loads(token, salt=PREFERRING)
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=pk).values_list("email", flat=True).first()


def to_contribute(contribution):
    return signing.dumps(contribution.pk, salt=CONTRIBUTING)


def contribution_of(token):
    """(contribution, whether it is still taken), or (None, False) where the link is not ours."""
    try:
        pk = signing.loads(token, salt=CONTRIBUTING)
    except signing.BadSignature:
        return None, False
    found = Contribution.objects.select_related("member", "call__edition").filter(pk=pk).first()
    return found, found is not None and is_open(found)


def is_open(contribution):
    call = contribution.call
    return call.edition.issued_at is None and timezone.localdate() <= call.deadline + AFTER_DEADLINE
