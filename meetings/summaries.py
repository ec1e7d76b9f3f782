"""Reading summaries, in a worker. What is to be read stands in rows, and is taken by one worker at a time."""

import datetime as dt

import structlog
from django.db import transaction
from django.utils import timezone

from meetings.models import Proposal, Summary
from meetings.reader.names import Name, Names
from meetings.reader.read import is_summary
from meetings.reader.read import read as read_blocks
from meetings.summary_text import extract
from members.models import Member
from wpsnet import files
from wpsnet.languages import texts_of

LEASE = dt.timedelta(minutes=3)  # longer than a task can live
MOST_ATTEMPTS = 3
KEPT = dt.timedelta(days=365)  # drafts name people; what was accepted stands in the records
State = Summary.State

log = structlog.get_logger(__name__)


def known_names():
    """The reader's dictionary, with the members on record."""
    return Names(map(name_of, Member.objects.order_by("pk")))


def name_of(member):
    names = [(code, name) for field in ("name", "formal_name") for code, name in texts_of(member, field).items()]
    return Name(member.slug, member.kind, member.iso2, tuple(names), member.acronym)


def read(pk):
    """Read summary PK. Safe to call twice: the second finds it read, or held by another worker."""
    summary = claim(pk, timezone.now())
    if summary is None:
        return
    if summary.attempts > MOST_ATTEMPTS:
        settle(summary, State.FAILED)
        return
    try:
        with summary.file.file.open("rb") as file:
            found = extract(file.read(), summary.file.content_type)
        settle(summary, *result_of(found))
    except Exception as error:  # one file that breaks our code must not be tried for ever
        log.warning("summary_not_read", summary=pk, attempt=summary.attempts, error=str(error))
        settle(summary, State.WAITING if summary.attempts < MOST_ATTEMPTS else State.FAILED)


@transaction.atomic
def claim(pk, now):
    """Take summary PK for this worker; None where it is read, or another worker holds it."""
    waiting = Summary.objects.to_read(now).select_for_update(skip_locked=True, no_key=True)
    summary = waiting.filter(pk=pk).first()
    if summary:
        summary.state, summary.lease_until = State.READING, now + LEASE
        summary.attempts += 1
        summary.save(update_fields=["state", "lease_until", "attempts"])
    return summary


def result_of(found):
    """(state, Reading or None, remarks) of what was extracted."""
    if found.end:
        return State(found.end), None, found.remarks
    reading = read_blocks(found.blocks, known_names())
    remarks = [*found.remarks, *reading.faults]
    if reading.mixed:
        remarks.append(("mixed", " ".join([reading.language, *reading.mixed])))
    if reading.language is None:
        return State.NO_TEXT, None, remarks
    return State.READ if is_summary(reading) else State.NO_SUMMARY, reading, remarks


@transaction.atomic
def settle(summary, state, reading=None, remarks=()):
    """Write down what came of this attempt, unless another worker has taken the summary since."""
    mine = Summary.objects.filter(pk=summary.pk, state=State.READING, attempts=summary.attempts)
    told = {"language": reading.language, "unknown": reading.unknown} if reading else {}
    if not mine.update(state=state, lease_until=None, remarks=list(remarks), **told):
        return
    summary.proposals.all().delete()
    if reading:
        rows = (proposal_of(summary, order, one) for order, one in enumerate(reading.proposals, 1))
        Proposal.objects.bulk_create(rows, batch_size=200)


def proposal_of(summary, order, one):
    return Proposal(
        summary=summary,
        order=order,
        kind=one.kind,
        said=one.said,
        place=one.place[:60],
        quote=one.quote,
        confidence=one.confidence,
    )


def waiting():
    """The keys of summaries that no worker holds, the longest waiting first."""
    return list(Summary.objects.to_read(timezone.now()).order_by("pk").values_list("pk", flat=True)[:20])


def forget(now=None):
    """Delete the drafts, and their files, that were sent more than a year ago."""
    for summary in Summary.objects.filter(sent_at__lt=(now or timezone.now()) - KEPT).select_related("file"):
        with transaction.atomic():
            file = summary.file
            summary.delete()
            files.discard(file)
