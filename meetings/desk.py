"""What waits: action points that name somebody's member as responsible, and of which no source says what became."""

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import ActionPoint
from wpsnet.dates import in_words
from wpsnet.desk import Waiting, desk

SECRETARIAT = "un-women"  # the slug of the organisation that is the network's secretariat


@desk.guest("action points")
def open_action_points(user):
    return [waiting(point) for point in points_of(user)]


def points_of(user):
    """A focal point sees those that name her member, the secretariat those that name UN Women; anybody else none."""
    points = ActionPoint.objects.actions().without_outcome().select_related("meeting").order_by("meeting", "order")
    if user.secretariat:
        return points.filter(responsible__slug=SECRETARIAT)
    return points.filter(responsible__in=user.appointments.current().editing().values("member")).distinct()


def waiting(point):
    title = _("Action point %(number)s of “%(meeting)s” has no outcome yet")
    return Waiting(
        since=point.meeting.first or timezone.localdate(),
        title=title % {"number": point.ref, "meeting": point.meeting.name},
        url=point.get_absolute_url(),
        detail=detail(point),
        urgent=point.is_late,
    )


def detail(point):
    if not point.due:
        return point.text
    return _("%(text)s Due: %(date)s.") % {"text": point.text, "date": in_words(point.due)}
