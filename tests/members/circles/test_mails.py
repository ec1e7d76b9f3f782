"""Mails of circles: at once or once a day, composed when they are sent, for who still wants them. A real mail server."""

import datetime as dt
import json

import pytest
import time_machine
from django.utils import timezone

from members.actions import circles, contact_cases, notices
from members.models import CircleMembership, ContactCase, Notice
from members.tasks import forget_circle_mails, send_circle_digests
from tests.members.circles.people import join, pdf
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import sending

SECRET = "Zebrafinch"
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def at_once(peer):
    peer.mails = "at_once"
    peer.save()
    return peer


@pytest.fixture
def written(convener, at_once):
    return notices.write(convener, f"Meet at the {SECRET}.", title=f"{SECRET} tonight", files=[pdf(f"{SECRET}.pdf")])


def words_of(message):
    return message.get_body(("plain",)).get_content() + message.get_body(("html",)).get_content()


def drain(mail_server):
    sending.drain()
    return [(address, words_of(message)) for address, message in mail_server.mails]


def test_notice_is_mailed_at_once_to_the_others_who_want_it(circle, written, at_once, civil, mail_server):
    join(circle, civil)  # daily

    sending.drain()

    [(address, message)] = mail_server.mails
    assert address == at_once.person.email
    assert message["subject"] == "A new notice in one of your circles"
    assert "no-reply@" in message["reply-to"]
    assert f"Meet at the {SECRET}." in words_of(message)
    assert f"/en/circles/mediators/notices/{written.pk}/" in words_of(message)
    assert "/en/circles/mediators/me/" in words_of(message)


def test_mail_speaks_the_language_of_its_reader(written, at_once, mail_server):
    Delivery.objects.update(language="fr")

    [(_address, words)] = drain(mail_server)

    assert "Médiatrices" in words
    assert "/fr/circles/" in words


def test_outbox_holds_only_keys(circle, written, at_once, convener, civil):
    notices.write(at_once, SECRET, reply_to=written)
    circles.invite(civil.email, by=convener)
    with time_machine.travel(timezone.now() + A_DAY):
        send_circle_digests()

    rows = [*Mailing.objects.values_list("key", "context"), *Delivery.objects.values_list("context", "reason")]

    said = json.dumps(rows)
    assert Mailing.objects.count() == 4
    assert not any(words in said for words in (SECRET, "mediators", "Women", "Ndapewa", "Tomas"))


@pytest.mark.parametrize("change", ["left", "removed mails", "withdrawn", "deactivated", "closed", "other address"])
def test_nothing_is_mailed_to_who_is_not_to_have_it_any_more(written, at_once, mail_server, change):
    person = at_once.person
    match change:
        case "left":
            circles.leave(at_once)
        case "removed mails":
            circles.change(at_once, {"mails": "none"})
        case "withdrawn":
            notices.withdraw(written)
        case "deactivated":
            type(person).objects.filter(pk=person.pk).update(is_active=False)
        case "closed":
            circles.close(at_once.circle)
        case "other address":
            type(person).objects.filter(pk=person.pk).update(email="new@example.org")

    assert drain(mail_server) == []
    assert not Delivery.objects.exclude(state="skipped").exists()


def test_mail_has_the_words_as_they_are_when_it_is_sent(written, mail_server):
    notices.edit(written, "Meet tomorrow.", title="Tomorrow")

    [(_address, words)] = drain(mail_server)

    assert "Meet tomorrow." in words
    assert SECRET not in words.replace(f"{SECRET}.pdf", "").replace(f"{SECRET}\u2060.\u2060pdf", "")


def test_leaving_leaves_nothing_in_the_outbox(written, at_once, mail_server):
    sending.drain()

    circles.leave(at_once)

    assert not Delivery.objects.exists()


def test_mail_that_came_back_leaves_the_contact_to_verify_and_not_the_circle(written, at_once, mail_server):
    mail_server.rcpt[at_once.person.email] = "550 5.1.1 no such person"
    sending.drain()
    contact_cases.open_cases()

    circles.leave(at_once)

    case = ContactCase.objects.get()
    assert (case.person, case.delivery, Delivery.objects.count()) == (at_once.person, None, 0)
    assert "circle" not in case.reason


def test_protected_author_is_not_named_in_a_mail(written, convener, mail_server):
    type(convener.person).objects.filter(pk=convener.person_id).update(at_risk=True)

    [(_address, words)] = drain(mail_server)

    assert "member of the circle" in words
    assert "Ndapewa" not in words


# --- Once a day -----------------------------------------------------------------------------------------------------


@pytest.fixture
def daily(convener, peer):
    """Tomas gets one mail a day; Ndapewa, who writes, none."""
    CircleMembership.objects.filter(pk=convener.pk).update(mails="none")
    notices.write(convener, "One", title="First")
    notices.write(convener, "Two", title="Second")
    return peer


def on(days, act=send_circle_digests, hours=0):
    with time_machine.travel(timezone.now() + dt.timedelta(days=days, hours=hours), tick=False):
        act()


def test_digest_goes_out_once_a_day_with_all_that_is_new(daily, mail_server):
    for _time in range(10):
        on(1)

    [(address, words)] = drain(mail_server)
    assert address == daily.person.email
    assert words.index("One") < words.index("Two")
    assert "/en/circles/mediators/me/" in words


def test_next_digest_tells_only_what_came_since(daily, convener, mail_server):
    on(1)
    Notice.objects.create(circle=daily.circle, author=convener, title="Third", words="Three", written_at=later(1.5))
    on(2)
    on(3)

    _first, (_address, words) = drain(mail_server)
    assert "Three" in words
    assert "Two" not in words


def later(days):
    return timezone.now() + dt.timedelta(days=days)


def test_day_on_which_nothing_ran_is_made_good_for(daily, convener, mail_server):
    Notice.objects.create(circle=daily.circle, author=convener, title="Third", words="Three", written_at=later(2.5))

    on(4)

    [(_address, words)] = drain(mail_server)
    assert all(word in words for word in ("One", "Two", "Three"))


def test_one_mail_for_all_her_circles(daily, convener, mail_server):
    other = type(daily.circle).objects.create(slug="police", name_en="Police")
    join(other, daily.person)
    notices.write(join(other, convener.person), "Elsewhere", title="Other")

    on(1)

    [(_address, words)] = drain(mail_server)
    assert all(word in words for word in ("Women mediators", "One", "Police", "Elsewhere"))


def test_own_notices_are_not_told_and_those_of_who_has_left_are(daily, convener, mail_server):
    notices.write(daily, "My own", title="Mine")
    circles.leave(convener)

    on(1)

    [(_address, words)] = drain(mail_server)
    assert "My own" not in words
    assert "somebody who has left" in words


def test_who_begins_to_get_the_digest_is_not_told_of_all_before(daily, convener, mail_server):
    circles.change(daily, {"mails": "none"})
    daily.refresh_from_db()
    circles.change(daily, {"mails": "daily"})

    on(1)

    assert drain(mail_server) == []


@pytest.mark.parametrize("change", ["left", "withdrawn", "at once"])
def test_digest_is_not_sent_when_it_has_become_pointless(daily, mail_server, change):
    on(1)
    match change:
        case "left":
            circles.leave(daily)
        case "withdrawn":
            for notice in Notice.objects.all():
                notices.withdraw(notice)
        case "at once":
            circles.change(daily, {"mails": "at_once"})

    assert drain(mail_server) == []
    assert [row.state for row in Delivery.objects.all()] == ["skipped"]


def test_notice_of_this_minute_is_told_the_next_day_and_not_lost(daily, convener, mail_server):
    """It may stand in a transaction that is not through yet."""
    on(0)
    assert drain(mail_server) == []

    on(1)

    assert len(drain(mail_server)) == 1


def test_long_and_many_notices_are_cut_and_the_mail_says_so(daily, convener, mail_server):
    for number in range(60):
        Notice.objects.create(circle=daily.circle, author=convener, title=f"N{number}", words="word " * 1000)

    on(1)

    [(_address, words)] = drain(mail_server)
    assert "There is more in the circle." in words
    assert len(words) < 150_000


def test_outbox_forgets_who_got_mails_after_some_days(daily, mail_server):
    on(1)
    sending.drain()

    on(2, forget_circle_mails)
    assert Delivery.objects.count() == 1
    on(4, forget_circle_mails)
    on(1)

    assert (Delivery.objects.count(), Mailing.objects.filter(template="circle_digest").count()) == (0, 1)
