"""The agenda of a meeting and its place in calendars: for everybody, and for those who take part."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from meetings.agenda import laid_out, schedule_of
from meetings.calendars import entry_of, meetings_in_calendars, owner_of, token_of
from meetings.models import AgendaPaper, Event, Meeting
from meetings.views.events import entry_of as entry_of_event
from wpsnet import files
from wpsnet.calendar import as_calendar
from wpsnet.public_cache import public_page

for_participants = permission_required("meetings.take_part", raise_exception=True)


def meeting_or_404(slug):
    return get_object_or_404(Meeting.objects.select_related("schedule", "country"), slug=slug)


def shown(request, meeting, *, inside):
    """The agenda of MEETING; INSIDE, with the video link and all papers."""
    schedule = schedule_of(meeting)
    context = {
        "meeting": meeting,
        "schedule": schedule,
        "days": laid_out(meeting) if inside or schedule.agenda_published_at else [],
        "inside": inside,
        "section": "meetings",
    }
    if inside:
        context["own_calendar"] = reverse("meetings:own_calendar", args=[token_of(request.user)])
    return render(request, "meetings/agenda.html", context)


@public_page
def agenda(request, slug):
    return shown(request, meeting_or_404(slug), inside=False)


@require_safe
@for_participants
def inside(request, slug):
    return shown(request, meeting_or_404(slug), inside=True)


@public_page
def paper(request, slug, pk):
    """A paper that everybody may read, once the agenda is public."""
    public = AgendaPaper.objects.filter(is_public=True, item__meeting__schedule__agenda_published_at__isnull=False)
    return given(public, slug, pk)


@require_safe
@for_participants
def paper_inside(request, slug, pk):
    return given(AgendaPaper.objects.all(), slug, pk)


def given(papers, slug, pk):
    found = get_object_or_404(papers.select_related("file"), item__meeting__slug=slug, pk=pk)
    if found.file is None:
        raise Http404
    return files.give(found.file)


# --- Calendars --------------------------------------------------------------------------------------------------------


@public_page
def meeting_calendar(request, slug):
    """One meeting, to put into one's own calendar."""
    meeting = meeting_or_404(slug)
    if meeting.first is None or meeting.last is None:
        raise Http404
    return as_calendar([entry_of(meeting)], f"meeting-{slug}")


@public_page
def calendar(request):
    """Meetings of the network and events of others in one feed."""
    return as_calendar([*map(entry_of, meetings_in_calendars()), *events()], "wps-calendar")


@login_not_required
@require_safe
def own_calendar(request, token):
    """The same with the video links, for a calendar that cannot sign in: its address is as good as a key."""
    owner = owner_of(token)
    if owner is None:
        raise Http404
    meetings = [entry_of(meeting, with_video=True) for meeting in meetings_in_calendars()]
    return as_calendar([*meetings, *events()], "wps-calendar")


def events():
    return map(entry_of_event, Event.objects.for_list().upcoming())
