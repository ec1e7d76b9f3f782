"""How an edition goes: counted from the rows of the outbox, so it cannot be wrong."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wpsnet.models import Delivery

State = Delivery.State
LOOKED_BACK = dt.timedelta(minutes=5)
LABELS = {
    "frozen": _("asked about"),
    "sent": _("accepted by the mail server"),
    "failed": _("failed"),
    "skipped": _("skipped"),
    "held": _("held: nobody knows whether they went out"),
    "open": _("still to be sent"),
}


@dataclass(frozen=True)
class Account:
    """frozen = sent + failed + skipped + held + open; where nothing is open, it is closed."""

    frozen: int
    sent: int
    failed: int
    skipped: int
    held: int
    open: int
    rate: float  # mails accepted in a second, over the last minutes
    reasons: list  # (state, reason, how many), the most frequent first

    @property
    def is_closed(self):
        return self.open == 0

    @property
    def adds_up(self):
        return self.frozen == self.sent + self.failed + self.skipped + self.held + self.open

    @property
    def minutes_left(self):
        """An estimate, as long as mails go out; None else."""
        return round(self.open / self.rate / 60) + 1 if self.rate and self.open else None

    @property
    def rows(self):
        return [(label, getattr(self, name)) for name, label in LABELS.items()]


def account_of(mailing):
    counts = mailing.counts()
    deliveries = mailing.deliveries.order_by()
    recent = deliveries.filter(state=State.SENT, sent_at__gt=timezone.now() - LOOKED_BACK).count()
    unsent = deliveries.filter(state__in=[State.FAILED, State.SKIPPED, State.UNCERTAIN])
    reasons = unsent.values_list("state", "reason").annotate(rows=Count("pk")).order_by("-rows", "reason")[:20]
    return Account(
        frozen=sum(counts.values()),
        sent=counts[State.SENT],
        failed=counts[State.FAILED],
        skipped=counts[State.SKIPPED],
        held=counts[State.UNCERTAIN],
        open=sum(counts[state] for state in Delivery.OPEN),
        rate=recent / LOOKED_BACK.total_seconds(),
        reasons=[(State(state).label, reason, rows) for state, reason, rows in reasons],
    )
