"""The secretariat keeps the list of circles, and reads nothing in them."""

import pytest

from members.actions import circles as actions
from members.circle_desk import circles
from members.models import Circle, CircleMembership
from tests.members.circles.people import join, text
from tests.signing_in import sign_in
from wpsnet.desk import waiting_for

CHOICES = {"shown_as": "Selma", "show_email": False, "mails": "daily"}


def test_secretariat_opens_renames_and_closes(client, editor, circle):
    sign_in(client, editor)

    client.post("/en/desk/circles/", {"name_en": "Women mediators", "name_ar": "الوسيطات"})
    new = Circle.objects.exclude(pk=circle.pk).get()
    client.post(f"/en/desk/circles/{new.pk}/", {"name_en": "Peace brokers", "name_ar": "الوسيطات"})
    client.post(f"/en/desk/circles/{new.pk}/close/")

    new.refresh_from_db()
    assert (new.slug, new.name_en, new.name_ar) == ("women-mediators", "Peace brokers", "الوسيطات")
    assert new.closed_at
    client.post(f"/en/desk/circles/{new.pk}/close/", {"reopen": "1"})
    new.refresh_from_db()
    assert new.closed_at is None


def test_address_is_free_and_short(db, circle):
    for name in ("Mediators", "Mediators", "الوسيطات", "M" * 150):
        actions.open_circle(Circle(name_en=name))

    slugs = sorted(Circle.objects.exclude(pk=circle.pk).values_list("slug", flat=True), key=len)
    assert slugs[:2] == ["circle", "mediators-2"] or set(slugs[:3]) == {"circle", "mediators-2", "mediators-3"}
    assert max(map(len, slugs)) <= 60


@pytest.mark.parametrize("sent", [{"name_en": ""}, {"name_en": "n" * 151}, {"name_fr": "Sans anglais"}])
def test_circle_without_a_good_name_is_refused(client, editor, circle, sent):
    sign_in(client, editor)

    answer = client.post("/en/desk/circles/", sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["name_en"])
    assert Circle.objects.count() == 1


def test_first_convener_is_invited_consents_and_convenes(client, editor, circle, selma):
    actions.call_convener(circle, selma.email)
    assert "You are invited to convene the circle “Women mediators”" in [item.title for item in waiting_for(selma)]
    sign_in(client, selma)

    client.post("/en/circles/mediators/join/", {"accept": "1", "name": "own", "mails": "daily"})

    row = CircleMembership.objects.get()
    assert (row.person, row.convenes, row.invited_to) == (selma, True, "")


def test_newer_call_takes_the_place_of_the_older(circle, selma, civil):
    actions.call_convener(circle, selma.email)
    actions.call_convener(circle, civil.email)

    assert [row.person for row in CircleMembership.objects.all()] == [civil]


def test_nobody_is_called_into_a_circle_that_has_a_convener(client, editor, convener, selma):
    sign_in(client, editor)

    answer = client.post(f"/en/desk/circles/{convener.circle.pk}/convener/", {"email": selma.email}, follow=True)

    assert "has a convener by now" in text(answer)
    assert CircleMembership.objects.count() == 1


def test_call_that_somebody_else_has_answered_lets_nobody_in(client, circle, selma, peer):
    actions.call_convener(circle, selma.email)
    actions.make_convener(peer)
    sign_in(client, selma)

    answer = client.post("/en/circles/mediators/join/", {"accept": "1", "name": "own", "mails": "daily"}, follow=True)

    assert "Somebody else convenes" in text(answer)
    assert list(CircleMembership.objects.all()) == [peer]


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_who_is_in_already_is_asked_whether_she_convenes(client, circle, peer, answer):
    actions.call_convener(circle, peer.person.email)
    sign_in(client, peer.person)
    assert client.get("/en/circles/mediators/").status_code == 200

    client.post("/en/circles/mediators/join/", {answer: "1"})

    peer.refresh_from_db()
    assert (peer.convenes, peer.invited_to, peer.shown_as) == (answer == "accept", "", "Tomas Haufiku")


def test_answer_does_not_tell_who_has_an_account_or_is_in(client, editor, circle, peer, selma):
    sign_in(client, editor)
    client.get("/en/desk/")

    pages = [
        text(client.post(f"/en/desk/circles/{circle.pk}/convener/", {"email": email}, follow=True))
        for email in (peer.person.email, selma.email, "nobody@example.org")
    ]

    assert len({page[page.index('role="status"') : page.index("<h1>")] for page in pages}) == 1
    assert all("no convener" in page for page in pages)


def test_closing_ends_requests_and_invitations(circle, convener, selma, civil):
    actions.invite(selma.email, by=convener)
    actions.ask_to_join(circle, civil, CHOICES)

    actions.close(circle)

    assert list(CircleMembership.objects.all()) == [convener]


def test_request_to_a_circle_without_convener_waits_for_the_secretariat(circle, editor, selma):
    assert list(circles(editor)) == []

    actions.ask_to_join(circle, selma, CHOICES)

    [item] = circles(editor)
    assert item.title == "Women mediators: the circle needs a convener"
    assert "Selma" not in item.detail


@pytest.mark.parametrize("count", [5, 200])
def test_pages_cost_the_same_for_few_and_many(client, editor, circle, django_assert_num_queries, count):
    Circle.objects.bulk_create(Circle(slug=f"c{number}", name_en=f"C {number}") for number in range(count))
    sign_in(client, editor)
    client.get("/en/desk/")

    with django_assert_num_queries(5):
        client.get("/en/desk/circles/")
    with django_assert_num_queries(4):
        client.get(f"/en/desk/circles/{circle.pk}/")


def test_desk_asks_once_whatever_waits(circle, convener, editor, selma, django_assert_num_queries):
    for number in range(30):
        person = type(selma).objects.create(email=f"p{number}@example.org", name=str(number))
        actions.ask_to_join(circle, person, CHOICES)
    join(Circle.objects.create(slug="b", name_en="B"), convener.person, convenes=True)

    with django_assert_num_queries(1):
        assert len(list(circles(convener.person))) == 1
    with django_assert_num_queries(1):
        assert list(circles(editor)) == []
