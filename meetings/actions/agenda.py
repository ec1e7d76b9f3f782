"""Preparing a meeting: its days and hours, its agenda, its papers."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings import tasks
from meetings.models import ActionPoint, AgendaItem, Meeting, Schedule
from wpsnet import files, queue, search
from wpsnet.languages import CODES, column
from wpsnet.public_cache import published

# What calendars must be told of when it changes.
IN_CALENDARS = [*(column(name, code) for name in ("name", "place") for code in CODES), "date"]
HOURS_IN_CALENDARS = ["time_zone", "opens", "closes", "video_url", "is_cancelled"]


@transaction.atomic
def save_meeting(meeting, schedule, *, hosts, chairs, by):
    """Keep MEETING, new or corrected, with its SCHEDULE; calendars that have it are told when they must change it."""
    known = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk).first()
    before = in_calendars(known)
    if not meeting.slug:
        meeting.slug = free_slug(meeting)
    meeting.save()
    meeting.hosts.set(hosts)
    meeting.chairs.set(chairs)
    if known and known.first and meeting.first != known.first:  # the agenda moves with the meeting
        meeting.agenda.exclude(day=None).update(day=F("day") + (meeting.first - known.first))
    schedule.meeting = meeting
    if before is not None and before != in_calendars(meeting, schedule):
        kept = Schedule.objects.filter(meeting=meeting).values_list("sequence", flat=True).first() or 0
        schedule.sequence, schedule.changed_at = kept + 1, timezone.now()
    schedule.save()
    tell_readers(meeting)
    return meeting


def in_calendars(meeting, schedule=None):
    """What a calendar shows of MEETING as the database has it, or as it is to be with SCHEDULE; None of a new one."""
    if meeting is None:
        return None
    hours = schedule or Schedule.objects.filter(meeting=meeting).first() or Schedule()
    told = [(getattr(meeting, name) or "") for name in IN_CALENDARS]
    return told + [getattr(hours, name) for name in HOURS_IN_CALENDARS]


def free_slug(meeting):
    """The last part of a new meeting's address: its name and its year."""
    stem = f"{slugify(meeting.name_en)[:50].strip('-') or 'meeting'}-{meeting.date[:4]}"
    taken = set(Meeting.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in [stem, *(f"{stem}-{n}" for n in range(2, 99))] if slug not in taken)


def tell_readers(meeting):
    search.rebuild("meeting", [meeting.slug])
    published()


@transaction.atomic
def save_item(item, people, *, by):
    """Keep an agenda ITEM with PEOPLE, a formset of those who lead it and speak in it."""
    item.save()
    people.instance = item
    people.save()
    agenda_changed(item.meeting_id)
    return item


@transaction.atomic
def remove_item(item, *, by):
    """Take ITEM away with its parts and papers. The history keeps them; the files go once nothing refers to them."""
    item.delete()
    agenda_changed(item.meeting_id)


@transaction.atomic
def add_paper(paper, upload, *, by):
    paper.added_by = by
    if upload:
        paper.file = files.store(upload, by=by)
    paper.save()
    agenda_changed(paper.item.meeting_id)
    return paper


@transaction.atomic
def remove_paper(paper, *, by):
    stored = paper.file
    paper.delete()
    if stored:
        files.discard(stored)
    agenda_changed(paper.item.meeting_id)


def agenda_changed(meeting_pk):
    """Readers see it now, and the pack of the meeting is made again."""
    published()
    queue.wake(tasks.renew_pack, meeting_pk)


@transaction.atomic
def publish_agenda(meeting, *, by):
    """Let everybody see the agenda. Done twice, it changes nothing."""
    schedule, _is_new = Schedule.objects.get_or_create(meeting=meeting)
    Schedule.objects.filter(pk=schedule.pk, agenda_published_at=None).update(agenda_published_at=timezone.now())
    agenda_changed(meeting.pk)


@transaction.atomic
def carry_over(meeting, *, by):
    """Put what earlier meetings agreed and nobody says is done on the agenda of MEETING, as matters arising; returns how
    many points came anew. Done again, it adds only what is new."""
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    kind = AgendaItem.Kind.MATTERS_ARISING
    item, _is_new = AgendaItem.objects.get_or_create(
        meeting=meeting, kind=kind, defaults=matters_arising() | {"day": meeting.first, "order": 0}
    )
    earlier = ActionPoint.objects.actions().open().filter(meeting__first__lt=meeting.first)
    new = list(earlier.exclude(pk__in=item.points.values("pk")))
    item.points.add(*new)
    published()
    return len(new)


def matters_arising():
    """Its title in the six languages."""
    titles = {}
    for code in CODES:
        with override(code):
            titles[column("title", code)] = _("Matters arising")
    return titles
