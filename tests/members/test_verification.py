"""Rounds of "still right?": one however often the clock strikes, two reminders, nobody asked without need."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from members import tasks
from members.actions import profile, verification
from members.actions.notes import write_note
from members.models import Appointment, Member, User, Verification, VerificationRound, VerificationSchedule
from tests.conftest import appoint, state
from tests.members.still_right import on, publish, send
from wpsnet.dates import months_between, months_later
from wpsnet.models import Delivery, Mailing

NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture
def schedule(db):
    return VerificationSchedule.objects.create(pk=1, months=6, next_on=timezone.localdate())


def asked():
    return sorted(Delivery.objects.values_list("mailing__key", "address"))


def keys(round):
    return sorted(key.removeprefix(round.key) for key in Mailing.objects.values_list("key", flat=True))


def test_round_asks_each_person_who_edits_once(namibia, sweden, ndapewa, tomas, selma, civil):
    appoint(ndapewa, sweden, Appointment.Role.ALTERNATE)
    appoint(ndapewa, namibia, Appointment.Role.ALTERNATE)

    round = verification.open_round(timezone.localdate())

    deliveries = Delivery.objects.values_list("address", "context__appointments")
    posts = {address: len(pks) for address, pks in deliveries}
    assert posts == {"ndapewa@example.org": 2, "tomas@example.org": 1, "selma@example.org": 1}
    assert sorted(round.verifications.values_list("member__slug", flat=True)) == ["NAM", "SWE"]


def test_second_round_of_a_day_is_none(ndapewa):
    today = timezone.localdate()

    assert [bool(verification.open_round(today)) for _again in range(2)] == [True, False]
    assert len(asked()) == 1


def test_new_round_ends_the_question_of_the_one_before(namibia, sweden, ndapewa, selma):
    verification.open_round(timezone.localdate())
    selma.appointments.update(until=timezone.localdate())

    with on(100):
        verification.open_round(timezone.localdate())

    rows = Verification.objects.order_by("pk").values_list("member__slug", "is_latest", "asked_again_on")
    later = timezone.localdate() + dt.timedelta(days=100)
    assert sorted(rows, key=str) == [("NAM", False, later), ("NAM", True, None), ("SWE", True, None)]


def test_clock_opens_what_is_due_and_moves_on(schedule, ndapewa):
    verification.keep_verifying()
    verification.keep_verifying()

    schedule.refresh_from_db()
    assert (VerificationRound.objects.count(), len(asked())) == (1, 1)
    assert schedule.next_on == months_later(timezone.localdate(), 6)


def test_clock_that_stood_still_opens_one_round(schedule, ndapewa):
    with on(500):
        verification.keep_verifying()
        schedule.refresh_from_db()
        assert schedule.next_on > timezone.localdate()

    assert VerificationRound.objects.count() == 1


@pytest.mark.parametrize("change", [{"is_on": False}, {"next_on": dt.date(2999, 1, 1)}])
def test_clock_opens_nothing_that_is_not_due(schedule, ndapewa, change):
    VerificationSchedule.objects.update(**change)

    verification.keep_verifying()

    assert asked() == []


def test_first_stroke_of_the_clock_only_sets_the_schedule(ndapewa):
    verification.keep_verifying()

    assert VerificationSchedule.objects.get().next_on == months_later(timezone.localdate(), 6)
    assert asked() == []


@pytest.mark.parametrize(
    ("next_on", "months", "day", "then"),
    [
        ("2026-08-31", 6, "2026-08-31", "2027-02-28"),
        ("2026-12-31", 2, "2026-12-31", "2027-02-28"),
        ("2026-01-01", 6, "2026-02-10", "2026-07-01"),  # late, and yet in its place
        ("2026-01-01", 6, "2026-06-20", "2027-01-01"),  # so late that the next would follow at once
        ("2026-07-01", 6, "2026-06-28", "2027-01-01"),  # begun by hand, shortly before its time
        ("2026-07-01", 6, "2026-02-01", "2026-07-01"),  # begun by hand, long before
        ("2026-01-31", 1, "2026-01-31", "2026-02-28"),
    ],
)
def test_next_round_is_half_a_period_away_or_more(next_on, months, day, then):
    schedule = VerificationSchedule(months=months, next_on=dt.date.fromisoformat(next_on))

    assert str(schedule.next_after(dt.date.fromisoformat(day))) == then


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2026-01-31", "2026-02-28", 1), ("2026-01-31", "2026-02-27", 0), ("2025-03-10", "2026-05-09", 13)],
)
def test_whole_months_between_two_days(first, last, months):
    assert months_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == months


def network(members):
    """So many members with two posts each; every hundredth has nobody."""
    rows = Member.objects.bulk_create(
        Member(kind="civil_society", slug=f"o-{number}", name_en=f"Organisation {number}") for number in range(members)
    )
    people = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"P{n}") for n in range(2 * members))
    since = {"since": timezone.localdate() - dt.timedelta(days=9), "edits": True}
    Appointment.objects.bulk_create(
        Appointment(person=person, member=rows[number // 2], role="alternate", **since)
        for number, person in enumerate(people)
        if number // 2 % 100
    )


def test_round_of_five_thousand_members_is_prepared_whole(db):
    network(5000)
    verification.open_round(timezone.localdate() - dt.timedelta(days=1))  # so that there is one to end

    began = time.perf_counter()
    round = verification.open_round(timezone.localdate())
    seconds = time.perf_counter() - began

    print(f"prepared in {seconds:.2f} s")  # asked for: under 5, on a machine that does nothing else
    assert (round.verifications.count(), Delivery.objects.filter(mailing__key=round.key).count()) == (4950, 9900)


# --- Reminders --------------------------------------------------------------------------------------------------------


def remind_after(*days):
    for passed in days:
        with on(passed):
            verification.remind(timezone.localdate())


def test_two_reminders_at_their_days_and_no_more(ndapewa):
    round = verification.open_round(timezone.localdate())

    remind_after(1, 13, 14, 15, 29, 30, 31, 90)

    assert keys(round) == ["", "-reminder-1", "-reminder-2"]
    assert len(asked()) == 3


def test_reminder_that_is_late_comes_once(ndapewa):
    round = verification.open_round(timezone.localdate())

    remind_after(20, 21)
    assert keys(round) == ["", "-reminder-1"]

    remind_after(50, 51)
    assert keys(round) == ["", "-reminder-1", "-reminder-2"]


def test_clock_that_stood_still_sends_one_reminder_not_two(ndapewa):
    round = verification.open_round(timezone.localdate())

    remind_after(40, 41)

    assert keys(round) == ["", "-reminder-2"]


def test_only_those_who_have_not_answered_are_reminded(namibia, sweden, ndapewa, tomas, selma, chair):
    publish(namibia, ndapewa)
    round = verification.open_round(timezone.localdate())
    with on(3):
        profile.confirm(namibia, revision=1, by=tomas)
        write_note(selma.appointments.get(), "The minister has changed.", token="x")

    remind_after(14)

    assert [address for key, address in asked() if key == f"{round.key}-reminder-1"] == ["chair@example.org"]


def test_successor_is_reminded_in_place_of_who_was_asked(namibia, ndapewa, tomas):
    ndapewa.appointments.update(until=timezone.localdate() + dt.timedelta(days=1))
    round = verification.open_round(timezone.localdate())

    remind_after(14)

    assert [address for key, address in asked() if key == f"{round.key}-reminder-1"] == ["tomas@example.org"]


def test_new_round_ends_the_reminders_of_the_one_before(ndapewa):
    first = verification.open_round(timezone.localdate())
    with on(7):
        second = verification.open_round(timezone.localdate())

    remind_after(15, 22)

    reminders = Mailing.objects.filter(key__contains="reminder").values_list("key", flat=True)
    assert list(reminders) == [f"{second.key}-reminder-1"]
    assert Mailing.objects.filter(key=first.key).exists()


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_answer_counts_for_the_round_that_asked(namibia, sweden, ndapewa, selma):
    revision = publish(namibia, ndapewa)
    verification.open_round(timezone.localdate())
    with on(100):
        second = verification.open_round(timezone.localdate())
    with on(101):
        profile.confirm(namibia, revision=revision.number, by=ndapewa)
        write_note(selma.appointments.get(), "Wrong", token="x")

    counts = {
        round.pk == second.pk: (round.asked, round.confirmed, round.noted, round.silent)
        for round in VerificationRound.objects.with_counts()
    }
    assert counts == {False: (2, 0, 0, 2), True: (2, 1, 1, 0)}


def test_member_is_silent_after_thirty_days(namibia, ndapewa):
    verification.open_round(timezone.localdate())

    def silent(days):
        return Verification.objects.silent(timezone.localdate() + dt.timedelta(days=days)).count()

    assert (silent(29), silent(30)) == (0, 1)


# --- Single questions -------------------------------------------------------------------------------------------------


def test_question_goes_to_those_who_answer_today(namibia, ndapewa, tomas, civil, mailoutbox):
    appoint(civil, namibia, Appointment.Role.POLICE)

    assert len(verification.ask(namibia)) == 2
    assert sorted(send(mailoutbox)) == ["ndapewa@example.org", "tomas@example.org"]


def test_second_click_sends_no_second_question(namibia, ndapewa):
    verification.ask(namibia)

    with pytest.raises(verification.AskedAlready):
        verification.ask(namibia)
    assert len(asked()) == 1


def test_question_to_nobody_is_refused(namibia):
    with pytest.raises(verification.NobodyToAsk):
        verification.ask(namibia)


def test_question_is_sent_although_the_entry_was_confirmed_this_morning(namibia, ndapewa, mailoutbox):
    publish(namibia, ndapewa, days=0)
    verification.ask(namibia)

    assert list(send(mailoutbox)) == ["ndapewa@example.org"]


def test_question_that_was_answered_meanwhile_is_not_sent(namibia, ndapewa, tomas, mailoutbox):
    publish(namibia, ndapewa)
    verification.ask(namibia)
    profile.confirm(namibia, revision=1, by=tomas)

    assert send(mailoutbox) == {}
    assert set(Delivery.objects.filter(mailing__template="still_right").values_list("state", flat=True)) == {"skipped"}


# --- At once ----------------------------------------------------------------------------------------------------------


def at_once(function, times=10):
    """FUNCTION in so many threads, each with a connection of its own, all starting together."""
    barrier = Barrier(times)

    def run(_number):
        barrier.wait()
        try:
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.fixture
def countries(transactional_db, ndapewa):
    for code in ("AAA", "BBB", "CCC"):
        appoint(ndapewa, state(code, code), Appointment.Role.FOCAL_POINT)


@pytest.mark.parametrize("is_there", [True, False])
def test_beat_fired_ten_times_at_once_makes_one_round(countries, is_there):
    if is_there:
        VerificationSchedule.objects.create(pk=1, months=6, next_on=timezone.localdate())
    else:
        VerificationSchedule.objects.all().delete()

    at_once(tasks.keep_verifying)

    rounds, expected = VerificationRound.objects.count(), 1 if is_there else 0
    assert (rounds, Verification.objects.count(), len(asked())) == (expected, 4 * expected, expected)
    assert VerificationSchedule.objects.get().next_on == months_later(timezone.localdate(), 6)


def test_ten_hands_at_once_begin_one_round(countries):
    begun = at_once(lambda: verification.open_round(timezone.localdate()))

    assert (sum(round is not None for round in begun), len(asked())) == (1, 1)


def test_reminders_at_once_are_one(countries):
    fortnight_ago = timezone.localdate() - dt.timedelta(days=14)
    Appointment.objects.update(since=fortnight_ago)
    verification.open_round(fortnight_ago)

    at_once(tasks.keep_verifying)

    assert len([key for key, _address in asked() if "reminder" in key]) == 1
