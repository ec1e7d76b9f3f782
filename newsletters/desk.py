"""What waits about the newsletter, for the secretariat: an edition to approve or that is late, answers to a call."""

import datetime as dt

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletters.models import Digest, Edition
from wpsnet.desk import Asked, Waiting, desk

MOST_DIGESTS = 5


@desk.guest("newsletter")
def newsletter(user):
    """One query: the editions that are being made, with the answers that came in."""
    if not user.has_perm("newsletters.edit"):
        return
    waiting = Count(
        "call__contributions",
        filter=Q(
            call__contributions__submitted_at__isnull=False,
            call__contributions__item=None,
            call__contributions__set_aside_at=None,
        ),
    )
    for edition in Edition.objects.open().annotate(answers=waiting).order_by("number"):
        yield from of_edition(edition, user)


@desk.guest("digest")
def digest(user):
    """The digests that nobody has let go yet."""
    if not user.has_perm("newsletters.edit"):
        return
    told = {"pk": "pk", "first": "first", "until": "until", "since": TruncDate("made_at")}
    yield Asked(Digest.objects.waiting().order_by("first")[:MOST_DIGESTS], digest_waits, told)


def digest_waits(row):
    last = dt.date.fromisoformat(row["until"]) - dt.timedelta(days=1)
    told = {"first": date_format(dt.date.fromisoformat(row["first"])), "last": date_format(last)}
    title = _("The digest of %(first)s to %(last)s waits: look at it and let it go") % told
    return Waiting(row["since"], title, reverse("newsletters:digest", args=[row["pk"]]))


def of_edition(edition, user):
    told = {"number": edition.number, "title": edition.title}
    room = reverse("newsletters:newsroom_edition", args=[edition.number])
    if edition.state == "submitted" and user.has_perm("newsletters.approve", edition):
        title = _("Edition %(number)s waits for you to approve it") % told
        yield Waiting(edition.submitted_at.date(), title, room, edition.title)
    if edition.is_late:
        title = _("Edition %(number)s was not sent at its time: say what is to be done") % told
        yield Waiting(edition.send_at.date(), title, room, edition.title, urgent=True)
    if edition.answers:
        told["count"] = edition.answers
        title = ngettext(
            "Edition %(number)s: %(count)s answer to the call has come in",
            "Edition %(number)s: %(count)s answers to the call have come in",
            edition.answers,
        )
        call = reverse("newsletters:call", args=[edition.number])
        yield Waiting(timezone.localdate(), title % told, call, "")
