"""What waits about action points: reports that somebody owes, and reports that wait to be published."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import (
    desk_summary,  # noqa: F401  registers what waits about chair's summaries
    desk_who_comes,  # noqa: F401  registers what waits about delegations, support and input
)
from meetings.reporting import duties_waiting
from members.rules import posts_of
from wpsnet.dates import in_words
from wpsnet.desk import Waiting, desk

MOST = 10


@desk.guest("action points")
def open_action_points(user):
    """Those that are due first; each asks for a report of whoever is responsible, in her name or as one of all members.
    After them, reports that somebody else of her team proposes."""
    posts = posts_of(user)
    if not posts and not user.secretariat:
        return []
    duties = list(duties_waiting(user, posts))
    points = {duty.point_id: duty.point for duty in duties if duty.is_owed}
    names = {post.member_id: post.member.name for post in posts}
    proposed = [to_publish(duty, report, names) for duty in duties for report in duty.proposed or []]
    return [waiting(point) for point in list(points.values())[:MOST]] + proposed[:MOST]


def waiting(point):
    title = _("Action point %(number)s of “%(meeting)s” asks for your report")
    return Waiting(
        since=point.meeting.first or timezone.localdate(),
        title=title % {"number": point.shown_number, "meeting": point.meeting.name},
        url=reverse("meetings:report", args=[point.pk]),
        detail=detail(point),
        urgent=bool(point.due_last) and point.due_last < timezone.localdate(),
    )


def detail(point):
    if not point.due:
        return point.text
    return _("%(text)s Due: %(date)s.") % {"text": point.text, "date": in_words(point.due)}


def to_publish(duty, report, names):
    told = {"member": names[report["member"]], "number": duty.point.shown_number}
    return Waiting(
        since=dt.datetime.fromisoformat(report["at"]).date(),
        title=_("%(member)s: a report on action point %(number)s waits for you to publish it") % told,
        url=reverse("meetings:report", args=[duty.point_id]),
        detail=duty.point.text,
    )
