from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.models import Meeting
from wpsnet.dates import in_words
from wpsnet.timeline import News, timeline


@timeline.guest("meetings")
def newest_meetings(count, member):
    """Meetings that have begun; of a MEMBER those that it held, spoke at or is recorded as having attended."""
    meetings = Meeting.objects.held().order_by("-first", "slug")
    if member:
        took_part = Q(hosts=member) | Q(chairs=member) | Q(statements__member=member) | Q(attendances__member=member)
        meetings = meetings.filter(pk__in=Meeting.objects.filter(took_part).values("pk"))
    return [news(meeting) for meeting in meetings[:count]]


def news(meeting):
    title = meeting.name
    if meeting.place:
        title = _("%(meeting)s, %(place)s") % {"meeting": meeting.name, "place": meeting.place}
    return News(
        day=meeting.first, when=in_words(meeting.date), title=title, url=meeting.get_absolute_url(), kind="meeting"
    )
