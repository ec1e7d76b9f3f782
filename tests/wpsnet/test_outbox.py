"""One row a person; the rows tell who got it. A real PostgreSQL, and a real mail server that answers as it is told."""

import datetime as dt
from email.utils import parseaddr

import pytest
from django.db.models import F
from django.utils import timezone

from wpsnet import housekeeping
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import actions, sending
from wpsnet.outbox.actions import Recipient

pytestmark = pytest.mark.django_db
ANN, BEN, CLEO = "ann@example.org", "ben@example.org", "cleo@example.org"
TOLD = {"member": "Namibia", "person": "Ndapewa", "number": 1, "link": "http://localhost:8000/en/"}


def freeze(*addresses, key="k", template="profile_published", context=TOLD):
    return actions.freeze(key, template, [Recipient(address) for address in addresses], context)


def later(**delay):
    """Let time pass for every row."""
    past = dt.timedelta(**delay)
    Delivery.objects.update(
        next_at=F("next_at") - past, lease_until=F("lease_until") - past, created_at=F("created_at") - past
    )


def row(address=ANN):
    return Delivery.objects.get(address=address)


def die_while_sending(address=ANN):
    """A worker begins the row and is never heard of again."""
    claimed = {row.address: row for row in sending.claim(timezone.now())}
    assert sending.begin(claimed[address])
    later(minutes=4)


def test_everybody_gets_one_copy_and_the_equation_holds(mail_server):
    mailing = freeze(ANN, BEN, "ANN@example.org ", "nobody")

    sending.drain()
    sending.drain()

    counts = mailing.counts()
    assert mail_server.addresses() == [ANN, BEN]
    assert (counts["sent"], counts["skipped"], sum(counts.values())) == (2, 1, 3)
    assert mailing.is_finished


def test_mailing_is_frozen_once(mail_server):
    first, second = freeze(ANN), freeze(BEN)

    assert first == second
    assert [str(address) for address in first.deliveries.values_list("address", flat=True)] == [ANN]


def test_mail_carries_the_rows_message_id(mail_server):
    freeze(ANN)

    sending.drain()

    [(_recipient, message)] = mail_server.mails
    assert message["Message-ID"] == row().message_id
    assert parseaddr(message["To"]) == ("", ANN)


def test_refusal_for_now_is_tried_again_on_the_ladder(mail_server):
    mail_server.rcpt[ANN] = "454 come back later"
    freeze(ANN, BEN)

    sending.drain()
    sending.drain()

    assert (row(ANN).state, row(ANN).attempts, row(BEN).state) == ("deferred", 1, "sent")
    assert "454 come back later" in row(ANN).reason
    assert dt.timedelta(minutes=4) < row(ANN).next_at - timezone.now() <= dt.timedelta(minutes=5)


def test_deferred_mail_goes_out_in_the_end(mail_server):
    mail_server.rcpt[ANN] = "454 come back later"
    mailing = freeze(ANN)
    sending.drain()
    assert not mailing.is_finished

    del mail_server.rcpt[ANN]
    later(minutes=6)
    sending.drain()

    assert (row().state, row().attempts, mail_server.addresses()) == ("sent", 2, [ANN])


def test_after_two_days_it_is_given_up(mail_server):
    mail_server.rcpt[ANN] = "454 come back later"
    mailing = freeze(ANN)

    for _half_day in range(5):
        sending.drain()
        later(hours=12)

    assert row().state == "failed"
    assert row().attempts <= 5
    assert mailing.is_finished


def test_refusal_for_good_is_never_tried_again(mail_server):
    mail_server.rcpt[ANN], mail_server.data[BEN] = "550 no such person", "554 not wanted"
    freeze(ANN, BEN, CLEO)

    sending.drain()
    later(hours=13)
    sending.drain()

    assert [(row(who).state, row(who).attempts) for who in (ANN, BEN, CLEO)] == [
        ("failed", 1),
        ("failed", 1),
        ("sent", 1),
    ]


def test_cut_connection_is_tried_again_with_the_same_id(mail_server):
    mail_server.data[ANN] = "cut"
    freeze(ANN, BEN)
    sending.drain()
    assert (row(ANN).state, row(BEN).state) == ("deferred", "sent")

    del mail_server.data[ANN]
    later(minutes=6)
    sending.drain()

    assert mail_server.addresses() == [ANN, BEN]
    assert mail_server.mails[-1][1]["Message-ID"] == row(ANN).message_id


def test_server_that_is_away_costs_no_attempt(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    freeze(ANN)

    assert sending.drain() is False

    assert (row().state, row().attempts, row().lease_until) == ("pending", 0, None)


def test_one_connection_carries_a_hundred_mails(mail_server, monkeypatch):
    freeze(*[f"p{number:03}@example.org" for number in range(130)])

    sending.drain()

    assert (len(mail_server.mails), mail_server.conversations) == (130, 2)


@pytest.mark.parametrize("stop", [actions.pause, actions.cancel])
def test_stop_takes_effect_within_one_mail(mail_server, stop, monkeypatch):
    mailing = freeze(*[f"p{number}@example.org" for number in range(9)])
    deliver = sending.deliver

    def deliver_then_stop(row, line):
        deliver(row, line)
        stop(mailing)

    monkeypatch.setattr(sending, "deliver", deliver_then_stop)
    sending.drain()

    assert len(mail_server.mails) == 1


def test_paused_mailing_goes_on_where_it_stopped(mail_server):
    mailing = freeze(ANN, BEN)
    actions.pause(mailing)
    sending.drain()
    assert mail_server.mails == []

    actions.resume(mailing)
    sending.drain()

    assert mail_server.addresses() == [ANN, BEN]


def test_cancelled_mailing_is_finished_with_a_reason(mail_server):
    mailing = freeze(ANN, BEN)
    actions.cancel(mailing)

    housekeeping.mail_is_due()

    assert (mailing.counts()["skipped"], mailing.is_finished) == (2, True)
    assert row().reason


def test_two_workers_never_begin_one_row():
    freeze(ANN)
    [claimed] = sending.claim(timezone.now())
    stale = row()

    assert sending.claim(timezone.now()) == []
    assert sending.begin(claimed)
    assert not sending.begin(stale)


def test_dead_worker_gives_the_row_one_more_try(mail_server):
    freeze(ANN)
    die_while_sending()
    assert housekeeping.mail_is_due()

    sending.drain()

    assert (row().state, row().interruptions, row().attempts) == ("sent", 1, 2)


def test_second_dead_worker_leaves_the_row_to_a_person(mail_server):
    mailing = freeze(ANN)

    for _death in range(2):
        die_while_sending()
        housekeeping.mail_is_due()
    sending.drain()

    assert (row().state, row().attempts, mail_server.mails) == ("uncertain", 2, [])
    assert mailing.is_finished


def test_late_answer_of_the_server_counts(mail_server):
    freeze(ANN)
    [claimed] = sending.claim(timezone.now())
    sending.begin(claimed)
    later(minutes=4)
    sending.settle_lost(timezone.now())

    with sending.Line() as line:
        line.is_open()
        sending.deliver(claimed, line)

    assert row().state == "sent"


def test_mail_that_breaks_our_code_is_parked_after_five_starts(mail_server):
    freeze(ANN, key="broken", template="there_is_no_such_template")
    freeze(BEN, key="whole")

    for _try in range(7):
        sending.drain()
        Delivery.objects.filter(state="deferred").update(next_at=timezone.now())

    assert (row(ANN).state, row(ANN).attempts, row(BEN).state) == ("failed", 5, "sent")
    assert "TemplateDoesNotExist" in row(ANN).reason


def test_no_more_connections_than_allowed(mail_server, settings):
    settings.MAIL_CONNECTIONS = 0
    freeze(ANN)

    assert sending.drain() is False
    assert mail_server.mails == []


def test_task_that_runs_out_of_time_comes_again(mail_server, monkeypatch):
    freeze(ANN, BEN)
    monkeypatch.setattr(sending, "BUDGET", -1)

    assert sending.drain() is True

    assert (mail_server.mails, row().lease_until, Mailing.objects.get().counts()["pending"]) == ([], None, 2)
