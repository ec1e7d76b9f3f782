"""Save the date, the invitation, and what has changed: letters of the secretariat to all who speak for a member."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from meetings.agenda import schedule_of
from meetings.models import Meeting
from members.models import Appointment, User
from wpsnet.dates import in_words
from wpsnet.mail import OwnWords
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.outbox.letters import NotNeeded, letters

TEMPLATE = "meeting_letter"


class Kind(models.TextChoices):
    SAVE_THE_DATE = "save-the-date", _("Save the date")
    INVITATION = "invitation", _("Invitation")
    CHANGE = "change", _("What has changed")


def recipients():
    """Those who speak today for a member, each once."""
    posts = Appointment.objects.current().speaking()
    return User.objects.active().filter(pk__in=posts.values("person")).order_by("pk")


def key_of(meeting, kind):
    """One letter of a kind for each state of the meeting: when it has moved, it may be sent again."""
    return f"meeting-{meeting.pk}-{kind}-{schedule_of(meeting).sequence}"


def send(meeting, kind, words, *, by):
    """Put the letter into the outbox, once, however many click; returns the mailing."""
    people = [Recipient(*row) for row in recipients().values_list("email", "language")]
    told = {"meeting": meeting.pk, "kind": str(kind), "words": words, "by": by.pk}
    return freeze(key_of(meeting, kind), TEMPLATE, people, told)


@letters.guest(TEMPLATE)
def letter(delivery):
    """The meeting as it is when the mail is sent. Raises NotNeeded for an invitation to one that is cancelled."""
    asked = delivery.mailing.context
    meeting = Meeting.objects.filter(pk=asked["meeting"]).select_related("schedule", "admission").first()
    if meeting is None or (schedule_of(meeting).is_cancelled and asked["kind"] != Kind.CHANGE):
        raise NotNeeded("The meeting has been cancelled.")
    with override(delivery.language):
        return facts(meeting) | {"words": OwnWords(asked["words"])}


def facts(meeting):
    schedule = schedule_of(meeting)
    hours = f"{schedule.opens:%H:%M}–{schedule.closes:%H:%M} ({schedule.time_zone})" if schedule.opens else ""
    return {
        "name": meeting.name,
        "when": in_words(meeting.date),
        "hours": hours,
        "place": meeting.place,
        "theme": meeting.theme,
        "is_cancelled": schedule.is_cancelled,
        "page": settings.SITE_URL + reverse("meetings:agenda", args=[meeting.slug]),
        "calendar": settings.SITE_URL + reverse("meetings:meeting_calendar", args=[meeting.slug]),
        "register_until": register_until(meeting),
        "desk": settings.SITE_URL + reverse("desk"),
    }


def register_until(meeting):
    """The last day on which delegations are registered, in words; empty where it is over, or none are."""
    admission = getattr(meeting, "admission", None)
    return date_format(admission.closes_at) if admission and not admission.is_over else ""
