"""The digest: one for a period, let go by an officer or by itself, to those who want it."""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from actionplans.models import Plan
from newsletters.actions import digests as actions
from newsletters.actions.subscriptions import leave_all, leave_digest
from newsletters.models import Digest, DigestSettings, Novelty, Subscriber
from newsletters.news import notice
from tests.signing_in import signed_in
from wpsnet.models import Delivery
from wpsnet.outbox.bulk_sending import drain

FIRST_OF_DECEMBER = dt.date(2026, 12, 1)


@pytest.fixture
def news(namibia, source):
    """Two events of one plan, noticed in November."""
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    for kind in ("adopted", "launched"):
        plan.events.create(kind=kind, date="2026-11", source=source)
    with transaction.atomic():
        notice()
    Novelty.objects.update(noticed_at=dt.datetime(2026, 11, 10, tzinfo=dt.UTC))
    return plan


def subscriber(address, **wishes):
    return Subscriber.objects.create(
        email=address, token_hash=address, confirmed_at=timezone.now(), **{"newsletter": False} | wishes
    )


@pytest.mark.parametrize(
    ("every", "today", "first", "until"),
    [
        ("month", (2026, 12, 1), (2026, 11, 1), (2026, 12, 1)),
        ("month", (2026, 1, 31), (2025, 12, 1), (2026, 1, 1)),
        ("week", (2026, 11, 23), (2026, 11, 16), (2026, 11, 23)),
        ("week", (2026, 11, 29), (2026, 11, 16), (2026, 11, 23)),
        ("quarter", (2026, 2, 1), (2025, 10, 1), (2026, 1, 1)),
    ],
)
def test_period_is_the_last_whole_one(every, today, first, until):
    assert actions.period(every, dt.date(*today)) == (dt.date(*first), dt.date(*until))


def test_made_once_and_waits_for_an_officer(news):
    for day in (1, 1, 2, 30):
        actions.make_due(dt.date(2026, 12, day))

    assert (Digest.objects.count(), Digest.objects.waiting().count(), Delivery.objects.count()) == (1, 1, 0)


def test_officer_sees_it_and_lets_it_go_once(news, ndapewa, editor):
    actions.make_due(FIRST_OF_DECEMBER)
    office, digest = signed_in(editor), Digest.objects.get()
    page = office.get(digest.get_absolute_url()).content.decode()
    desk = office.get("/en/desk/").content.decode()

    for _time in range(2):
        office.post(f"/en/newsletter/room/digests/{digest.pk}/let-go/")
    drain()

    assert ("Namibia" in page, "The digest of 1 November 2026" in desk) == (True, True)
    assert [message.to for message in mail.outbox] == [["ndapewa@example.org"]]
    assert "Namibia" in mail.outbox[0].body
    assert "/newsletter/stop/" in mail.outbox[0].extra_headers["List-Unsubscribe"]


def test_goes_by_itself_where_the_secretariat_has_said_so(news, ndapewa):
    DigestSettings.objects.create(pk=1, automatic=True)
    for _time in range(2):
        actions.make_due(FIRST_OF_DECEMBER)

    assert (Delivery.objects.count(), Digest.objects.get().settled_by) == (1, None)


def test_nothing_new_makes_no_mail(db):
    DigestSettings.objects.create(pk=1, automatic=True)
    actions.make_due(FIRST_OF_DECEMBER)

    assert (Digest.objects.waiting().count(), Delivery.objects.count()) == (0, 0)


def test_never_means_never(news):
    DigestSettings.objects.create(pk=1, every="never")
    actions.make_due(FIRST_OF_DECEMBER)

    assert Digest.objects.count() == 0


def test_next_one_tells_nothing_twice(news, source):
    actions.make_due(FIRST_OF_DECEMBER)
    news.events.create(kind="in_force", date="2026-12", source=source)
    with transaction.atomic():
        notice()
    Novelty.objects.filter(pk=Novelty.objects.newest()).update(noticed_at=dt.datetime(2026, 12, 5, tzinfo=dt.UTC))
    DigestSettings.objects.create(pk=1, every="week")
    actions.make_due(dt.date(2026, 12, 7))

    newer = Digest.objects.first()
    assert (newer.first, newer.until, newer.upto - newer.after) == (dt.date(2026, 12, 1), dt.date(2026, 12, 7), 1)


def test_database_refuses_two_for_one_day(news):
    actions.make_due(FIRST_OF_DECEMBER)

    with pytest.raises(Exception, match="digests_do_not_overlap"), transaction.atomic():
        Digest.objects.create(first=dt.date(2026, 11, 30), until=dt.date(2026, 12, 5), after=0, upto=0)


def test_those_get_it_who_want_it(news, ndapewa, tomas):
    subscriber("wants@example.org", digest=True)
    subscriber("reads@example.org", newsletter=True)
    leave_digest("tomas@example.org")
    actions.make_due(FIRST_OF_DECEMBER)

    actions.let_go(Digest.objects.get(), by=None)
    leave_all("wants@example.org")
    drain()

    asked = sorted(Delivery.objects.values_list("address", flat=True))
    assert (asked, [message.to[0] for message in mail.outbox]) == (
        ["ndapewa@example.org", "wants@example.org"],
        ["ndapewa@example.org"],
    )


def test_words_are_in_the_language_of_the_reader(news, ndapewa):
    ndapewa.language = "ar"
    ndapewa.save()
    actions.make_due(FIRST_OF_DECEMBER)
    actions.let_go(Digest.objects.get(), by=None)
    drain()

    html = mail.outbox[0].alternatives[0].content
    assert ('dir="rtl"' in html, "/ar/plans/NAM/1/" in html) == (True, True)


def test_many_news_are_told_in_short(news, source, namibia):
    plans = [
        Plan.objects.create(member=namibia, slug=str(number), generation=number, kind="national")
        for number in range(2, 22)
    ]
    for plan in plans:
        plan.events.create(kind="launched", date="2026-11", source=source)
    with transaction.atomic():
        notice()
    Novelty.objects.update(noticed_at=dt.datetime(2026, 11, 10, tzinfo=dt.UTC))
    actions.make_due(FIRST_OF_DECEMBER)
    actions.let_go(Digest.objects.get(), by=None)

    section = Digest.objects.get().issued["en"]["sections"][0]
    assert (len(section["news"]), section["more"]) == (12, 10)


def test_sent_digest_never_changes(news):
    actions.make_due(FIRST_OF_DECEMBER)
    actions.let_go(Digest.objects.get(), by=None)

    with pytest.raises(Exception, match="issued_digest_stays"), transaction.atomic():
        Digest.objects.update(issued={})
