"""What the mails of circles tell, found out when they are sent: the outbox holds keys only.

A subject names neither circle nor notice, since telephones show it to whoever stands by; and an answer, which would
quote the notice, does not reach the secretariat.
"""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_noop, override

from members.models import CircleMembership, Notice
from wpsnet.outbox.letters import NotNeeded, letters

MOST_IN_DIGEST = 50
LONGEST_IN_DIGEST = 600  # signs of each notice; the rest is a click away
PRIVATE = {"for_nobody_else": True}
Mails = CircleMembership.Mails


def reader_of(delivery, **conditions):
    """The person in the circle whom DELIVERY is for, as long as all of this still holds."""
    rows = CircleMembership.objects.filter(person__email=delivery.address, person__is_active=True, **conditions)
    row = rows.filter(pk=delivery.context["membership"]).select_related("person", "circle", "invited_by__person")
    if found := row.first():
        return found
    raise NotNeeded(gettext_noop("What this mail would tell is not for this person, or not any more."))


def address(name, *parts):
    return settings.SITE_URL + reverse(f"members:{name}", args=parts)


@letters.guest("circle_invitation")
def circle_invitation(delivery):
    row = reader_of(delivery, circle__closed_at=None)
    if not row.invited_to:
        raise NotNeeded(gettext_noop("This invitation has ended."))
    with override(delivery.language):
        return PRIVATE | {
            "circle": row.circle.name,
            "purpose": row.circle.purpose,
            "inviter": row.invited_by.name_shown if row.invited_by else "",
            "convenes": row.invited_to == CircleMembership.InvitedTo.CONVENE,
            "link": address("circle_join", row.circle.slug),
        }


@letters.guest("circle_welcome")
def circle_welcome(delivery):
    row = reader_of(delivery, joined_at__isnull=False)
    with override(delivery.language):
        return PRIVATE | {"circle": row.circle.name, "link": address("circle", row.circle.slug)}


@letters.guest("circle_notice")
def circle_notice(delivery):
    row = reader_of(delivery, joined_at__isnull=False, mails=Mails.AT_ONCE, circle__closed_at=None)
    written = Notice.objects.standing().filter(circle=row.circle, pk=delivery.mailing.context["notice"])
    notice = written.select_related("author__person", "reply_to").first()
    if not notice:
        raise NotNeeded(gettext_noop("The notice was withdrawn."))
    with override(delivery.language):
        return PRIVATE | {
            "circle": row.circle.name,
            "settings": address("circle_me", row.circle.slug),
            **told_of(notice, row.circle.slug),
            "words": notice.words,
            "files": [file.name for file in notice.files.all()],
        }


def told_of(notice, slug):
    """What a mail tells of NOTICE, in the language that is active."""
    return {
        "title": (notice.reply_to or notice).title,
        "is_reply": bool(notice.reply_to),
        "author": notice.author_shown,
        "words": Truncator(notice.words).chars(LONGEST_IN_DIGEST),
        "link": address("circle_notice", slug, notice.thread),
    }


@letters.guest("circle_digest")
def circle_digest(delivery):
    told = delivery.context["since"]
    rows = CircleMembership.objects.mailed(Mails.DAILY).filter(pk__in=told, person=delivery.context["person"])
    rows = rows.filter(person__email=delivery.address).select_related("circle").order_by("circle__slug")
    until = dt.datetime.fromisoformat(delivery.mailing.context["until"])
    with override(delivery.language):
        circles = [news_of(row, dt.datetime.fromisoformat(told[str(row.pk)]), until) for row in rows]
    if not any(circle["notices"] for circle in circles):
        raise NotNeeded(gettext_noop("All of this was withdrawn, or is not for this person any more."))
    return PRIVATE | {"circles": [circle for circle in circles if circle["notices"]]}


def news_of(row, since, until):
    """What others wrote in the circle of ROW between two times, the oldest first."""
    written = Notice.objects.standing().filter(circle=row.circle, written_at__gt=since, written_at__lte=until)
    written = written.exclude(author=row).select_related("author__person", "reply_to").order_by("written_at", "pk")
    notices = list(written[: MOST_IN_DIGEST + 1])
    return {
        "name": row.circle.name,
        "link": address("circle", row.circle.slug),
        "settings": address("circle_me", row.circle.slug),
        "notices": [told_of(notice, row.circle.slug) for notice in notices[:MOST_IN_DIGEST]],
        "there_is_more": len(notices) > MOST_IN_DIGEST,
    }
