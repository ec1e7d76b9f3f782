"""Sending what the outbox holds: claim a few rows, then for each: begin, send, write down the answer.

No transaction is open while the mail server is spoken to. A worker that dies leaves a row in `sending`, whose lease
ends; the sweep gives it one more try with the same Message-ID, then leaves it to a person. docs/decisions/0004.
"""

import contextlib
import datetime as dt
import re
import time
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from wpsnet import mail
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import brakes, installation, tokens
from wpsnet.outbox.letters import NotNeeded, told_in
from wpsnet.outbox.line import Line

State = Delivery.State
BUDGET = 50  # seconds for one task; Celery ends it at 120
BATCH = 20
LEASE = dt.timedelta(minutes=3)  # longer than a task can live, so a lease that ended means a worker that died
LADDER = [dt.timedelta(minutes=minutes) for minutes in (5, 20, 60, 240, 720)]  # greylisting passes on the second step
GIVE_UP = dt.timedelta(hours=48)
MOST_BREAKS = 5  # starts of a mail that breaks our own code
STATUS = re.compile(r"\s*5\.(\d)\.\d")  # an enhanced status code
SLOTS = 0x6D61696C  # family of the advisory locks: "mail"

log = structlog.get_logger(__name__)


def drain():
    """Send what is due for BUDGET seconds. True where there may be more, so that the task comes again."""
    deadline = time.monotonic() + BUDGET
    with slot() as free, Line() as line:
        if not free or not installation.may_send():
            return False  # enough workers are at it, or this is a restored copy
        while rows := claim(timezone.now()):
            for done, row in enumerate(rows):
                if time.monotonic() > deadline or not line.is_open():
                    give_back(rows[done:])
                    return time.monotonic() > deadline
                if begin(row):
                    deliver(row, line)
    return False


@contextlib.contextmanager
def slot(*, bulk=False):
    """Hold one of the connections that the mail server allows us; PostgreSQL frees it should this process die.

    One is kept free of bulk mail, wherever there are several: what one person waits for is not behind an edition.
    """
    first = 1 if bulk and settings.MAIL_CONNECTIONS > 1 else 0
    with connection.cursor() as cursor:
        for number in range(first, settings.MAIL_CONNECTIONS):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SLOTS, number])
            if cursor.fetchone()[0]:
                break
        else:
            yield False
            return
    try:
        yield True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SLOTS, number])


# --- Rows -----------------------------------------------------------------------------------------------------------


def claim(now):
    """A few due rows, held for this worker. Committed at once."""
    with transaction.atomic():
        due = Delivery.objects.due(now).filter(bulk=False).select_related("mailing").order_by("turn", "id")
        rows = list(due.select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH])
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(lease_until=now + LEASE)
    for row in rows:
        row.lease_until = now + LEASE
    return rows


def ours(row):
    """The row, as long as it is as we last saw it. (The conditions stand on the row itself: PostgreSQL asks them again
    once it has the lock, which it would not do inside a subquery.)"""
    return Delivery.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts, lease_until=row.lease_until)


def begin(row):
    """Mark ROW as being sent. False where it is no more ours, or its mailing was paused or cancelled meanwhile."""
    running = Mailing.objects.filter(state=Mailing.State.RUNNING)
    lease = timezone.now() + LEASE
    if (
        not ours(row)
        .filter(mailing__in=running)
        .update(state=State.SENDING, attempts=F("attempts") + 1, lease_until=lease)
    ):
        give_back([row])
        return False
    row.state, row.attempts, row.lease_until = State.SENDING, row.attempts + 1, lease
    return True


def give_back(rows):
    for row in rows:
        ours(row).update(lease_until=None)


def deliver(row, line):
    """Send ROW and write down what the mail server said."""
    try:
        line.send(message_of(row))
    except NotNeeded as pointless:
        ours(row).update(state=State.SKIPPED, next_at=None, lease_until=None, reason=str(pointless)[:300])
    except (SMTPException, OSError) as error:
        line.close()
        refused(row, error)
    except Exception as error:  # one mail that breaks our code must not stop the others
        line.close()
        broke(row, error)
    else:
        # Whatever became of our lease: it was accepted, and that is what the row has to say.
        Delivery.objects.filter(pk=row.pk).update(
            state=State.SENT, sent_at=timezone.now(), lease_until=None, next_at=None, reason=""
        )


def message_of(row):
    told = told_in(row)
    message = mail.compose(row.mailing.template, row.address, language=row.language, **told)
    message.extra_headers["Message-ID"] = row.message_id
    if leave := told.get("leave"):  # RFC 8058: the mail program shows a button that posts there
        message.extra_headers |= {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    if settings.BOUNCE_ADDRESS:  # Django sends from `from_email`, and shows what the header says
        message.extra_headers["From"], message.from_email = message.from_email, tokens.return_path_of(row.pk)
    return message


def refused(row, error):
    """5xx about this person or this mail is final. Everything else, 5xx about ourselves included, may pass."""
    code, words = answer_of(error)
    reason = f"{code} {words}" if code else f"{type(error).__name__}: {words}"
    about_us = not isinstance(error, SMTPRecipientsRefused | SMTPDataError | SMTPNotSupportedError)
    if code >= 500 and not about_us:
        fail(row, reason, unreachable=names_the_person(error, words))
    else:
        defer(row, reason)


def answer_of(error):
    """(code, words) of the mail server; 0 where it said nothing, as when the connection was cut."""
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPNotSupportedError):
        code, words = 550, str(error)
    else:
        code, words = getattr(error, "smtp_code", 0), getattr(error, "smtp_error", str(error))
    return code, words.decode(errors="replace") if isinstance(words, bytes) else words


def names_the_person(error, words):
    """Whether the refusal says that nobody is reached at this address, rather than that our mail, or we, are not wanted.

    RFC 3463: 5.1 is about addresses, 5.2 about mailboxes, 5.7 about policy. Who gives no such code is believed when she
    refuses the recipient, not when she refuses the text.
    """
    subject = STATUS.match(words)
    if isinstance(error, SMTPDataError):
        return bool(subject) and subject[1] in "12"
    return not (subject and subject[1] == "7")


def broke(row, error):
    log.exception("mail_broke", delivery=row.pk, attempts=row.attempts)
    reason = f"{type(error).__name__}: {error}"
    if row.attempts >= MOST_BREAKS:
        fail(row, reason)
    else:
        defer(row, reason)


def defer(row, reason):
    now = timezone.now()
    next_at = now + LADDER[min(row.attempts, len(LADDER)) - 1]
    if next_at > row.created_at + GIVE_UP:
        fail(row, reason)
    else:
        ours(row).update(state=State.DEFERRED, next_at=next_at, lease_until=None, reason=reason[:300])


def fail(row, reason, unreachable=False):
    ours(row).update(state=State.FAILED, next_at=None, lease_until=None, reason=reason[:300], unreachable=unreachable)
    log.warning("mail_failed", delivery=row.pk)
    brakes.count_failure(row.mailing)


# --- What the sweep does ---------------------------------------------------------------------------------------------


def settle_lost(now):
    """Rows whose worker died in the middle: nobody knows whether the mail went out, so it is tried once more."""
    lost = Delivery.objects.lost(now)
    lost.filter(interruptions__gt=0).update(
        state=State.UNCERTAIN, lease_until=None, reason=gettext_noop("Two workers died while they sent this mail.")
    )
    lost.update(state=State.DEFERRED, interruptions=F("interruptions") + 1, next_at=now, lease_until=None)
    brakes.hold_late(now)
    cancelled = Delivery.objects.cancelled()
    cancelled.update(state=State.SKIPPED, lease_until=None, reason=gettext_noop("The mailing was cancelled."))
