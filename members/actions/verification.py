"""Is the entry still right? Asked of all members in rounds, of one by a click; reminded twice; never doubled, however
often the clock strikes: whoever opens or reminds holds the schedule's row, and the outbox knows each mailing by its key."""

import datetime as dt
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from members.models import Appointment, Confirmation, Member, Verification, VerificationRound, VerificationSchedule
from wpsnet import public_cache
from wpsnet.models import Mailing
from wpsnet.outbox.actions import Recipient, freeze

TEMPLATE = "still_right"


class AskedAlready(Exception):
    """The question is on its way already; a second click sends no second mail."""


class NobodyToAsk(Exception):
    """Nobody edits the entry of this member today."""


def keep_verifying():
    """What the clock does every day: open the round that is due, and remind those who have not answered."""
    today = timezone.localdate()
    open_due(today)
    remind(today)


@transaction.atomic
def open_due(on: dt.date) -> VerificationRound | None:
    """Open a round if the schedule wants one by the day ON. One that is late is opened once, not once for each day."""
    schedule = _held_schedule()
    if not schedule.is_on or schedule.next_on > on:
        return None
    return _open(schedule, on, by=None)


@transaction.atomic
def open_round(on: dt.date, by=None) -> VerificationRound | None:
    """Begin a round on the day ON, whatever the schedule says; None where one began on that day already."""
    return _open(_held_schedule(), on, by)


@transaction.atomic
def save_schedule(form) -> None:
    """Save what the secretariat has set. No round is being opened meanwhile."""
    _held_schedule()
    form.save()


def remind(on: dt.date) -> None:
    """Send what is due of the first and the second reminder. After a time without a clock only the later one is sent:
    nobody gets two on one day."""
    first = Verification.REMIND_AFTER[0]
    due = VerificationRound.objects.filter(opened_on__lte=on - first, verifications__is_latest=True).distinct()
    for round in due:
        number = sum(round.opened_on + after <= on for after in Verification.REMIND_AFTER)
        _remind(round, number, on)


@transaction.atomic
def ask(member: Member) -> list[Appointment]:
    """Mail those who edit MEMBER's entry the same question, outside of any round; returns whom.

    Raises NobodyToAsk, and AskedAlready for the second time on one day.
    """
    posts = Appointment.objects.current().editing().filter(member=member).select_related("person")
    if not posts:
        raise NobodyToAsk
    today = timezone.localdate()
    key = f"{TEMPLATE}-{member.slug}-{today}"
    if Mailing.objects.filter(key=key).exists():
        raise AskedAlready
    said = Confirmation.objects.filter(member=member).aggregate(Max("pk"))["pk__max"] or 0
    freeze(key, TEMPLATE, recipients(posts), {"member": member.pk, "said": said, "asked_on": str(today)})
    return list(posts)


def to_be_asked(on: dt.date):
    """The posts whose holders are asked in a round on the day ON."""
    return Appointment.objects.current(on).editing()


def recipients(posts):
    """One for each person among POSTS, with one post for each member: who edits two entries gets one mail about both."""
    fields = ("person", "person__email", "person__language", "member", "pk")
    rows = posts.order_by("person", "member", "-publishes", "pk").values_list(*fields)
    for (_person, email, language), own in groupby(rows, key=lambda row: row[:3]):
        by_member = {}
        for *_, member, pk in own:
            by_member.setdefault(member, pk)
        yield Recipient(email, language, {"appointments": list(by_member.values())})


def _held_schedule():
    """The schedule's one row, held until the end of the transaction; nobody else opens or reminds meanwhile."""
    usual = VerificationSchedule.usual()
    rows = VerificationSchedule.objects.select_for_update(no_key=True)
    defaults = {"months": usual.months, "next_on": usual.next_on}
    return rows.get_or_create(pk=usual.pk, defaults=defaults)[0]


def _open(schedule, on, by):
    round, is_new = VerificationRound.objects.get_or_create(opened_on=on, defaults={"opened_by": by})
    schedule.next_on = schedule.next_after(on)
    schedule.save(update_fields=["next_on"])
    if not is_new:
        return None
    posts = to_be_asked(on)
    # As a list: asked within one statement, PostgreSQL may take minutes while it has no statistics of new members.
    members = list(posts.order_by().values_list("member", flat=True).distinct())
    earlier = Verification.objects.filter(is_latest=True, member__in=members)
    earlier.update(is_latest=False, asked_again_on=on)
    asked = [Verification(round=round, member_id=member, asked_on=on) for member in members]
    Verification.objects.bulk_create(asked, batch_size=1000)
    freeze(round.key, TEMPLATE, recipients(posts), {"round": round.pk, "asked_on": str(on)})
    public_cache.published()
    return round


@transaction.atomic
def _remind(round, number, on):
    _held_schedule()
    key = f"{round.key}-reminder-{number}"
    if Mailing.objects.filter(key=key).exists():
        return
    silent = round.verifications.filter(is_latest=True).unanswered()
    posts = to_be_asked(on).filter(member__in=silent.values("member"))
    about = {"round": round.pk, "asked_on": str(round.opened_on), "reminder": number}
    freeze(key, TEMPLATE, recipients(posts), about)
