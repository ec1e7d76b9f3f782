"""Is this still right? The link in the mail that asks it, and what the mail quotes."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from members.models import Appointment
from wpsnet.languages import pick

SALT = "members.still-right"  # a link for anything else does not open this, nor this anything else


class LinkEnded(Exception):
    """The link was ours, but its time or the post it was sent to has ended."""


class LinkUnknown(Exception):
    """We did not write this link, or not like this."""


def link_for(appointment, revision):
    """The address, for the holder of APPOINTMENT alone, at which she can say that REVISION is still right."""
    question = {"appointment": appointment.pk, "member": revision.member_id, "revision": revision.number}
    with override(appointment.person.language):
        return settings.SITE_URL + reverse("members:still_right", args=[signing.dumps(question, salt=SALT)])


def open_link(token):
    """(appointment, number of the revision that was asked about) of a link; raises LinkUnknown or LinkEnded."""
    try:
        question = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=settings.CONFIRMATION_DAYS))
    except signing.SignatureExpired as error:
        raise LinkEnded from error
    except signing.BadSignature as error:
        raise LinkUnknown from error
    held = Appointment.objects.current().editing().select_related("person", "member")
    appointment = held.filter(pk=question["appointment"], member=question["member"]).first()
    if appointment is None:
        raise LinkEnded
    return appointment, question["revision"]


def plain_text(revision, language):
    """REVISION as a mail can quote it: each question with its answer, in LANGUAGE or what stands in for it."""
    with override(language):
        answers = [(section, pick(texts, language)[0]) for section, texts in revision.sections]
        return "\n\n".join(f"{section.label}\n\n{words}" for section, words in answers if words)
