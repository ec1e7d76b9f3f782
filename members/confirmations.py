"""Is this still right? The links in the mail that asks it, and what the mail quotes.

Each link is signed for one purpose, one post and one question, and ends after CONFIRMATION_DAYS. To open it changes
nothing (docs/decisions/0007-links-in-verification-mails.md).
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from members.answers import answered_by
from members.models import Appointment, Confirmation, ProfileRevision, Verification
from wpsnet.dates import in_words
from wpsnet.languages import pick
from wpsnet.outbox.letters import NotNeeded

# A link for one purpose opens nothing else, since each is signed with a salt of its own. Purpose and route bear one name.
STILL_RIGHT, NOT_RIGHT, HAND_OVER = "still_right", "not_right", "hand_over"
SALTS = {STILL_RIGHT: "members.still-right", NOT_RIGHT: "members.not-right", HAND_OVER: "members.hand-over"}


class LinkEnded(Exception):
    """The link was ours, but its time or the post it was sent to has ended."""


class LinkUnknown(Exception):
    """We did not write this link, or not like this."""


@dataclass(frozen=True)
class Link:
    """What a link was about: the holder of `appointment` was asked on a day about a revision (0: none was published)."""

    appointment: Appointment
    revision: int
    asked_on: dt.date

    @property
    def member(self):
        return self.appointment.member

    @property
    def person(self):
        return self.appointment.person

    def confirmation(self):
        """The word she has given since she was asked, or None."""
        said = Confirmation.objects.filter(member=self.member, confirmed_by=self.person)
        return said.filter(confirmed_on__gte=self.asked_on).first()


def link_for(appointment, revision, *, purpose=STILL_RIGHT, asked_on=None, round=None):
    """The address for one PURPOSE, for the holder of APPOINTMENT alone, in her language; REVISION may be None."""
    question = {
        "appointment": appointment.pk,
        "member": appointment.member_id,
        "revision": revision.number if revision else 0,
        "asked_on": str(asked_on or timezone.localdate()),
        "round": round,
    }
    with override(appointment.person.language):
        token = signing.dumps(question, salt=SALTS[purpose])
        return settings.SITE_URL + reverse(f"members:{purpose}", args=[token])


def open_link(token, purpose=STILL_RIGHT):
    """The Link that was signed for PURPOSE; raises LinkUnknown or LinkEnded."""
    try:
        question = signing.loads(token, salt=SALTS[purpose], max_age=dt.timedelta(days=settings.CONFIRMATION_DAYS))
    except signing.SignatureExpired as error:
        raise LinkEnded from error
    except signing.BadSignature as error:
        raise LinkUnknown from error
    held = Appointment.objects.current().editing().select_related("person", "member")
    appointment = held.filter(pk=question["appointment"], member=question["member"]).first()
    if appointment is None:
        raise LinkEnded
    return Link(appointment, question["revision"], dt.date.fromisoformat(question["asked_on"]))


# --- What the mail tells ---------------------------------------------------------------------------------------------


def told(delivery):
    """What the mail "still_right" tells, found out when it is sent. Raises NotNeeded where there is no more to ask."""
    asked = delivery.mailing.context
    held = Appointment.objects.current().editing().select_related("person", "member")
    posts = list(held.filter(pk__in=delivery.context["appointments"], person__email=delivery.address).order_by("pk"))
    if not posts:
        raise NotNeeded("The post has ended, or the person has another address by now.")
    waiting = without_answer(asked, {post.member_id for post in posts})
    posts = [post for post in posts if post.member_id in waiting]
    if not posts:
        raise NotNeeded("The entry has been confirmed meanwhile.")
    with override(delivery.language):
        return {
            "name": posts[0].person.name,
            "members": " · ".join(post.member.name for post in posts),
            "asked_on": dt.date.fromisoformat(asked["asked_on"]),
            "reminder": asked.get("reminder", 0),
            "days": settings.CONFIRMATION_DAYS,
            "entries": [entry_told(post, asked, delivery.language) for post in posts],
        }


def without_answer(asked, members):
    """Those of MEMBERS that have not answered the question which the mailing ASKED."""
    if "round" in asked:
        waiting = Verification.objects.filter(round=asked["round"], member__in=members, is_latest=True).unanswered()
        return set(waiting.values_list("member", flat=True))
    said = Confirmation.objects.filter(member__in=members, pk__gt=asked["said"])
    return members - set(said.values_list("member", flat=True))


def entry_told(post, asked, language):
    """The entry that POST answers for, what the portal says about the post itself, and the links."""
    revision = ProfileRevision.objects.latest_of(post.member)
    about = {"asked_on": asked["asked_on"], "round": asked.get("round")}
    return {
        "member": post.member.name,
        "entry": "\n\n".join([plain_text(revision, language), *answers_in_words(post.member)]) if revision else "",
        "post": post_in_words(post),
        **{purpose: link_for(post, revision, purpose=purpose, **about) for purpose in SALTS},
    }


def plain_text(revision, language):
    """REVISION as a mail can quote it: each question with its answer, in LANGUAGE or what stands in for it."""
    with override(language):
        answers = [(section, pick(texts, language)[0]) for section, texts in revision.sections]
        return "\n\n".join(f"{section.label}\n\n{words}" for section, words in answers if words)


def answers_in_words(member):
    """The newest answers of MEMBER to the questions that all are asked, in the active language."""
    for answered in answered_by(member):
        for fact in answered.current:
            date = _("As of %(date)s.") % {"date": in_words(fact.as_of)}
            yield "\n\n".join(filter(None, [str(answered.question.label), fact.in_short, fact.words, date]))


def post_in_words(post):
    """What the portal says of the holder of POST, line by line, and to whom each is shown."""
    person = post.person
    hidden = _("the secretariat's administrators only") if person.at_risk else ""
    role = " · ".join(filter(None, [post.get_role_display(), post.post]))
    work = " · ".join(filter(None, [post.institution, post.get_sector_display()]))
    lines = [
        (_("Name"), person.name, hidden or post.get_show_name_display()),
        (_("Post"), role, hidden or post.get_show_name_display()),
        (_("Institution"), work, hidden or post.get_show_name_display()),
        (_("E-mail address"), person.email, hidden or post.get_show_email_display()),
        (_("Telephone"), post.phone, hidden or post.get_show_phone_display()),
    ]
    none = pgettext("contact data", "none")
    return [{"label": label, "value": value or none, "shown_to": shown} for label, value, shown in lines]
