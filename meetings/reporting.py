"""Who reports on an action point, and what readers are shown of it on any day."""

from collections import Counter
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, JSONObject

from meetings.models import ActionPoint, Duty, Report, State
from meetings.record import agreed
from members.models import Member
from members.rules import is_chair, is_secretariat, posts_of
from wpsnet.languages import alphabetical

BY_DUE = [F("point__due_last").asc(nulls_last=True), "point__meeting__first", "point__order", "pk"]


def parties_of(user, point):
    """The reports, not saved yet, that USER may write on POINT: one for each of those responsible for whom she speaks."""
    edited = {post.member_id: post.member for post in posts_of(user) if post.edits}
    for duty in point.duties.select_related("member").order_by("pk"):
        members = edited.values() if duty.body == Duty.Body.ALL_MEMBERS else []
        for party in [*(Report(duty=duty, member=member) for member in members), Report(duty=duty)]:
            if user.has_perm("meetings.propose_report", party):
                yield party


def with_reports(points, on):
    """POINTS with their duties, in `told`, each with `said`, its reports as they stood on the day ON, the newest first."""
    said = Prefetch("reports", Report.objects.standing(on).for_page(), to_attr="said")
    duties = Duty.objects.select_related("member").prefetch_related(said).order_by("pk")
    return points.with_state(on).prefetch_related(Prefetch("duties", duties, to_attr="told"))


def answered(duty):
    """[(who, its last report, its earlier ones)] of a duty that with_reports() has found, in the order of their names."""
    rows = sorted(duty.said, key=lambda report: (report.member_id is not None, report.reporter))
    groups = ((reporter, list(rows)) for reporter, rows in groupby(rows, key=lambda report: report.reporter))
    return [(reporter, last, earlier) for reporter, (last, *earlier) in groups]


def silent(duty, on):
    """The members that belong to the network on the day ON and have reported nothing of a duty of all members."""
    told = [report.member_id for report in duty.said if report.member_id]
    return Member.objects.in_network(on).exclude(pk__in=told).order_by(alphabetical("name"), "slug")


def follow_up(meeting, on):
    """What became by the day ON of what MEETING agreed, as a template context: for the page and for the PDF."""
    points = list(with_reports(meeting.action_points.for_page(), on))
    counted = Counter(point.state for point in points if not point.heading)
    for point in points:
        for duty in point.told:
            duty.answers = answered(duty)
    return {
        "meeting": meeting,
        "on": on,
        "agreed": agreed(points),
        "counts": [(state.label, counted[state]) for state in State if counted[state]],
        "members": Member.objects.in_network(on).count(),
    }


# --- Who owes a report ------------------------------------------------------------------------------------------------


def owed_by(user, posts, on=None):
    """The duties of which USER, who holds POSTS, owes a report on the day ON. A point of which a source says
    what became asks nobody."""
    members = [post.member_id for post in posts if post.edits]
    in_bureau = any(post.in_bureau for post in posts)
    bodies = {
        Duty.Body.SECRETARIAT: is_secretariat(user),
        Duty.Body.CHAIR: in_bureau and is_chair(user),
        Duty.Body.BUREAU: in_bureau,
    }
    bodies = [body for body, is_hers in bodies.items() if is_hers]
    if not members and not bodies:
        return Duty.objects.none()
    asked = ActionPoint.objects.actions().without_outcome()
    owed = Duty.objects.owed_by(members, bodies, on).filter(point__in=asked)
    return owed.select_related("point__meeting", "member").order_by(*BY_DUE)


def duties_waiting(user, posts):
    """What waits for USER, who holds POSTS, in one query: duties with `is_owed`, whether she owes a report, and `proposed`,
    the reports of others that she may publish, each as {member, at}."""
    published = [post.member_id for post in posts if post.publishes]
    theirs = Q(member__in=published) | Q(duty__member__in=published)
    proposals = Report.objects.proposed().filter(theirs, duty=OuterRef("pk")).exclude(written_by=user).order_by("pk")
    told = JSONObject(member=Coalesce("member_id", "duty__member_id"), at="written_at")
    rows = Duty.objects.annotate(
        is_owed=Exists(owed_by(user, posts).order_by().filter(pk=OuterRef("pk"))),
        proposed=ArraySubquery(proposals.values(told=told)),
    )
    waiting = rows.filter(Q(is_owed=True) | Exists(proposals))
    return waiting.select_related("point__meeting", "member").order_by(*BY_DUE)


def points_owed(user, on=None):
    """The points of these duties, each once, in their order."""
    return list({duty.point_id: duty.point for duty in owed_by(user, posts_of(user), on)}.values())
