"""Sending bulk mail: one statement confirms the copy before and begins the next; each is written down by itself.

That statement does not wait for the disk. Claiming a batch does, and by it all that was written before becomes safe. So what
a crash of PostgreSQL can forget are the confirmations of the batches in hand, which the workers still know: whoever finds
the database gone says all of them again (`Copies.repeat`). Only a machine that loses worker and database together forgets
them: at most one batch a worker goes out twice then, with the same Message-ID. docs/decisions/0004.
"""

import contextlib
import time
from collections import Counter
from functools import lru_cache
from smtplib import SMTPException
from typing import NamedTuple

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.encoding import punycode
from psycopg import Cursor
from psycopg import OperationalError as Gone
from psycopg.types.numeric import Int8

from wpsnet.models import Delivery, Mailing, RenderedMail, Suppression
from wpsnet.outbox import brakes, installation, sending, tokens
from wpsnet.outbox.bulk import SUPPRESSED
from wpsnet.outbox.line import Envelope, Line, was_cut
from wpsnet.outbox.rendering import Letter, as_message

BATCH = 100
SECONDS_WITHOUT_DATABASE = 30  # within which it must be back, for the answers that are not written down yet

log = structlog.get_logger(__name__)

# For the length of the claim: safe on the disk when it ends; and read from the index in its order, whatever the planner
# believes: just after freezing it does not know yet how many are waiting, and would sort a million for every hundred.
PLAN = "SET LOCAL synchronous_commit = on; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
CLAIM = """
UPDATE wpsnet_delivery AS delivery SET lease_until = %(lease)s
FROM (
    SELECT due.id FROM wpsnet_delivery AS due JOIN wpsnet_mailing AS mailing ON mailing.id = due.mailing_id
    WHERE due.is_open AND due.bulk AND (due.turn, due.id) > (%(turn)s, %(id)s)
        AND due.state IN ('pending', 'deferred') AND mailing.state = 'running'
        AND (due.next_at IS NULL OR due.next_at <= %(now)s) AND (due.lease_until IS NULL OR due.lease_until < %(now)s)
        AND (mailing.send_at IS NULL OR mailing.began_at IS NOT NULL OR mailing.send_at BETWEEN %(late)s AND %(now)s)
        AND NOT EXISTS (SELECT FROM wpsnet_coolingdomain AS c WHERE c.domain = due.domain AND c.until > %(now)s)
    ORDER BY due.turn, due.id LIMIT %(batch)s
    FOR NO KEY UPDATE OF due SKIP LOCKED
) AS due
WHERE delivery.id = due.id
RETURNING delivery.id, delivery.mailing_id, delivery.address, delivery.domain, delivery.language, delivery.turn
"""
STEP = """
UPDATE wpsnet_delivery AS delivery SET
    state = CASE WHEN delivery.id = %(sent)s THEN 'sent' ELSE 'sending' END,
    sent_at = CASE WHEN delivery.id = %(sent)s THEN %(now)s ELSE delivery.sent_at END,
    attempts = delivery.attempts + CASE WHEN delivery.id = %(sent)s THEN 0 ELSE 1 END,
    lease_until = CASE WHEN delivery.id = %(sent)s THEN NULL ELSE %(lease)s END,
    next_at = CASE WHEN delivery.id = %(sent)s THEN NULL ELSE delivery.next_at END,
    reason = CASE WHEN delivery.id = %(sent)s THEN '' ELSE delivery.reason END
FROM wpsnet_mailing AS mailing
WHERE delivery.id IN (%(sent)s, %(next)s) AND mailing.id = delivery.mailing_id AND (
    delivery.id = %(sent)s
    OR (delivery.state IN ('pending', 'deferred') AND delivery.lease_until = %(claimed)s AND mailing.state = 'running'
        AND NOT EXISTS (SELECT FROM wpsnet_suppression AS held WHERE held.address = delivery.address)))
RETURNING delivery.id
"""


class Copy(NamedTuple):
    """A claimed row, as far as sending it needs."""

    pk: int
    mailing: int
    address: str
    domain: str
    language: str
    turn: int


def drain():
    """Send bulk mail for BUDGET seconds. True where there may be more, so that the task comes again."""
    with sending.slot(bulk=True) as free, Line() as line:
        if not free or not installation.may_send():
            return False
        worker = Worker(line)
        try:
            with worker.connected():
                return worker.work(time.monotonic() + sending.BUDGET)
        except (Gone, OperationalError) as error:
            log.warning("database_gone", error=type(error).__name__)
            worker.repeat()
            return True


class Worker:
    """One connection to the mail server, one to the database, and what is in hand."""

    def __init__(self, line):
        self.line, self.cursor = line, None
        self.place = (-1, 0)  # behind it the next batch begins: what lies before was seen by this worker
        self.sent = 0  # the copy that was accepted and is not written down yet
        self.accepted = []  # those of this batch, should the database forget them
        self.lease = None
        self.letters, self.begun = {}, set()
        self.put_off, self.cooled = Counter(), set()

    @contextlib.contextmanager
    def connected(self):
        """Prepared statements, and no waiting for the disk at every step; as it was afterwards."""
        connection.ensure_connection()
        raw = connection.connection
        self.cursor, raw.prepare_threshold = Cursor(raw), 1_000_000  # only what asks for it
        self.cursor.execute("SET synchronous_commit = off")
        try:
            yield self
        finally:
            if self.sent:
                self.step(None)
            self.cursor.execute("RESET synchronous_commit")
            raw.prepare_threshold = None

    def work(self, deadline):
        """Batch after batch. True where time ran out."""
        while copies := self.claim():
            for number, copy in enumerate(copies):
                late = time.monotonic() > deadline
                if late or not self.line.is_open():
                    self.step(None)
                    self.give_back(copies[number:])
                    return late
                if copy.domain in self.cooled or not self.step(copy):
                    self.pass_over(copy)
                elif self.hand_over(copy, copies[number + 1] if number + 1 < len(copies) else None):
                    self.sent = copy.pk
                    self.accepted.append(copy.pk)
        return False

    # --- Rows ---------------------------------------------------------------------------------------------------------

    def claim(self):
        """The next batch, held for this worker, and on the disk; from the beginning again where the end is reached."""
        copies = self.claim_behind(self.place)
        if not copies and self.place != (-1, 0):
            copies = self.claim_behind((-1, 0))
        if copies:
            self.place = (copies[-1].turn, copies[-1].pk)
            self.accepted = [self.sent] if self.sent else []
            if new := {copy.mailing for copy in copies} - self.begun:
                Mailing.objects.filter(pk__in=new, began_at=None).update(began_at=timezone.now())
                self.begun |= new
        return copies

    def claim_behind(self, place):
        now = timezone.now()
        self.lease = now + sending.LEASE
        told = {"turn": place[0], "id": place[1], "now": now, "late": now - Mailing.LATE, "lease": self.lease}
        with transaction.atomic():
            self.cursor.execute(PLAN)
            self.cursor.execute(CLAIM, told | {"batch": BATCH})
            copies = [Copy(*row) for row in self.cursor]
        return sorted(copies, key=lambda copy: (copy.turn, copy.pk))

    def step(self, copy):
        """Write down that the copy before was accepted, and that COPY is being sent. False where it must not be."""
        if not copy and not self.sent:
            return False
        now = timezone.now()
        self.until = now + sending.LEASE
        told = {"sent": Int8(self.sent), "next": Int8(copy.pk if copy else 0), "now": now}
        self.cursor.execute(STEP, told | {"lease": self.until, "claimed": self.lease}, prepare=True)
        found = {pk for (pk,) in self.cursor}
        self.sent = 0
        return bool(copy) and copy.pk in found

    def give_back(self, copies):
        held = Delivery.objects.filter(pk__in=[copy.pk for copy in copies], lease_until=self.lease)
        held.filter(state__in=Delivery.WAITING).update(lease_until=None)

    def pass_over(self, copy):
        """It is not sent: its reader has left meanwhile, or its mailing was stopped, its domain asked for a pause."""
        self.give_back([copy])
        settle_suppressed(Delivery.objects.filter(pk=copy.pk))

    def repeat(self):
        """The database was away: once it is back, say again what was accepted, in case it has forgotten."""
        deadline = time.monotonic() + SECONDS_WITHOUT_DATABASE
        while True:
            connection.close()
            try:
                unsure = Delivery.objects.filter(pk__in=self.accepted).exclude(state=Delivery.State.SENT)
                unsure.update(
                    state=Delivery.State.SENT, sent_at=timezone.now(), lease_until=None, next_at=None, reason=""
                )
            except OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            else:
                return

    # --- Mails --------------------------------------------------------------------------------------------------------

    def hand_over(self, copy, upcoming):
        """Whether the mail server accepted COPY; what else it said is written down."""
        try:
            letter = self.letter(copy)
            envelope, text = self.envelope(copy), letter.copy_for(copy.pk, ascii_address(copy.address))
            if self.line.takes_bytes():
                self.line.pass_on(envelope, text, then=self.envelope(upcoming) if upcoming else None)
            else:
                self.line.send(as_message(text))
        except (SMTPException, OSError) as error:
            if was_cut(error):
                self.line.close()
            self.refused(copy, error)
            return False
        except Exception as error:  # one mail that breaks our code must not stop the others
            self.line.close()
            if row := self.row(copy):
                sending.broke(row, error)
            return False
        if self.put_off:
            self.put_off.pop(copy.domain, None)
        return True

    def envelope(self, copy):
        sender, recipient = tokens.return_path_of(copy.pk), ascii_address(copy.address)
        return Envelope(sender, recipient, self.letter(copy).is_ascii)

    def letter(self, copy):
        key = (copy.mailing, copy.language)
        if key not in self.letters:
            rendered = RenderedMail.objects.get(mailing=copy.mailing, language=copy.language)
            self.letters[key] = Letter(rendered.message)
        return self.letters[key]

    def row(self, copy):
        """The row, where it is still as we left it."""
        return Delivery.objects.select_related("mailing").filter(pk=copy.pk, lease_until=self.until).first()

    def refused(self, copy, error):
        row = self.row(copy)
        if row is None:
            return
        sending.refused(row, error)
        if brakes.asks_for_a_pause(error):
            self.put_off[copy.domain] += 1
            if self.put_off[copy.domain] == brakes.TIMES:
                brakes.cool(copy.domain)
                self.cooled.add(copy.domain)


@lru_cache(maxsize=2)
def ascii_address(address):
    """As it stands in the envelope; the domain may be written in any script."""
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain if domain.isascii() else punycode(domain)}"


def settle_suppressed(deliveries):
    """Give those that are suppressed their answer."""
    waiting = deliveries.filter(is_open=True, state__in=Delivery.WAITING, bulk=True)
    for reason, words in SUPPRESSED.items():
        held = Suppression.objects.filter(reason=reason, address=OuterRef("address"))
        waiting.filter(Exists(held)).update(state=Delivery.State.SKIPPED, reason=words, lease_until=None, next_at=None)
