"""What stops mail by itself: a domain that asks for a pause, a mailing that fails at its beginning, one that is late."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import actions
from wpsnet.outbox.letters import letters

TIMES = 3  # one refusal may be about one mailbox, three in a row are about the server
FIRST, TOO_MANY = 200, 20  # that many refused for good among the first: the list is old, or we are taken for spam
COOL = """
INSERT INTO wpsnet_coolingdomain AS cooling (domain, until, times) VALUES (%(domain)s, %(now)s + interval '5 minutes', 1)
ON CONFLICT (domain) DO UPDATE SET
    times = CASE WHEN cooling.until < %(now)s - interval '4 hours' THEN 1 ELSE least(cooling.times + 1, 10) END,
    until = %(now)s + CASE WHEN cooling.until < %(now)s - interval '4 hours' THEN interval '5 minutes'
        ELSE least(interval '5 minutes' * power(2, cooling.times), interval '4 hours') END
WHERE cooling.until <= %(now)s
"""
FAILING = gettext_noop("Too many of the first mails were refused for good. Look at the reasons, then go on or give up.")
LATE = gettext_noop("Its time passed more than six hours ago without a mail being sent. Go on if it is still right.")

log = structlog.get_logger(__name__)


def asks_for_a_pause(error):
    """Whether the server of the domain puts us off; a full mailbox (4.2) is about one person."""
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPDataError):
        code, words = error.smtp_code, error.smtp_error
    else:
        return False
    return 400 <= code < 500 and not words.lstrip().startswith(b"4.2.")


def cool(domain):
    """Leave DOMAIN alone: five minutes, doubled each time up to four hours."""
    with connection.cursor() as cursor:
        cursor.execute(COOL, {"domain": domain, "now": timezone.now()})
    log.info("domain_cools", domain=domain)


def count_failure(mailing):
    """A copy of MAILING was refused for good: stop it where that happens too often among the first."""
    if mailing.proven or not mailing.bulk:
        return
    young = Mailing.objects.filter(pk=mailing.pk, proven=False)
    young.update(failures=F("failures") + 1)
    failures = young.values_list("failures", flat=True).first()
    if failures is None or failures < TOO_MANY:
        return
    arrived = mailing.deliveries.filter(state=Delivery.State.SENT)[: FIRST - TOO_MANY + 1].count()
    if arrived > FIRST - TOO_MANY:
        young.update(proven=True)
    else:
        stop(young, FAILING)


def hold_late(now):
    """Ask before sending what should have gone out hours ago."""
    late = Mailing.objects.filter(send_at__lt=now - Mailing.LATE, began_at=None)
    for mailing in late.filter(state=Mailing.State.RUNNING):
        stop(late.filter(pk=mailing.pk), LATE)


def stop(mailings, why):
    """Pause the one of MAILINGS, and tell the secretariat, once."""
    running = mailings.filter(state=Mailing.State.RUNNING)
    mailing = running.first()
    if mailing and running.update(state=Mailing.State.PAUSED, note=why):
        log.warning("mailing_stopped", mailing=mailing.key)
        recipients = [actions.Recipient(settings.SECRETARIAT_EMAIL, context={"mailing": mailing.key, "why": why})]
        actions.freeze(f"stopped-{mailing.pk}-{timezone.now():%Y%m%d%H%M}", "mailing_stopped", recipients)


@letters.guest("mailing_stopped")
def mailing_stopped(delivery):
    with override(delivery.language):
        return {"reason": gettext(delivery.context["why"])}
