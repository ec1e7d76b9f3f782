"""Nobody is in a circle without having said so, and of her the circle sees what she chose."""

import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from members.actions import circles as actions
from members.models import Circle, CircleMembership
from tests.conftest import person
from tests.members.circles.people import join, text
from tests.signing_in import sign_in
from wpsnet.desk import waiting_for
from wpsnet.models import Delivery, Mailing

CHOICES = {"shown_as": "Selma", "show_email": False, "mails": "daily"}
SENT = {"name": "own", "mails": "daily"}
JOIN = "/en/circles/mediators/join/"


def state_of(person):
    return CircleMembership.objects.filter(person=person).values_list("joined_at", "invited_to", "shown_as").first()


def test_list_tells_name_and_purpose_and_nothing_of_who_is_in(client, convener, peer, selma):
    Circle.objects.update(purpose_en="To share experience.")
    sign_in(client, selma)

    page = text(client.get("/en/circles/"))

    assert "Women mediators" in page
    assert "To share experience." in page
    assert not any(words in page for words in ("Ndapewa", "Tomas", "2 people", "convener"))


def test_account_without_a_post_sees_no_list(client, circle):
    sign_in(client, person("nobody@example.org", "Nobody"))

    assert client.get("/en/circles/").status_code == 403
    assert client.get(JOIN).status_code == 404


def test_whoever_asks_waits_for_the_conveners(client, convener, selma):
    sign_in(client, selma)

    client.post(JOIN, SENT | {"introduction": "I mediate.", "named_to_conveners": "on"})

    assert state_of(selma) == (None, "", "Selma Lind")
    assert client.get("/en/circles/mediators/")["Location"] == JOIN
    assert "have not answered yet" in text(client.get(JOIN))
    assert [item.title for item in waiting_for(convener.person) if "circles" in item.url] == [
        "Women mediators: 1 person asks to be let in"
    ]


def test_convener_sees_what_was_told_and_lets_in(client, convener, selma):
    about = {"introduction": "I mediate.", "named_to_conveners": True, "shown_as": "S."}
    asking = actions.ask_to_join(convener.circle, selma, CHOICES | about)
    sign_in(client, convener.person)

    page = text(client.get("/en/circles/mediators/people/"))
    client.post(f"/en/circles/mediators/requests/{asking.pk}/", {"let_in": "1"})

    asking.refresh_from_db()
    assert all(words in page for words in ("I mediate.", "Selma Lind", "focal point: <bdi>Sweden</bdi>"))
    assert asking.joined_at
    assert (asking.introduction, asking.named_to_conveners) == ("", False)
    assert "Selma Lind" not in text(client.get("/en/circles/mediators/people/"))


def test_who_only_chose_a_name_is_only_known_by_it(client, convener, selma):
    actions.ask_to_join(convener.circle, selma, CHOICES | {"shown_as": ""})
    sign_in(client, convener.person)

    page = text(client.get("/en/circles/mediators/people/"))

    assert "member of the circle" in page
    assert "Selma" not in page
    assert "Sweden" not in page


def test_refused_request_leaves_no_row(client, convener, selma):
    asking = actions.ask_to_join(convener.circle, selma, CHOICES)
    sign_in(client, convener.person)

    client.post(f"/en/circles/mediators/requests/{asking.pk}/", {"refuse": "1"})
    again = client.post(f"/en/circles/mediators/requests/{asking.pk}/", {"let_in": "1"}, follow=True)

    assert state_of(selma) is None
    assert "answered or withdrawn already" in text(again)


def test_request_can_be_taken_back(client, convener, selma):
    actions.ask_to_join(convener.circle, selma, CHOICES)
    sign_in(client, selma)

    client.post("/en/circles/mediators/leave/")

    assert state_of(selma) is None


def invite(client, email, **more):
    answer = client.post("/en/circles/mediators/invite/", {"email": email} | more, follow=True)
    page = text(answer)
    return answer.status_code, page[page.index("<main") : page.index("</main>")]


def test_answer_to_an_invitation_is_the_same_whoever_has_the_address(client, convener, peer, selma):
    sign_in(client, convener.person)
    client.get("/en/desk/")  # which says that she has signed in

    answers = [invite(client, email) for email in (selma.email, "nobody@example.org", peer.person.email)]

    assert len({(status, re.sub(r'csrfmiddlewaretoken" value="\w+', "", page)) for status, page in answers}) == 1
    assert state_of(selma) == (None, "join", "")
    assert Mailing.objects.count() == 1


def test_invited_person_consents_and_is_in(client, convener, selma):
    actions.invite(" SELMA@example.org", by=convener)
    sign_in(client, selma)
    assert "You are invited to the circle “Women mediators”" in [item.title for item in waiting_for(selma)]
    assert client.get("/en/circles/mediators/")["Location"] == JOIN

    client.post(JOIN, SENT | {"accept": "1"})

    assert state_of(selma)[1:] == ("", "Selma Lind")
    assert client.get("/en/circles/mediators/").status_code == 200
    assert CircleMembership.objects.get(person=selma).invited_by is None


def test_invitation_needs_a_choice_of_name(client, convener, selma):
    actions.invite(selma.email, by=convener)
    sign_in(client, selma)

    answer = client.post(JOIN, {"accept": "1", "mails": "daily"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["name"])
    assert state_of(selma) == (None, "join", "")


def test_declined_and_withdrawn_invitations_leave_no_row_and_no_mail(client, convener, selma, civil):
    for invited in (selma, civil):
        actions.invite(invited.email, by=convener)
    sign_in(client, selma)
    client.post(JOIN, {"decline": "1"})
    client.post("/en/accounts/logout/")
    sign_in(client, convener.person)
    invite(client, civil.email, withdraw="1")

    assert (state_of(selma), state_of(civil), Delivery.objects.count()) == (None, None, 0)


def test_inviting_somebody_who_asks_does_not_betray_her(convener, selma):
    actions.ask_to_join(convener.circle, selma, CHOICES)

    actions.invite(selma.email, by=convener)

    assert state_of(selma) == (None, "", "Selma")


@pytest.mark.parametrize("given", ["", "nonsense", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_with_a_sentence(client, convener, given):
    sign_in(client, convener.person)

    answer = client.post("/en/circles/mediators/invite/", {"email": given})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["email"])


# --- Who is protected -----------------------------------------------------------------------------------------------


def test_protected_person_is_offered_no_name_and_no_address(client, convener, selma):
    selma.at_risk = True
    selma.save()
    actions.invite(selma.email, by=convener)
    sign_in(client, selma)

    form = client.get(JOIN).context["form"]
    answer = client.post(JOIN, {"accept": "1", "mails": "none", "name": "other", "other_name": "I, selma  LIND"})

    assert form.initial == {"name": "member"}
    assert "own" not in dict(form.fields["name"].choices)
    assert "show_email" not in form.fields
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["other_name"])


def test_name_of_an_account_that_becomes_protected_is_no_longer_shown(client, convener, circle, selma):
    join(circle, selma, show_email=True)
    selma.at_risk = True
    selma.save()
    sign_in(client, convener.person)

    page = text(client.get("/en/circles/mediators/people/"))

    assert "Selma" not in page
    assert selma.email not in page
    assert "member of the circle" in page


def test_protected_person_who_asks_is_not_named_to_the_conveners(client, convener, selma):
    actions.ask_to_join(convener.circle, selma, CHOICES | {"shown_as": "", "named_to_conveners": True})
    selma.at_risk = True
    selma.save()
    sign_in(client, convener.person)

    assert "Selma" not in text(client.get("/en/circles/mediators/people/"))


# --- Being in -------------------------------------------------------------------------------------------------------


def test_choices_can_be_changed_at_any_time(client, peer):
    sign_in(client, peer.person)
    page = client.get("/en/circles/mediators/me/")
    assert page.context["form"].initial["name"] == "own"

    client.post("/en/circles/mediators/me/", {"name": "other", "other_name": "T.\u202e\n M.", "mails": "at_once"})

    peer.refresh_from_db()
    assert (peer.shown_as, peer.mails) == ("T. M.", "at_once")
    assert client.get("/en/circles/mediators/me/").context["form"].initial["other_name"] == "T. M."


def test_post_can_be_the_name(client, peer):
    sign_in(client, peer.person)
    post = peer.person.appointments.get()

    client.post("/en/circles/mediators/me/", {"name": f"post{post.pk}", "mails": "none", "show_email": "on"})

    assert "alternate, Namibia" in text(client.get("/en/circles/mediators/people/"))
    assert peer.person.email in text(client.get("/en/circles/mediators/people/"))


def test_leaving_leaves_no_row(client, peer):
    sign_in(client, peer.person)

    client.post("/en/circles/mediators/leave/")

    assert not CircleMembership.objects.exists()
    assert client.get("/en/circles/mediators/").status_code == 404
    assert client.post("/en/circles/mediators/leave/").status_code == 404


def test_convener_removes_and_hands_on(client, convener, peer):
    sign_in(client, convener.person)

    client.post(f"/en/circles/mediators/people/{peer.pk}/", {"convene": "1"})
    client.post("/en/circles/mediators/me/stop-convening/")

    assert list(CircleMembership.objects.convening()) == [peer]
    assert client.post(f"/en/circles/mediators/people/{peer.pk}/", {"remove": "1"}).status_code == 403
    client.post("/en/accounts/logout/")
    sign_in(client, peer.person)
    client.post(f"/en/circles/mediators/people/{convener.pk}/", {"remove": "1"})
    assert list(CircleMembership.objects.all()) == [peer]


def test_circle_without_convener_says_so(client, peer):
    sign_in(client, peer.person)

    assert "no convener at present" in text(client.get("/en/circles/mediators/"))


@pytest.mark.parametrize("page", ["invite", "requests/0", "people/0"])
def test_who_does_not_convene_is_told_that_conveners_do_this(client, peer, page):
    sign_in(client, peer.person)

    answer = client.post(f"/en/circles/mediators/{page}/")

    assert answer.status_code == 403
    assert "Only the conveners" in text(answer)


# --- Two at once ----------------------------------------------------------------------------------------------------


def at_once(act, times=2):
    """What ACT answers when it is done TIMES in threads at once."""
    answers, gate = [], threading.Barrier(times)

    def run():
        gate.wait()
        try:
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_joining_twice_at_once_makes_one_row(convener, selma):
    at_once(lambda: actions.ask_to_join(convener.circle, selma, CHOICES).pk, times=4)

    assert CircleMembership.objects.filter(person=selma).count() == 1


@pytest.mark.django_db(transaction=True)
def test_letting_in_twice_at_once_happens_once(convener, selma):
    asking = actions.ask_to_join(convener.circle, selma, CHOICES)

    answers = at_once(lambda: actions.let_in(asking))

    assert sorted(answers) == [False, True]
    assert Delivery.objects.filter(address=selma.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_once_happens_once(convener, selma):
    actions.invite(selma.email, by=convener)
    invitation = CircleMembership.objects.get(person=selma)

    assert sorted(at_once(lambda: actions.accept(invitation, CHOICES))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_leaving_twice_at_once_happens_once(convener, peer):
    assert sorted(at_once(lambda: actions.leave(peer, take_notices=True))) == [False, True]
    assert list(CircleMembership.objects.all()) == [convener]


def test_database_knows_who_can_convene_and_be_invited(convener, circle, selma):
    for fields in ({"convenes": True, "joined_at": None}, {"invited_to": "join"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            join(circle, selma, **fields)
