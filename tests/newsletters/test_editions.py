"""An edition from its first item to the mail: who may do which step, what readers of each language get, what never changes."""

import datetime as dt

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.utils import timezone
from model_bakery import baker

from meetings.models import ActionPoint, Meeting
from newsletters import audience
from newsletters.actions import editions as actions
from newsletters.actions.subscriptions import leave
from newsletters.models import Edition, Item, Subscriber
from newsletters.sending import account_of
from newsletters.tasks import issue_due
from tests.signing_in import signed_in
from wpsnet.mentions import mentions_of
from wpsnet.models import Delivery
from wpsnet.outbox.bulk_sending import drain

ROOM = "/en/newsletter/room/1/"


@pytest.fixture
def edition(editor):
    return actions.begin(Edition(title_en="Spring", title_fr="Printemps"), by=editor)


@pytest.fixture
def item(edition, editor):
    words = {
        "title_en": "A new plan",
        "text_en": "Adopted in May.\n\nIn force.",
        "title_ar": "خطة جديدة",
        "text_ar": "نص",
    }
    return actions.save_item(Item(edition=edition, section="plan", link="/en/plans/", **words), by=editor)


@pytest.fixture
def approved(edition, item, editor, admin):
    actions.hand_in(edition, by=editor)
    actions.approve(edition, by=admin)
    return Edition.objects.get()


def subscribe(address, language="en"):
    token = Subscriber.hash(address)
    return Subscriber.objects.create(email=address, language=language, token_hash=token, confirmed_at=timezone.now())


# --- Two officers -----------------------------------------------------------------------------------------------------


def test_second_officer_approves_and_only_then_it_can_be_sent(edition, item, editor, admin):
    first, second = signed_in(editor), signed_in(admin)
    first.post(f"{ROOM}step/hand-in/")
    assert first.post(f"{ROOM}step/approve/").status_code == 403
    first.post(f"{ROOM}send/", {"now": "1"})
    assert (Edition.objects.get().state, Delivery.objects.count()) == ("submitted", 0)

    second.post(f"{ROOM}step/approve/")
    first.post(f"{ROOM}send/", {"now": "1"})

    assert Edition.objects.get().state == "issued"


def test_database_refuses_approval_by_the_same_officer(edition, item, editor):
    actions.hand_in(edition, by=editor)

    with pytest.raises(Exception, match="edition_is_approved_by_a_second_officer"), transaction.atomic():
        actions.approve(edition, by=editor)


def test_approved_edition_is_not_changed_under_the_hand_of_who_approved(approved, item, editor):
    office = signed_in(editor)

    office.post(f"{ROOM}items/{item.pk}/", {"section": "plan", "title_en": "Other", "text_en": "Other"})

    item.refresh_from_db()
    assert item.title_en == "A new plan"


def test_taken_back_it_is_a_draft_and_nothing_goes_out(approved, editor):
    actions.schedule(approved, timezone.now() + dt.timedelta(hours=1), by=editor)
    signed_in(editor).post(f"{ROOM}step/take-back/")

    found = Edition.objects.get()
    assert (found.state, found.send_at) == ("draft", None)


def test_edition_without_items_is_not_handed_in(edition, editor):
    page = signed_in(editor).post(f"{ROOM}step/hand-in/", follow=True)

    assert "The edition has no items yet." in page.content.decode()
    assert Edition.objects.get().state == "draft"


def test_edition_that_mail_programs_would_cut_is_not_handed_in(edition, item, editor):
    for _number in range(25):
        actions.save_item(Item(edition=edition, section="plan", title_en="Long", text_en="word " * 780), by=editor)

    with pytest.raises(actions.NotReady) as refused:
        actions.hand_in(edition, by=editor)
    assert "at most 80 are possible" in refused.value.problems[0]


# --- What goes out ----------------------------------------------------------------------------------------------------


def test_readers_get_their_language_item_by_item(approved, ndapewa, namibia):
    subscribe("amal@example.org", "ar")
    subscribe("luc@example.org", "fr")
    actions.issue(approved)
    drain()

    arabic, french = (next(one for one in mail.outbox if one.to == [f"{name}@example.org"]) for name in ("amal", "luc"))
    assert "خطة جديدة" in arabic.body
    assert 'dir="rtl"' in arabic.alternatives[0].content
    assert french.subject == "Printemps"
    assert "A new plan" in french.body
    assert "English" in french.body  # the note that it is not in the reader's language
    assert french.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_address_gets_one_copy_and_who_has_left_none(approved, ndapewa, tomas):
    subscribe(ndapewa.email)
    gone = subscribe(tomas.email)
    Subscriber.objects.filter(pk=gone.pk).update(left_at=timezone.now())

    actions.issue(approved)

    assert list(Delivery.objects.values_list("address", flat=True)) == [ndapewa.email]


def test_leaving_by_the_link_of_a_copy_stops_the_next_and_what_waits(approved, ndapewa, client):
    subscribe("amal@example.org")
    actions.issue(approved)
    drain()
    leave = next(one for one in mail.outbox if one.to == ["amal@example.org"]).extra_headers["List-Unsubscribe"]
    path = leave.strip("<>").replace("http://localhost:8000", "")

    assert client.get(path).status_code == 200
    assert Subscriber.objects.left().count() == 0
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert list(Subscriber.objects.left().values_list("email", flat=True)) == ["amal@example.org"]


def test_member_of_the_network_who_leaves_between_freezing_and_sending_gets_nothing(approved, ndapewa):
    actions.issue(approved)
    leave(ndapewa.email)
    drain()

    assert Delivery.objects.get().state == "skipped"
    assert account_of(Delivery.objects.get().mailing).adds_up


def test_issuing_twice_sends_once(approved, ndapewa):
    actions.issue(approved)
    with pytest.raises(actions.NotPossible):
        actions.issue(approved)

    assert Delivery.objects.count() == 1


def test_what_was_sent_never_changes(approved):
    actions.issue(approved)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Edition.objects.update(issued={"en": {}})


# --- At a time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "state"), [(-1, "issued"), (1, "scheduled"), (-7, "scheduled")])
def test_what_is_due_goes_out_and_what_is_very_late_asks_first(approved, editor, hours, state):
    Edition.objects.update(send_at=timezone.now() + dt.timedelta(hours=hours))
    issue_due()
    issue_due()

    assert Edition.objects.get().state == state
    assert ("more than six hours ago" in signed_in(editor).get(ROOM).content.decode()) == (hours == -7)


@pytest.mark.parametrize("at", ["2020-01-01T10:00", "2099-01-01T10:00", "soon"])
def test_impossible_times_are_refused(approved, editor, at):
    assert signed_in(editor).post(f"{ROOM}send/", {"at": at}).status_code == 400
    assert Edition.objects.get().send_at is None


# --- Readers ----------------------------------------------------------------------------------------------------------


def test_archive_and_page_open_with_the_sending_and_name_no_recipient(approved, ndapewa, client):
    assert client.get("/fr/newsletter/1/").status_code == 404
    actions.issue(approved)

    page = client.get("/en/newsletter/1/").content.decode()
    assert "Adopted in May." in page
    assert ndapewa.email not in page
    assert client.get("/ar/newsletter/1/").content.decode().count("خطة جديدة") >= 1
    assert "Spring" in client.get("/en/newsletter/?format=atom").content.decode()


def test_words_of_strangers_cannot_break_out_of_the_mail(edition, editor, admin, ndapewa):
    evil = '<script>alert(1)</script><img src=x onerror="x">'
    actions.save_item(Item(edition=edition, section="plan", title_en=evil, text_en=evil), by=editor)
    actions.hand_in(edition, by=editor)
    actions.approve(edition, by=admin)
    actions.issue(Edition.objects.get())
    drain()

    assert "<script" not in mail.outbox[0].alternatives[0].content
    assert "<img" not in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize("form", ["mail", "text", "web"])
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_preview_looks_as_it_will_arrive(edition, item, editor, form, language):
    answer = signed_in(editor).get(f"{ROOM}preview/{language}/{form}/", follow=True)

    assert answer.status_code == 200
    assert ("خطة جديدة" if language == "ar" else "A new plan") in answer.content.decode()


def test_items_are_put_in_order(edition, item, editor):
    second = actions.save_item(Item(edition=edition, section="plan", title_en="Two", text_en="2"), by=editor)
    signed_in(editor).post(f"{ROOM}items/{second.pk}/move/up/")

    assert [one.title_en for one in edition.items.for_edition()] == ["Two", "A new plan"]


@pytest.mark.parametrize(
    ("to", "people", "public"),
    [
        ({"to_posts": "focal_points"}, 1, 0),
        ({"to_posts": "all"}, 2, 0),
        ({"to_posts": "", "to_subscribers": "on"}, 0, 1),
    ],
)
def test_audience_is_counted_before_it_is_chosen(edition, editor, ndapewa, tomas, to, people, public):
    subscribe("amal@example.org")
    signed_in(editor).post(f"{ROOM}reach/", to)

    assert audience.counts(Edition.objects.get()) == {"people": people, "subscribers": public}


@pytest.mark.parametrize("rows", [5, 100])
def test_page_of_an_edition_costs_the_same_for_many_items(edition, editor, rows, django_assert_num_queries):
    baker.make(Item, rows, edition=edition, section="plan", section_order=0, title_en="A", text_en="B")
    office = signed_in(editor)
    with django_assert_num_queries(11):
        office.get(ROOM)


def test_action_point_names_the_item_that_links_to_it_once_it_was_sent(approved, item, editor, client, source):
    meeting = Meeting.objects.create(slug="second", source=source, name_en="Second meeting", date="2017-09-21")
    point = ActionPoint.objects.create(meeting=meeting, order=1, ref="(a)(i)", source=source, text_en="Train")
    Item.objects.filter(pk=item.pk).update(link=f"/fr/action-points/{point.pk}/")
    path = f"/action-points/{point.pk}/"
    assert mentions_of(path) == []

    actions.issue(approved)

    assert mentions_of(path) == [("A new plan", approved.get_absolute_url())]
    assert mentions_of(f"/action-points/{point.pk}0/") == []
    assert "A new plan" in client.get(point.own_page).content.decode()
