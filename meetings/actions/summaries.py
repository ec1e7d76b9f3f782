"""A summary is sent, read by a worker, and what of it is accepted becomes records, in one transaction."""

from django.db import transaction

from actionplans.actions.record import tell
from meetings import tasks
from meetings.acceptance import Writer
from meetings.models import Meeting, Proposal, Summary
from members.models import User
from wpsnet import files, public_cache, queue, search


class AlreadyGone(Exception):
    """Somebody has put the summary aside meanwhile."""


@transaction.atomic
def send(upload, *, by: User) -> Summary:
    """Keep UPLOAD and have it read. The same file sent twice is one summary, with whatever was accepted of it."""
    stored = files.store(upload, by=by)
    known = Summary.objects.filter(file__sha256=stored.sha256).first()
    if known:
        files.discard(stored)
        return known
    summary = Summary.objects.create(file=stored, sent_by=by)
    queue.wake(tasks.read_summary, summary.pk)
    return summary


@transaction.atomic
def read_again(summary: Summary, *, by: User) -> None:
    """Read it once more, with the names that are on record now. What was accepted is recognised when it is accepted again."""
    settled = Summary.objects.exclude(state__in=Summary.OPEN)
    if settled.filter(pk=summary.pk).update(state=Summary.State.WAITING, attempts=0):
        queue.wake(tasks.read_summary, summary.pk)


@transaction.atomic
def accept(summary: Summary, chosen, *, meeting: Meeting | None, kind: str, by: User) -> dict:
    """Record the proposals with the keys CHOSEN, of MEETING or a new one of KIND. Returns {state: how many}.

    Of two who accept at once, the second finds the first one's records, and writes none twice. Raises AlreadyGone.
    """
    locked = Summary.objects.select_for_update(no_key=True).filter(pk=summary.pk).first()
    if locked is None:
        raise AlreadyGone
    proposals = list(summary.proposals.filter(pk__in=chosen).exclude(kind__in=Proposal.NOTED))
    writer = Writer(summary, meeting or locked.meeting, kind, by)
    states = writer.write(proposals)
    for proposal, state in states.items():
        proposal.state = state
    Proposal.objects.bulk_update(proposals, ["state"])
    Summary.objects.filter(pk=summary.pk).update(meeting=writer.meeting)
    show(writer)
    return {state: sum(one == state for one in states.values()) for state in Proposal.State}


def show(writer):
    """Let pages and search know what has changed."""
    for plan in writer.plans:
        tell(plan)
    search.rebuild("meeting", [writer.meeting.slug])
    meeting = writer.meeting
    search.rebuild(
        "statement", [f"{meeting.slug}-{slug}" for slug in meeting.statements.values_list("member__slug", flat=True)]
    )
    search.rebuild("paper", [str(pk) for pk in meeting.papers.values_list("pk", flat=True)])
    public_cache.published()


@transaction.atomic
def discard(summary: Summary, *, by: User) -> None:
    """Put SUMMARY aside with its file. What was recorded of it stays."""
    file = summary.file
    summary.delete()
    files.discard(file)
