"""Reminders to those who owe a report: before a point is due, once it is late, and before the next meeting."""

import datetime as dt

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from meetings.models import ActionPoint, Duty, Meeting
from meetings.reporting import points_owed
from members.models import Appointment, BureauTerm, Member, User
from members.rules import CHAIRING
from wpsnet.dates import in_words
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.outbox.letters import NotNeeded, letters

TEMPLATE = "report_due"
BEFORE_DUE, AFTER_DUE, BEFORE_MEETING = dt.timedelta(days=30), dt.timedelta(days=30), dt.timedelta(days=42)
MOST = 20  # points that one mail lists


def strike(today=None):
    """Freeze the reminders that are due on the day TODAY: one mailing for each occasion, however often this is called."""
    today = today or timezone.localdate()
    open_points = ActionPoint.objects.actions().open(today)
    for point in open_points.filter(due_last__gte=today - AFTER_DUE, due_last__lte=today + BEFORE_DUE):
        mark = "late" if point.due_last < today else "before"
        duties = Duty.objects.owing(today).filter(point=point)
        freeze(f"{TEMPLATE}-{point.pk}-{point.due}-{mark}", TEMPLATE, people(duties, today), {"point": point.pk})
    coming = Meeting.objects.filter(first__gt=today, first__lte=today + BEFORE_MEETING)
    for meeting in coming.exclude(schedule__is_cancelled=True):
        duties = Duty.objects.owing(today).filter(point__in=open_points.values("pk"))
        freeze(f"{TEMPLATE}-{meeting.slug}", TEMPLATE, people(duties, today), {"meeting": meeting.pk})


def people(duties, today):
    """Those who publish for the members of DUTIES, and who speaks for their bodies; each once."""
    bodies = set(duties.values_list("body", flat=True))
    asked = Q(member__in=duties.filter(body=Duty.Body.MEMBER).values("member"))
    if Duty.Body.ALL_MEMBERS in bodies:
        asked |= Q(member__in=Member.objects.in_network(today))
    posts = Appointment.objects.current(today)
    found = User.objects.active().filter(appointments__in=posts.publishing().filter(asked))
    chairing = BureauTerm.objects.filter(year=today.year, role__in=CHAIRING)
    bureau = BureauTerm.objects.chairing().filter(year__range=(today.year - 1, today.year + 1))
    for body, terms in [(Duty.Body.CHAIR, chairing), (Duty.Body.BUREAU, bureau)]:
        if body in bodies:
            leading = posts.leading().filter(member__in=terms.values("member"))
            found |= User.objects.active().filter(appointments__in=leading)
    if Duty.Body.SECRETARIAT in bodies:
        found |= User.objects.secretariat()
    rows = found.distinct().order_by("pk")
    return [Recipient(person.email, person.language, {"person": person.pk}) for person in rows]


@letters.guest(TEMPLATE)
def told(delivery):
    """What she owes when the mail is sent. Raises NotNeeded where that is nothing, or the meeting does not take place."""
    asked = delivery.mailing.context | delivery.context
    person = User.objects.active().filter(pk=asked["person"]).first()
    points = points_owed(person) if person else []
    if "point" in asked:
        points = [point for point in points if point.pk == asked["point"]]
    if not points:
        raise NotNeeded("She has reported meanwhile, or speaks for nobody who is responsible.")
    meeting = Meeting.objects.filter(pk=asked.get("meeting")).exclude(schedule__is_cancelled=True).first()
    if "meeting" in asked and meeting is None:
        raise NotNeeded("The meeting has been cancelled.")
    with override(delivery.language):
        return {
            "points": [line(point) for point in points[:MOST]],
            "count": len(points),
            "meeting": meeting.name if meeting else "",
            "when": in_words(meeting.date) if meeting else "",
        }


def line(point):
    return {
        "number": point.shown_number,
        "text": point.text,
        "due": in_words(point.due),
        "link": settings.SITE_URL + reverse("meetings:report", args=[point.pk]),
    }
