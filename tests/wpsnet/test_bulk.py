"""Mail to very many: written once a language, frozen by one statement, sent copy by copy over a real mail server."""

import datetime as dt
import io
from email import message_from_bytes, policy

import pytest
from django.core import mail as sent_by_django
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from members.models import User
from tests.wpsnet.bulk_mailings import LEAVE, TOLD, everybody, freeze, row, subscribe
from tests.wpsnet.test_outbox import later
from wpsnet import housekeeping
from wpsnet.models import CoolingDomain, Delivery, Installation, Mailing, RenderedMail, Suppression
from wpsnet.outbox import actions, brakes, bulk, bulk_sending, installation, rendering, sending, tokens

pytestmark = pytest.mark.django_db
ANN, BEN, CLEO = "ann@example.org", "ben@example.net", "cleo@example.org"
State = Delivery.State


def test_everybody_gets_a_copy_with_her_own_token(mail_server):
    mailing = freeze(ANN, BEN, list_id="newsletter.example.org")

    bulk_sending.drain()

    counts = mailing.counts()
    assert (counts["sent"], sum(counts.values()), mailing.is_finished) == (2, 2, True)
    assert mail_server.addresses() == [ANN, BEN]
    for address, message in mail_server.mails:
        token = tokens.make(tokens.LEAVE, row(address).pk)
        link = LEAVE.replace(bulk.READER, token)
        assert (message["To"], message["Message-ID"]) == (address, row(address).message_id)
        assert (message["List-Unsubscribe"], message["List-ID"]) == (f"<{link}>", "<newsletter.example.org>")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert all(link in message.get_body([kind]).get_content() for kind in ("plain", "html"))
        assert bulk.reader_of(token) == row(address)
        assert message["Auto-Submitted"] is None


def test_everybody_asked_about_has_an_answer():
    subscribe("plus+tag@example.org", "o'hara@example.org", "ann@bücher.example", "two@example.org, three@example.org")
    subscribe('"quoted"@example.org', "line\n@example.org", "no-domain", "ann@-x.example", "ann@example")
    bulk.suppress("LEFT@example.org ", Suppression.Reason.LEFT)

    mailing = freeze("left@example.org")

    skipped = dict(mailing.deliveries.filter(state="skipped").values_list("address", "reason"))
    assert sorted(mailing.deliveries.filter(state="pending").values_list("address", flat=True)) == [
        "ann@bücher.example",
        "o'hara@example.org",
        "plus+tag@example.org",
    ]
    assert len(skipped) == 7
    assert skipped.pop("left@example.org") == "Asked to get no more of these mails."
    assert set(skipped.values()) == {"This is not an e-mail address."}


def test_first_audience_that_names_an_address_wins_and_a_language_without_words_falls_back(ndapewa):
    ndapewa.language = "fr"
    ndapewa.save()
    subscribe(ndapewa.email, BEN, language="ar")
    people = bulk.Audience("member", User.objects.filter(pk=ndapewa.pk).values_list("email", "language"))

    bulk.freeze("k", "newsletter_welcome", TOLD | {"fr": TOLD["en"]}, [people, everybody()])

    rows = Delivery.objects.order_by("why").values_list("address", "why", "language")
    assert list(rows) == [(ndapewa.email, "member", "fr"), (BEN, "subscriber", "en")]


def test_frozen_once_whatever_is_asked_again():
    first = freeze(ANN)
    second = freeze(BEN)

    assert (first, first.deliveries.count(), RenderedMail.objects.count()) == (second, 1, 1)


def test_domains_take_turns():
    freeze(*[f"p{number}@big.example" for number in range(5)], "q@small.example", "r@small.example")

    domains = Delivery.objects.order_by("turn", "id").values_list("domain", flat=True)

    assert list(domains)[:4] == ["big.example", "small.example", "big.example", "small.example"]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "ru"])
def test_places_survive_long_lines_in_every_script(language):
    """Without a break for a thousand signs the text is quoted-printable, which breaks lines anywhere."""
    leave = f"http://localhost:8000/{'x' * 1100}/{bulk.READER}/"

    message = rendering.render("newsletter_welcome", language, {"link": leave, "leave": leave})

    copy = rendering.Letter(message).copy_for(7, ANN)
    parsed = message_from_bytes(copy, policy=policy.default)
    token = tokens.make(tokens.LEAVE, 7)
    assert all(f"{'x' * 1100}/{token}/" in parsed.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert max(len(line) for line in copy.partition(b"\r\n\r\n")[2].split(b"\r\n")) < 998
    assert copy.endswith(b"\r\n.\r\n")


def test_mail_that_is_too_large_is_not_frozen():
    with pytest.raises(rendering.CannotBeSent, match="At most 80 KB"):
        freeze(ANN, told={"en": {"link": "x " * 50_000, "leave": LEAVE}})

    assert (Mailing.objects.count(), Delivery.objects.count()) == (0, 0)


def test_full_stop_at_the_beginning_of_a_line_arrives(mail_server):
    freeze(ANN, told={"en": {"link": ".\n.dot\n..two", "leave": LEAVE}})

    bulk_sending.drain()

    [(_address, message)] = mail_server.mails
    assert "\n.\n.dot\n..two" in message.get_body(["plain"]).get_content().replace("\u2060", "").replace("\r", "")


def test_who_leaves_between_freezing_and_sending_gets_nothing(mail_server):
    freeze(ANN, BEN, CLEO)

    bulk.suppress(BEN, Suppression.Reason.LEFT)
    bulk_sending.drain()

    assert mail_server.addresses() == [ANN, CLEO]
    assert (row(BEN).state, row(BEN).reason) == ("skipped", "Asked to get no more of these mails.")


def test_what_a_person_must_answer_still_reaches_who_left_the_newsletter(mail_server):
    bulk.suppress(ANN, Suppression.Reason.LEFT)
    told = {"member": "Namibia", "person": "N", "number": 1, "link": "http://localhost:8000/en/"}
    actions.freeze("service", "profile_published", [actions.Recipient(ANN)], told)

    sending.drain()

    assert mail_server.addresses() == [ANN]


@pytest.mark.parametrize("stop", [actions.pause, actions.cancel])
def test_stop_takes_effect_within_one_mail(mail_server, stop, monkeypatch):
    mailing = freeze(*[f"p{number}@example.org" for number in range(9)])
    hand_over = bulk_sending.Worker.hand_over

    def hand_over_then_stop(*told):
        stop(mailing)
        return hand_over(*told)

    monkeypatch.setattr(bulk_sending.Worker, "hand_over", hand_over_then_stop)
    bulk_sending.drain()
    housekeeping.mail_is_due()

    assert len(mail_server.mails) == 1
    assert Delivery.objects.filter(lease_until=None).count() == 9


@pytest.mark.parametrize("pipelining", [True, False])
def test_refusals_are_told_apart_on_one_connection(mail_server, pipelining):
    mail_server.features = ["PIPELINING"] if pipelining else []
    mail_server.rcpt["p1@example.org"] = "550 5.1.1 no such person"
    mail_server.rcpt["p2@example.org"] = "450 4.7.1 come back later"
    mail_server.data["p3@example.org"] = "554 5.7.1 not wanted"
    mail_server.data["p4@example.org"] = "452 4.2.2 mailbox full"
    mail_server.data["p5@example.org"] = "cut"
    freeze(*[f"p{number}@example.org" for number in range(8)])

    bulk_sending.drain()

    states = list(Delivery.objects.order_by("address").values_list("state", flat=True))
    assert states == ["sent", "failed", "deferred", "failed", "deferred", "deferred", "sent", "sent"]
    assert list(Delivery.objects.unreachable().values_list("address", flat=True)) == ["p1@example.org"]
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
    assert mail_server.addresses() == [f"p{number}@example.org" for number in (0, 6, 7)]


def test_server_that_goes_after_each_mail_costs_nobody_an_attempt(mail_server):
    mail_server.features = ["PIPELINING"]
    mail_server.goes_after = 1
    freeze(*[f"p{number}@example.org" for number in range(6)])

    bulk_sending.drain()

    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_domain_that_asks_for_a_pause_gets_one(mail_server):
    people = [f"p{number}@example.org" for number in range(6)]
    for address in people:
        mail_server.rcpt[address] = "451 4.7.1 greylisted"
    freeze(*people, BEN)

    bulk_sending.drain()

    assert mail_server.addresses() == [BEN]
    assert (
        list(Delivery.objects.filter(domain="example.org").order_by("pk").values_list("attempts", flat=True))
        == [1] * 3 + [0] * 3
    )
    assert not Delivery.objects.due(timezone.now()).exists()
    CoolingDomain.objects.update(until=timezone.now() - dt.timedelta(minutes=1))
    brakes.cool("example.org")
    [cooling] = CoolingDomain.objects.all()
    assert (cooling.times, cooling.until - timezone.now() > dt.timedelta(minutes=9)) == (2, True)


def test_too_many_refusals_at_the_beginning_stop_it_and_somebody_is_told(mail_server):
    people = [f"p{number:02}@d{number:02}.example" for number in range(30)]
    for address in people[:25]:
        mail_server.rcpt[address] = "550 5.1.1 no such person"
    mailing = freeze(*people)

    bulk_sending.drain()

    mailing.refresh_from_db()
    assert (mailing.state, mailing.note, mailing.counts()["failed"]) == ("paused", brakes.FAILING, 20)
    sending.drain()
    assert mail_server.addresses() == ["secretariat@localhost"]

    actions.resume(mailing)
    bulk_sending.drain()

    assert (mailing.counts()["failed"], mailing.counts()["sent"]) == (25, 5)


def test_late_mailing_asks_first(mail_server):
    mailing = freeze(ANN, send_at=timezone.now() - dt.timedelta(hours=7))

    bulk_sending.drain()
    assert mail_server.mails == []
    housekeeping.mail_is_due()
    mailing.refresh_from_db()
    assert (mailing.state, mailing.note) == ("paused", brakes.LATE)

    actions.resume(mailing)
    bulk_sending.drain()
    assert mail_server.addresses() == [ANN]


def test_mailing_waits_for_its_time(mail_server):
    mailing = freeze(ANN, send_at=timezone.now() + dt.timedelta(hours=1))
    bulk_sending.drain()
    assert (mail_server.mails, housekeeping.bulk_mail_is_due()) == ([], False)

    Mailing.objects.filter(pk=mailing.pk).update(send_at=timezone.now() - dt.timedelta(minutes=1))

    assert housekeeping.bulk_mail_is_due()
    bulk_sending.drain()
    assert mail_server.addresses() == [ANN]


def test_restored_copy_sends_nothing_before_an_operator_says_so(mail_server, settings):
    installation.may_send()
    mailing = freeze(ANN, BEN)
    actions.freeze("service", "mailing_stopped", [actions.Recipient(CLEO, context={"mailing": "x", "why": ""})])
    Installation.objects.update(name="another place")

    assert (sending.drain(), bulk_sending.drain(), mail_server.mails) == (False, False, [])

    assert "sends nothing" in told("installation")
    assert "3 mails that were open are held" in told("installation", "--release")
    assert told("installation") == "This database sends mail.\n"
    assert (mailing.counts()["uncertain"], installation.may_send()) == (2, True)


def told(*command):
    call_command(*command, stdout=(words := io.StringIO()))
    return words.getvalue()


def test_reader_of_nothing():
    freeze(ANN)
    right = tokens.make(tokens.LEAVE, row(ANN).pk)

    assert bulk.reader_of(right) == row(ANN)
    for wrong in ("", "x", "ü" * 24, "a" * 24, right[:-1] + ("a" if right[-1] != "a" else "b"), right[:8]):
        assert bulk.reader_of(wrong) is None
    assert bulk.reader_of(tokens.make(tokens.RETURN, row(ANN).pk)) is None


def test_worker_that_died_gives_the_copy_one_more_try(mail_server):
    freeze(ANN)
    with sending.Line() as line, bulk_sending.Worker(line).connected() as worker:
        [copy] = worker.claim()
        assert worker.step(copy)
    later(minutes=4)
    housekeeping.mail_is_due()

    bulk_sending.drain()

    assert (row(ANN).state, row(ANN).interruptions, row(ANN).attempts) == ("sent", 1, 2)


def test_two_workers_never_begin_one_copy():
    freeze(ANN)
    with (
        sending.Line() as line,
        bulk_sending.Worker(line).connected() as one,
        bulk_sending.Worker(line).connected() as two,
    ):
        [copy] = one.claim()
        assert two.claim() == []
        two.lease = one.lease + dt.timedelta(seconds=1)
        assert not two.step(copy)
        assert one.step(copy)


def test_other_ways_to_send_get_djangos_messages(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    freeze(ANN)

    bulk_sending.drain()

    [message] = sent_by_django.outbox
    assert (message.to, message.extra_headers["Message-ID"]) == ([ANN], row(ANN).message_id)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert row(ANN).state == "sent"


def test_claiming_reads_the_queue_in_its_order_without_sorting(settings):
    """However long the queue is: a plan with a sort would read all of it for every hundred mails."""
    freeze(*[f"p{number}@d{number % 7}.example" for number in range(300)])
    told = {"turn": -1, "id": 0, "now": timezone.now(), "late": timezone.now(), "lease": timezone.now(), "batch": 100}

    with connection.cursor() as cursor:
        cursor.execute(bulk_sending.PLAN)
        cursor.execute(f"EXPLAIN {bulk_sending.CLAIM}", told)
        plan = "\n".join(line for (line,) in cursor)

    assert "open_deliveries" in plan
    assert "Sort" not in plan
