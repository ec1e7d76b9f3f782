"""Everything about one meeting, gathered once for its page and its file."""

from itertools import groupby

from django.db.models import Prefetch

from meetings.models import Speaker
from wpsnet.languages import alphabetical


def record(meeting):
    """What the page of MEETING shows, as a template context; the same number of queries however much was said."""
    speakers = Prefetch("speakers", Speaker.objects.select_related("member", "source").order_by("order"))
    attendances = meeting.attendances.select_related("member", "source").order_by(
        "source__key", alphabetical("name", "member__")
    )
    return {
        "meeting": meeting,
        "hosts": meeting.hosts.order_by(alphabetical("name")),
        "chairs": meeting.chairs.order_by(alphabetical("name")),
        "sessions": meeting.sessions.select_related("source").prefetch_related(speakers).order_by("number"),
        "statements": meeting.statements.select_related("member", "source").order_by("order"),
        "papers": meeting.papers.select_related("source").order_by("letter_date", "pk"),
        "lists_of_participants": [
            (source, list(rows)) for source, rows in groupby(attendances, key=lambda attendance: attendance.source)
        ],
        "agreed": agreed(meeting.action_points.for_page()),
    }


def agreed(points):
    """POINTS in two levels, as the chair's summary has them: [(the heading or None, [its points])]."""
    groups = []
    for _number, together in groupby(points, key=lambda point: point.group):
        first, *others = together
        groups.append((first, others) if first.heading else (None, [first, *others]))
    return groups
