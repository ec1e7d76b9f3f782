"""Meetings in people's own calendars. The video link goes only to those who may see it."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agenda import schedule_of
from meetings.models import Meeting
from members.models import User
from wpsnet.calendar import Entry
from wpsnet.dates import in_words

SALT = "meetings.calendar"
KEPT = dt.timedelta(days=365)  # so long after it is over, a meeting stays in the feed


def meetings_in_calendars():
    """Those that are still to come, or were held within a year; without those of which not even the year is known."""
    recent = Meeting.objects.filter(last__gte=timezone.localdate() - KEPT, first__isnull=False)
    return recent.select_related("schedule", "country").order_by("first", "slug")


def entry_of(meeting, *, with_video=False):
    schedule = schedule_of(meeting)
    is_fixed = "/" in meeting.date or meeting.first == meeting.last
    hours = {}
    if is_fixed and schedule.opens:
        hours = {
            "starts": schedule.at(meeting.first, schedule.opens),
            "ends": schedule.at(meeting.last, schedule.closes),
        }
    video = schedule.video_url if with_video else ""
    return Entry(
        uid=f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}",
        first=meeting.first,
        last=meeting.last,
        title=meeting.name,
        changed=schedule.changed_at if schedule.pk else dt.datetime.combine(meeting.first, dt.time(), dt.UTC),
        place=meeting.place,
        text="\n".join(told(meeting, schedule, is_fixed, video)),
        url=settings.SITE_URL + meeting.get_absolute_url(),
        is_cancelled=schedule.is_cancelled,
        is_fixed=is_fixed,
        sequence=schedule.sequence,
        video=video,
        **hours,
    )


def told(meeting, schedule, is_fixed, video):
    if not is_fixed:
        yield _("The days are not fixed yet: %(date)s.") % {"date": in_words(meeting.date)}
    if meeting.theme:
        yield meeting.theme
    if schedule.opens:
        hours = {"opens": f"{schedule.opens:%H:%M}", "closes": f"{schedule.closes:%H:%M}", "zone": schedule.time_zone}
        yield _("It opens at %(opens)s and closes at %(closes)s, by the clock at the place (%(zone)s).") % hours
    if video:
        yield _("Video link: %(address)s") % {"address": video}


# --- A calendar of one's own ------------------------------------------------------------------------------------------


def token_of(user):
    """What stands in the address of the calendar of USER. A new password makes it worthless, the end of her post empty."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:16]], salt=SALT)


def owner_of(token):
    """Whose calendar it is, if she still takes part; else None."""
    try:
        pk, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.active().filter(pk=pk).first()
    if user is None or user.get_session_auth_hash()[:16] != digest or not user.has_perm("meetings.take_part"):
        return None
    return user
