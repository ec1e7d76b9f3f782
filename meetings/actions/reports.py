"""Reports on action points: written, published, withdrawn by those responsible. Nothing is deleted."""

from django.db import transaction
from django.utils import timezone

from meetings.models import Duty, Report
from wpsnet import search
from wpsnet.public_cache import published

SAID = ["member", "progress", "words", "language", "evidence", "evidence_url"]


class AlreadySettled(Exception):
    """The report has been published or withdrawn meanwhile."""


@transaction.atomic
def tell(report, plans, *, by, publishes):
    """Write REPORT down, with the PLANS that fulfil the point; where BY PUBLISHES, readers see it at once. Said twice in a
    row, it is written once; returns it."""
    Duty.objects.select_for_update(no_key=True).get(pk=report.duty_id)
    last = Report.objects.unsettled().filter(duty=report.duty, member=report.member).order_by("-pk").first()
    same = last and all(getattr(last, name) == getattr(report, name) for name in SAID)
    if not same:
        report.written_by = by
        report.save()
        report.plans.set(plans)
    told = last if same else report
    if publishes and not told.published_at:
        publish(told, by=by)
    return told


@transaction.atomic
def publish(report, *, by):
    """Let readers see REPORT. Raises AlreadySettled for the second of two clicks."""
    if not Report.objects.proposed().filter(pk=report.pk).update(published_at=timezone.now(), published_by=by):
        raise AlreadySettled
    tell_readers(report.duty.point)


@transaction.atomic
def withdraw(report, *, by):
    """Take REPORT away from readers, or from the desk of whoever publishes."""
    standing = Report.objects.unsettled().filter(pk=report.pk)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise AlreadySettled
    tell_readers(report.duty.point)


def tell_readers(point):
    published()
    search.rebuild("action_point", [f"{point.meeting.slug}-{point.ref}"])
