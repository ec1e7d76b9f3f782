"""The pack of a meeting: what is in it, making it again when that changes, and what has changed since the last one."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.agenda import laid_out, schedule_of
from meetings.models import ActionPoint, Meeting, Pack, Registration
from members.models import Member
from wpsnet.documents import document_for
from wpsnet.languages import CODES, alphabetical, pick, texts_of
from wpsnet.models import Document
from wpsnet.public_cache import published

KEPT_UP = dt.timedelta(days=30)  # so long after a meeting its pack is made again
KINDS = {
    "agenda": _("agenda"),
    "papers": _("papers"),
    "participants": _("participants"),
    "points": _("open action points"),
}
VERBS = {"added": _("new"), "changed": _("changed"), "removed": _("removed")}


def facts_of(meeting):
    """What the pack of MEETING shows, as a template context: only what everybody may see."""
    schedule = schedule_of(meeting)
    earlier = ActionPoint.objects.actions().open().for_list()
    return {
        "meeting": meeting,
        "schedule": schedule,
        "days": laid_out(meeting) if schedule.agenda_published_at else [],
        "participants": participants(meeting),
        "points": list(earlier.filter(meeting__first__lt=meeting.first) if meeting.first else earlier.none()),
    }


def participants(meeting):
    """The countries and organizations recorded as present, or of which somebody is admitted who is not at risk; no person."""
    admitted = Registration.objects.filter(
        delegation__admission__meeting=meeting, state=Registration.State.APPROVED, protected=None
    )
    present = Q(pk__in=meeting.attendances.values("member")) | Q(pk__in=admitted.values("delegation__member"))
    return list(Member.objects.filter(present).order_by(alphabetical("name"), "slug"))


def contents_of(facts):
    """FACTS as they are kept for the next comparison: {kind: {key: [digest, {language: words}]}}."""
    found = {kind: {} for kind in KINDS}
    for slot in slots_of(facts):
        item, people = slot.item, [(one.name, one.role, one.function) for one in slot.item.people.all()]
        told = [texts_of(item, "title"), texts_of(item, "note"), str(slot.starts), str(slot.ends), people]
        found["agenda"][str(item.pk)] = [digest(told), texts_of(item, "title")]
        for paper in item.papers.all():
            if paper.is_public:
                told = [paper.title, paper.language, paper.url, paper.file.sha256 if paper.file else ""]
                found["papers"][str(paper.pk)] = [digest(told), {paper.language: paper.title}]
    for member in facts["participants"]:
        found["participants"][str(member.pk)] = [digest(member.slug), texts_of(member, "name")]
    for point in facts["points"]:
        found["points"][str(point.pk)] = [digest([texts_of(point, "text"), point.state]), texts_of(point, "text")]
    return found


def slots_of(facts):
    wholes = [whole for _day, slots in facts["days"] for whole in slots]
    return [slot for whole in wholes for slot in (whole, *whole.parts)]


def items_of(facts):
    return [slot.item for slot in slots_of(facts)]


def digest(told):
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def changes(old, new):
    """[[verb, kind, {language: words}]]: what came, changed and went from the contents OLD to NEW."""
    told = []
    for kind in KINDS:
        before, after = old.get(kind, {}), new[kind]
        for key, (mark, words) in after.items():
            if key not in before:
                told.append(["added", kind, words])
            elif before[key][0] != mark:
                told.append(["changed", kind, words])
        told += [["removed", kind, words] for key, (_mark, words) in before.items() if key not in after]
    return told


def renew(meeting_pk):
    """Make the pack of a meeting again if something in it has changed; returns it, or None where all is as it was."""
    with transaction.atomic():
        locked = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting_pk).first()
        if locked is None or not hasattr(locked, "schedule") or not locked.schedule.agenda_published_at:
            return None
        contents = contents_of(facts_of(locked))
        last = locked.packs.order_by("-number").first()
        if last and last.contents == contents:
            return None
        told = changes(last.contents, contents) if last else []
        made = Pack.objects.create(
            meeting=locked, number=last.number + 1 if last else 1, contents=contents, changes=told
        )
        published()
    for language in asked_before(locked):
        document_for("pack", locked.slug, language)
    return made


def asked_before(meeting):
    """The languages in which somebody has asked for the PDF: it is made again in these, before anybody asks."""
    asked = Document.objects.filter(kind="pack", key=meeting.slug).values_list("language", flat=True)
    return [code for code in CODES if code in set(asked)]


def to_look_at(today=None):
    """The meetings whose pack is kept up to date."""
    since = (today or timezone.localdate()) - KEPT_UP
    rows = Meeting.objects.filter(schedule__agenda_published_at__isnull=False, last__gte=since)
    return rows.values_list("pk", flat=True)


def shown(meeting):
    """The pack of MEETING for its page and its PDF."""
    last = meeting.packs.order_by("-number").first()
    told = last.changes if last else []
    lines = [(VERBS[verb], KINDS[kind], *pick(words)) for verb, kind, words in told]
    facts = facts_of(meeting)
    return facts | {
        "pack": last,
        "changes": lines,
        "papers": [(item, paper) for item in items_of(facts) for paper in item.papers.all() if paper.is_public],
        "site_url": settings.SITE_URL,
    }
