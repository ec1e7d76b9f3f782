"""Following without an account: confirmed by mail, told once of what is new, ended with one click."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from model_bakery import baker

from actionplans.models import Plan
from meetings.models import Meeting, Statement
from newsletters.actions import following as actions
from newsletters.models import Follow, Novelty, Round, Subscriber
from newsletters.news import notice
from newsletters.tasks import forget_unanswered, tell_at_once
from newsletters.topics import topic
from wpsnet.models import Delivery, Theme
from wpsnet.outbox.sending import drain
from wpsnet.public_cache import client as kept_pages
from wpsnet.search import rebuild

FOLLOW = "/en/newsletter/follow/"
NAMIBIA = f"{FOLLOW}?what=country&key=NAM"
ASKED = "/en/newsletter/subscribe/asked/"


def ask(client, address=NAMIBIA, email="reader@example.org", frequency="at_once", language="en"):
    return client.post(address, {"email": email, "frequency": frequency, "language": language})


def link_in(message, page):
    return re.search(rf"https?://[^/\s]+(/\S+/newsletter/{page}/\S+/)", message.body)[1]


@pytest.fixture
def plan(namibia, source):
    """Namibia's plan, on record before anybody follows."""
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    launched(plan, source, "2019")
    with transaction.atomic():
        notice()
    return plan


def launched(plan, source, date):
    return plan.events.create(kind="launched", date=date, source=source)


@pytest.fixture
def follower(client, plan):
    """reader@example.org follows Namibia."""
    ask(client)
    client.post(link_in(mail.outbox[-1], "follow/confirm"), {"frequency": "at_once", "language": "en"})
    mail.outbox.clear()
    return Follow.objects.get()


# --- Asking and confirming --------------------------------------------------------------------------------------------


def test_only_the_button_behind_the_mailed_link_begins_it(client, plan):
    answer = ask(client, language="ar")
    confirm = link_in(mail.outbox[0], "follow/confirm")
    seen = {client.get(confirm).status_code for _visit in range(3)}

    assert (answer.url, confirm[:4], seen, Follow.objects.active().count()) == (ASKED, "/ar/", {200}, 0)

    client.post(confirm, {"frequency": "weekly", "language": "fr"})

    follow = Follow.objects.select_related("subscriber").get()
    assert (follow.is_active, follow.frequency, follow.subscriber.language) == (True, "weekly", "fr")


def test_following_subscribes_to_no_newsletter(client, follower):
    assert (Subscriber.objects.confirmed().count(), Subscriber.objects.readers().count()) == (1, 0)


def test_confirming_a_follow_confirms_no_newsletter_that_was_asked_for_in_her_name(client, plan):
    client.post("/en/newsletter/subscribe/", {"email": "reader@example.org", "language": "en"})
    ask(client)

    client.post(link_in(mail.outbox[-1], "follow/confirm"), {"frequency": "at_once", "language": "en"})

    assert (Follow.objects.active().count(), Subscriber.objects.readers().count()) == (1, 0)


def test_stranger_changes_nothing_by_asking_again(client, follower):
    ask(client, frequency="monthly")

    again = Follow.objects.get()
    assert (again.frequency, again.is_active, len(mail.outbox)) == ("at_once", True, 1)


def test_same_guards_as_the_newsletter(client, plan):
    answers = {ask(client).status_code for _time in range(5)}

    assert (answers, len(mail.outbox)) == ({302}, 3)


@pytest.mark.parametrize(
    "query",
    [
        "what=country&key=XXX",
        "what=nothing&key=NAM",
        "what=plan&key=NAM",
        "what=plans&key=status%3Dnone",
        "what=plans&key=unknown%3D1",
        "what=search&key=q%3D",
        "what=country&key=%00",
        "what=meetings&key=" + "x" * 500,
    ],
)
def test_what_cannot_be_followed_is_not_found(client, plan, query):
    assert client.get(f"{FOLLOW}?{query}").status_code == 404


def test_bad_input_is_said_and_nothing_is_kept(client, plan):
    answer = ask(client, email="a@example.org,b@example.org", frequency="never")

    assert (answer.status_code, Follow.objects.count(), len(mail.outbox)) == (400, 0, 0)


@pytest.mark.parametrize("page", ["follow/confirm", "stop", "preferences"])
def test_wrong_tokens_are_a_clear_page(client, db, page):
    assert {client.get(f"/en/newsletter/{page}/{token}/").status_code for token in ("x", "1:forged", "١")} == {404}


def test_what_was_never_confirmed_is_forgotten(client, plan):
    ask(client)
    Follow.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))
    Subscriber.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))

    forget_unanswered()

    assert (Follow.objects.count(), Subscriber.objects.count()) == (0, 0)


# --- Being told -------------------------------------------------------------------------------------------------------


def test_told_once_of_what_is_new_since(follower, plan, source):
    launched(plan, source, "2024")
    for _time in range(3):
        tell_at_once()
    drain()

    assert [message.to for message in mail.outbox] == [["reader@example.org"]]
    assert "Namibia" in mail.outbox[0].subject
    assert "launched" in mail.outbox[0].body
    assert Delivery.objects.count() == 1


def test_weekly_comes_once_a_week_and_late_tasks_lose_nothing(follower, plan, source):
    Follow.objects.update(frequency="weekly")
    monday = dt.datetime(2031, 1, 6, 6, tzinfo=dt.UTC)
    actions.tell("weekly", monday)
    launched(plan, source, "2024")
    for hours in (1, 50, 160):
        actions.tell("weekly", monday + dt.timedelta(hours=hours))
    assert Delivery.objects.count() == 0

    with transaction.atomic():
        notice()
    actions.tell("weekly", monday + dt.timedelta(days=9))
    actions.tell("weekly", monday + dt.timedelta(days=10))

    assert (Delivery.objects.count(), Round.objects.count()) == (1, 2)


def test_what_is_withdrawn_meanwhile_is_not_told(follower, plan, source):
    event = launched(plan, source, "2024")
    tell_at_once()
    event.delete()
    drain()

    assert (Delivery.objects.get().state, len(mail.outbox)) == ("skipped", 0)


def test_other_countries_are_not_told(follower, sweden, source):
    launched(Plan.objects.create(member=sweden, slug="1", generation=1, kind="national"), source, "2024")
    tell_at_once()

    assert (Novelty.objects.count(), Delivery.objects.count()) == (2, 0)


def test_one_click_ends_it_without_cookie_and_reading_does_not(client, follower, plan, source):
    launched(plan, source, "2024")
    tell_at_once()
    drain()
    sent = mail.outbox[0]
    stop = link_in(sent, "stop")
    client.handler.enforce_csrf_checks = True

    client.get(stop)
    still = Follow.objects.active().count()
    answer = client.post(stop, {"List-Unsubscribe": "One-Click"})

    assert (still, answer.status_code, Follow.objects.active().count()) == (1, 200, 0)
    assert sent.extra_headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_topic_finds_its_own(namibia, source, plan):
    meeting = baker.make(Meeting, slug="berlin", name="Berlin", date="2018-04-09", ordinal=None, source=source)
    statement = Statement.objects.create(meeting=meeting, member=namibia, order=1, reported=False, source=source)
    theme = Theme.objects.create(slug="climate", name="Climate")
    plan.findings.create(question="theme", theme=theme, answer="yes", source=source)
    event = plan.events.get()

    for what, key in [("theme", "climate"), ("plan", "NAM/1"), ("plans", "member=NAM"), ("country", "NAM")]:
        assert topic(what, key).finds("event", [event.pk]) == {event.pk}, what
    for what, key in [("meeting", "berlin"), ("statements", "delegation=NAM"), ("country", "NAM")]:
        assert topic(what, key).finds("statement", [statement.pk]) == {statement.pk}, what
    assert topic("plans", "member=SWE").finds("event", [event.pk]) == set()


def test_a_search_is_followed(namibia, source, plan):
    rebuild("plan")

    found = topic("search", "q=Namibia").finds("event", [plan.events.get().pk])

    assert (len(found), topic("search", "q=Norway").finds("event", [plan.events.get().pk])) == (1, set())


def test_list_is_named_with_its_filters_and_followed_without_a_day_of_the_past(namibia, plan):
    followed = topic("plans", "status=in_force&as_of=2018&page=2")

    assert (followed.key, followed.name) == ("status=in_force", "Action plans (Status: in force)")
    assert followed.feed == "/en/plans/?status=in_force&format=atom"


# --- Feeds and pages --------------------------------------------------------------------------------------------------


def test_feed_tells_the_newest_first(client, plan, source):
    launched(plan, source, "2024")

    feed = client.get("/en/newsletter/follow/feed/?what=country&key=NAM")

    assert (feed.status_code, feed.content.decode().count("<entry>")) == (200, 2)


def test_feed_is_renewed_when_something_is_noticed(plan, source, django_capture_on_commit_callbacks):
    before = int(kept_pages.get("public:generation") or 0)
    launched(plan, source, "2024")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notice()

    assert int(kept_pages.get("public:generation")) == before + 1


@pytest.mark.parametrize("rows", [5, 200])
def test_mails_to_many_followers_of_one_thing_ask_as_often(plan, source, django_assert_num_queries, rows):
    subscribers = Subscriber.objects.bulk_create(
        Subscriber(email=f"r{n}@example.org", token_hash=str(n), confirmed_at=timezone.now(), newsletter=False)
        for n in range(rows)
    )
    Follow.objects.bulk_create(
        Follow(
            subscriber=one,
            what="country",
            key="NAM",
            frequency="at_once",
            token_hash=f"f{one.pk}",
            confirmed_at=timezone.now(),
            told_upto=Novelty.objects.newest(),
        )
        for one in subscribers
    )
    launched(plan, source, "2024")
    with transaction.atomic():
        notice()

    with django_assert_num_queries(26):
        actions.tell("at_once")

    assert Delivery.objects.count() == rows
