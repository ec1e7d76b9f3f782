"""Subscribing by double opt-in, and leaving: only a button acts, and no answer tells who is known."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from newsletters.actions import subscriptions as actions
from newsletters.models import Subscriber
from newsletters.tasks import forget_unanswered

SUBSCRIBE = "/en/newsletter/subscribe/"
ASKED = "/en/newsletter/subscribe/asked/"


def ask(client, email="reader@example.org", language="en"):
    return client.post(SUBSCRIBE, {"email": email, "language": language})


def address_in(message):
    """The path of the link in a mail's text."""
    return re.search(r"https?://[^/\s]+(/\S+/newsletter/(?:confirm|leave)/\S+/)", message.body)[1]


@pytest.fixture
def asked(client, db):
    """The address of the page on which reader@example.org may confirm."""
    ask(client)
    return address_in(mail.outbox[-1])


@pytest.fixture
def reader(client, asked):
    client.post(asked, {"language": "en"})
    return Subscriber.objects.get()


def state():
    return list(Subscriber.objects.values_list("language", "confirmed_at", "left_at", "token_hash"))


def test_asking_sends_one_mail_and_confirms_nothing(client, db):
    answer = ask(client)

    subscriber = Subscriber.objects.get()
    assert (answer.status_code, answer.url) == (302, ASKED)
    assert (subscriber.confirmed_at, Subscriber.objects.confirmed().count()) == (None, 0)
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_mail_is_in_the_language_that_was_chosen(client, db):
    ask(client, language="ar")

    assert address_in(mail.outbox[0]).startswith("/ar/newsletter/confirm/")


def test_token_is_not_stored(asked):
    token = asked.split("/")[-2]

    assert Subscriber.objects.get().token_hash == Subscriber.hash(token) != token


def test_answers_are_the_same_for_known_and_unknown(client, reader):
    known = ask(client, reader.email)
    unknown = ask(client, "somebody@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox[-2].subject == mail.outbox[-1].subject


def test_asking_for_a_known_address_changes_nothing_for_it(client, reader):
    ask(client, "READER@example.org", language="fr")

    again = Subscriber.objects.get()
    assert (again.language, again.is_active) == ("en", True)


def test_asking_twice_makes_one_subscriber_and_the_newer_link_counts(client, asked):
    ask(client, "Reader@Example.org")

    newer = address_in(mail.outbox[-1])
    assert Subscriber.objects.count() == 1
    assert [client.get(address).status_code for address in (asked, newer)] == [404, 200]


def test_fifty_visits_change_nothing(client, asked):
    before = state()

    answers = {client.get(asked).status_code for _visit in range(50)} | {client.head(asked).status_code}

    assert (answers, state()) == ({200}, before)


def test_fifty_visits_of_the_leave_page_change_nothing(client, reader):
    page, before = f"/en/newsletter/leave/{reader.leave_token}/", state()

    answers = {client.get(page).status_code for _visit in range(50)} | {client.head(page).status_code}

    assert (answers, state()) == ({200}, before)


def test_button_confirms_in_the_language_chosen_there(client, asked):
    answer = client.post(asked, {"language": "es"})

    subscriber = Subscriber.objects.get()
    assert (answer.status_code, answer.url) == (302, "/en/newsletter/confirm/done/")
    assert (subscriber.is_active, subscriber.language) == (True, "es")


def test_confirming_twice_is_confirming_once(client, asked):
    client.post(asked, {"language": "en"})
    first = Subscriber.objects.get().confirmed_at

    answer = client.post(asked, {"language": "en"})

    assert (answer.status_code, Subscriber.objects.get().confirmed_at) == (302, first)
    assert len(mail.outbox) == 2  # the link, and one welcome


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["confirm", "leave"])
@pytest.mark.parametrize("token", ["x", "1:forged", "%00", "x" * 500, "١"])
def test_wrong_token_is_a_clear_page_and_changes_nothing(client, reader, method, page, token):
    before = state()

    answer = getattr(client, method)(f"/en/newsletter/{page}/{token}/", {"language": "en"})

    assert (answer.status_code, state()) == (404, before)
    assert "This link does not work" in answer.content.decode()


def test_link_ends_after_a_week(client, asked):
    Subscriber.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))

    assert client.post(asked, {"language": "en"}).status_code == 404
    assert Subscriber.objects.get().confirmed_at is None


def test_welcome_carries_the_link_to_leave(client, reader):
    welcome = mail.outbox[-1]

    assert address_in(welcome) == f"/en/newsletter/leave/{reader.leave_token}/"
    assert welcome.extra_headers["List-Unsubscribe"].endswith(f"/en/newsletter/leave/{reader.leave_token}/>")
    assert welcome.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_needs_no_cookie_and_no_redirect(reader, client):
    client.handler.enforce_csrf_checks = True

    answer = client.post(f"/en/newsletter/leave/{reader.leave_token}/", {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, Subscriber.objects.confirmed().count()) == (200, 0)


def test_old_link_to_confirm_does_not_bring_back_who_left(client, asked, reader):
    actions.leave(reader.email)

    assert client.post(asked, {"language": "en"}).status_code == 404
    assert not Subscriber.objects.get().is_active


def test_who_left_may_come_back(client, reader):
    actions.leave(reader.email)
    ask(client)
    client.post(address_in(mail.outbox[-1]), {"language": "en"})

    assert Subscriber.objects.get().is_active


def test_leaving_twice_is_leaving_once(client, reader):
    page = f"/en/newsletter/leave/{reader.leave_token}/"
    client.post(page)
    before = state()

    assert (client.post(page).status_code, state()) == (200, before)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"email": "no address", "language": "en"},
        {"email": "a@example.org,b@example.org", "language": "en"},
        {"email": "a@example.org\nBcc: b@example.org", "language": "en"},
        {"email": "a@example.org", "language": "xx"},
        {"email": "a" * 300 + "@example.org", "language": "en"},
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(client, db, fields):
    answer = client.post(SUBSCRIBE, fields)

    assert (answer.status_code, Subscriber.objects.count(), len(mail.outbox)) == (400, 0, 0)
    assert 'class="errorlist"' in answer.content.decode()


def test_one_address_gets_three_mails_an_hour_and_the_answer_stays_the_same(client, db):
    answers = {(answer.status_code, answer.url) for answer in [ask(client) for _time in range(5)]}

    assert answers == {(302, ASKED)}
    assert len(mail.outbox) == 3


def test_one_reader_may_ask_twenty_times_an_hour(client, db):
    statuses = [ask(client, f"reader{number}@example.org").status_code for number in range(21)]

    assert (statuses[:20], statuses[20], len(mail.outbox)) == ([302] * 20, 429, 20)


def test_mail_server_that_does_not_answer_is_said(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    answer = ask(client)

    assert answer.status_code == 503
    assert "reader@example.org" in answer.content.decode()


@pytest.mark.parametrize("address", ["", "subscribe/", "subscribe/asked/", "confirm/done/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_open_without_account(client, db, language, address):
    assert client.get(f"/{language}/newsletter/{address}").status_code == 200


def test_pages_say_that_nothing_is_sent_before_confirming(client, asked):
    pages = [client.get(address).content.decode() for address in (SUBSCRIBE, ASKED, asked)]

    assert all("sent before you confirm" in page for page in pages)


def test_archive_says_that_there_is_no_edition_yet(client, db):
    assert "No edition has been published yet." in client.get("/en/newsletter/").content.decode()


@pytest.mark.parametrize(("days", "confirmed", "kept"), [(8, False, False), (6, False, True), (8, True, True)])
def test_addresses_that_never_answered_are_forgotten(client, asked, days, confirmed, kept):
    if confirmed:
        client.post(asked, {"language": "en"})
    Subscriber.objects.update(asked_at=timezone.now() - dt.timedelta(days=days))

    forget_unanswered()

    assert Subscriber.objects.exists() == kept
