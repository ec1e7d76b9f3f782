"""Applying what came back: the delivery gets its true state, an address that is not reached any more gets no bulk mail.

Refusals are added up as Mailman does: one for good counts 1, another 0.5, at most one a day; older ones are forgotten.
"""

import contextlib
import datetime as dt
import hashlib
from collections import defaultdict
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wpsnet.models import Delivery, ReturnedMail, Suppression
from wpsnet.outbox import brakes, bulk, reports, tokens

Kind = ReturnedMail.Kind
ENOUGH = 2.0  # so much suppresses an address
FORGOTTEN = dt.timedelta(days=180)  # editions are months apart
FAR_BACK = dt.timedelta(days=14)  # a provider speaks of mail of these days where it names only an address
MOST_AT_ONCE = 500
KINDS = {  # what django-anymail and providers call it
    "bounced": Kind.SOFT,
    "rejected": Kind.SOFT,
    "deferred": Kind.DELAYED,
    "complained": Kind.COMPLAINT,
    "autoresponded": Kind.ANSWER,
}
REASONS = {"invalid": Kind.HARD, "bounced": Kind.HARD, "spam": Kind.REFUSED, "blocked": Kind.REFUSED}

log = structlog.get_logger(__name__)


# --- What arrives ----------------------------------------------------------------------------------------------------


def take_mail(raw):
    """A mail that came to the return path."""
    try:
        returned = reports.read(raw)
    except Exception:  # anybody may write to it; one odd mail must not keep the others waiting
        log.exception("returned_mail_not_read")
        returned = reports.Returned(Kind.UNKNOWN)
    return store(hashlib.sha256(raw).hexdigest(), returned)


def take_event(event):
    """An event of a mail provider, with the names that django-anymail gives to its parts. False where it is not about us."""
    kind = KINDS.get(event.get("event_type"))
    if kind is None:
        return False
    words = str(event.get("mta_response") or event.get("description") or "")
    status = found[0] if (found := reports.STATUS.search(words)) else ""
    if event["event_type"] in ("bounced", "rejected"):
        kind = reports.kind_of(status, "failed") if status else REASONS.get(event.get("reject_reason"), kind)
    named = "\n".join(str(event.get(part) or "") for part in ("provider", "event_id", "event_type", "message_id"))
    if not event.get("event_id"):
        named += f"\n{event.get('recipient')}\n{event.get('timestamp')}"
    identity = hashlib.sha256(named.encode()).hexdigest()
    return store(identity, reports.Returned(kind, copy_of(event), status, words[:300]))


def copy_of(event):
    """The key of the copy: by our Message-ID, else the last one that went to the address."""
    metadata = event["metadata"] if isinstance(event.get("metadata"), dict) else {}
    ours = metadata.get("message_id") or event.get("message_id") or ""
    found = reports.IDENTITY.search(f"<{str(ours).strip('<>')}")
    if found and (pk := tokens.read(tokens.MESSAGE, found[1])) is not None:
        return pk
    sent = Delivery.objects.filter(
        address=str(event.get("recipient") or "").strip().lower(), sent_at__gte=timezone.now() - FAR_BACK
    )
    return sent.order_by("-sent_at").values_list("pk", flat=True).first()


@transaction.atomic
def store(identity, returned):
    """Write it down and apply it; True the first time only."""
    delivery = Delivery.objects.select_related("mailing").filter(pk=returned.delivery).first()
    told = {
        "delivery": delivery,
        "kind": returned.kind,
        "status": returned.status,
        "reason": returned.reason.replace("\0", ""),
        "weight": ReturnedMail.WEIGHTS.get(returned.kind, 0) if delivery else 0,
    }
    row, is_new = ReturnedMail.objects.get_or_create(event=identity, defaults=told)
    if is_new and delivery:
        apply(row, delivery)
    return is_new


# --- What it means ---------------------------------------------------------------------------------------------------


def apply(returned, delivery):
    if returned.kind == Kind.COMPLAINT:
        bulk.suppress(delivery.address, Suppression.Reason.COMPLAINED)
    elif returned.kind in (Kind.HARD, Kind.SOFT, Kind.REFUSED):
        said = f"{returned.status} {returned.reason}".strip()
        accepted = Delivery.objects.filter(
            pk=delivery.pk, state=Delivery.State.SENT
        )  # by the mail server, as it seemed
        if accepted.update(state=Delivery.State.FAILED, reason=said[:300], unreachable=returned.kind == Kind.HARD):
            brakes.count_failure(delivery.mailing)
        if score_of(delivery.address) >= ENOUGH:
            bulk.suppress(delivery.address, Suppression.Reason.RETURNED)


def counting(address):
    return ReturnedMail.objects.filter(delivery__address=address, weight__gt=0)


def score_of(address):
    """What came back from ADDRESS lately, added up."""
    days = defaultdict(float)
    lately = counting(address).filter(received_at__gte=timezone.now() - FORGOTTEN)
    for at, weight in lately.values_list("received_at", "weight"):
        days[at.date()] = max(days[at.date()], weight)
    return sum(days.values())


@transaction.atomic
def forgive(address):
    """Somebody has found out that ADDRESS is right: it gets mail again, and what came back counts no more."""
    address = address.strip().lower()
    counting(address).update(weight=0)
    return Suppression.objects.filter(address=address, reason=Suppression.Reason.RETURNED).delete()[0]


# --- The folder ------------------------------------------------------------------------------------------------------


def read_folder():
    """Take what is new in the Maildir of the return path. It stays there, marked as read: nothing is lost."""
    if not settings.BOUNCE_MAILDIR:
        return 0
    folder, taken = Path(settings.BOUNCE_MAILDIR), 0
    for path in sorted((folder / "new").iterdir())[:MOST_AT_ONCE]:
        with contextlib.suppress(FileNotFoundError):  # two may read at once
            taken += take_mail(path.read_bytes())
            path.rename(folder / "cur" / f"{path.name}:2,S")
    return taken
