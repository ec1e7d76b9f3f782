"""The secretariat writes to those who speak for a selection of members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Appointment, User
from wpsnet.outbox.actions import Recipient, freeze

TEMPLATE = "letter"


class Audience(models.TextChoices):
    FOCAL_POINTS = "focal_points", _("the focal points")
    EDITORS = "editors", _("everybody who writes the entry")
    ALL = "all", _("everybody who holds a post")


class NobodyToWriteTo(Exception):
    """None of the members has anybody in this audience."""


class SentAlready(Exception):
    """With this key another letter was sent. `mailing` is that one."""

    def __init__(self, mailing):
        super().__init__()
        self.mailing = mailing


def posts_of(members, audience):
    """The posts held today by those of AUDIENCE who speak for MEMBERS."""
    posts = Appointment.objects.current().filter(member__in=members)
    return {Audience.FOCAL_POINTS: posts.leading(), Audience.EDITORS: posts.editing(), Audience.ALL: posts}[audience]


def send_letter(key, members, audience, words, *, by):
    """Put WORDS ({language: {"subject", "text"}}, English among them) into the outbox, once for KEY. Returns the mailing."""
    people = User.objects.filter(pk__in=posts_of(members, audience).values("person")).order_by("pk")
    recipients = [Recipient(*row) for row in people.values_list("email", "language")]
    if not recipients:
        raise NobodyToWriteTo
    mailing = freeze(f"letter-{key}", TEMPLATE, recipients, {"words": words, "by": by.pk, "audience": audience})
    if mailing.context["words"] != words or mailing.context["by"] != by.pk:
        raise SentAlready(mailing)
    return mailing
