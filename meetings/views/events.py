"""Events of partners and members: in public, in calendars, and the secretariat's form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.actions import events as actions
from meetings.exports import EVENTS
from meetings.filters import EventFilter
from meetings.forms.events import EventForm
from meetings.models import Event
from members.typed import keeps_typed_text, typed_text
from wpsnet.calendar import Entry, as_calendar
from wpsnet.dates import in_words
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

# --- In public --------------------------------------------------------------------------------------------------------


@public_page
def events(request):
    found = EventFilter(request.GET, Event.objects.for_list(), request=request)
    return listing(
        request, found, template="meetings/events.html", name="events", columns=EVENTS, context={"section": "meetings"}
    )


@public_page
def event(request, pk):
    event = get_object_or_404(Event.objects.for_list(), pk=pk)
    return render(request, "meetings/event.html", {"event": event, "section": "meetings"})


@public_page
def event_calendar(request, pk):
    """One event, to put into one's own calendar."""
    event = get_object_or_404(Event.objects.for_list(), pk=pk)
    return as_calendar([entry_of(event)], f"event-{pk}")


@public_page
def calendar(request):
    """All that is still to come, to be followed by a calendar."""
    return as_calendar(map(entry_of, Event.objects.for_list().upcoming()), "wps-events")


def entry_of(event):
    text = [event.note] if event.note else []
    if not event.has_fixed_days:
        text.insert(0, _("The days are not fixed yet: %(date)s.") % {"date": in_words(event.period)})
    text += [_("Organized by %(names)s.") % {"names": ", ".join(one.name for one in event.organisers.all())}]
    return Entry(
        uid=f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}",
        first=event.starts_first,
        last=event.ends_last or event.starts_last,
        title=event.title,
        changed=event.changed_at,
        place=event.place,
        text="\n".join(text),
        url=event.url or settings.SITE_URL + event.get_absolute_url(),
        is_cancelled=event.is_cancelled,
        is_fixed=event.has_fixed_days,
    )


# --- The secretariat --------------------------------------------------------------------------------------------------


officers = permission_required("meetings.write_events", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@officers
def add(request):
    return written(request, Event(), _("The event is announced now."))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@officers
def edit(request, pk):
    event = get_object_or_404(Event.objects.select_related("source"), pk=pk)
    return written(request, event, _("The event has been saved."))


def written(request, event, done):
    form = EventForm(request.POST or typed_text(request), instance=event)
    if request.method == "POST" and form.is_valid() and announced(request, form):
        messages.success(request, done)
        return redirect("meetings:event", event.pk)
    context = {"form": form, "pk": event.pk, "section": "desk"}
    return render(request, "desk/event.html", context, status=400 if request.method == "POST" else 200)


def announced(request, form):
    try:
        actions.announce(form.event(), form.cleaned_data["organisers"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@officers
def remove(request, pk):
    event = get_object_or_404(Event.objects.for_list(), pk=pk)
    if request.method == "POST":
        actions.remove(event, by=request.user)
        messages.success(request, _("The event has been removed."))
        return redirect("meetings:desk_events")
    return render(request, "desk/event_remove.html", {"event": event, "section": "desk"})


@require_safe
@officers
def desk_events(request):
    """All events, those to come first, with the doors to change them."""
    found = EventFilter(request.GET, Event.objects.for_list(), request=request)
    return listing(
        request, found, template="desk/events.html", name="events", columns=EVENTS, context={"section": "desk"}
    )
