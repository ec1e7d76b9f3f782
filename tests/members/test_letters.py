"""A letter to a selection: chosen in the list, sent once, in each person's language, and followed by its rows."""

import uuid

import pytest
from django.core import mail

from members import filling
from members.models import Appointment, User
from tests.conftest import appoint, person
from tests.signing_in import sign_in
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox import sending

WRITE = "/en/desk/board/write/"
WORDS = {"subject_en": "The meeting", "text_en": "Dear colleagues,\n\nsee https://www.un.org/en for more.\nThank you."}


def letter(**changes):
    return {"nonce": uuid.uuid4(), "audience": "focal_points"} | WORDS | changes


@pytest.fixture
def signed_in(client, editor):
    sign_in(client, editor)
    return client


def sent():
    sending.drain()
    return {message.to[0]: message for message in mail.outbox}


def test_two_clicks_from_the_list_to_the_mail(signed_in, ndapewa, tomas, selma, namibia):
    chosen = f"{WRITE}?to=chosen&chosen={namibia.pk}"

    response = signed_in.post(chosen, letter(), follow=True)

    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["ndapewa@example.org"]
    assert "on its way" in response.content.decode()


@pytest.mark.parametrize(
    ("audience", "people"),
    [
        ("focal_points", {"ndapewa", "selma"}),
        ("editors", {"ndapewa", "tomas", "selma"}),
        ("all", {"ndapewa", "tomas", "selma", "p"}),
    ],
)
def test_audience_of_all_that_match(signed_in, ndapewa, tomas, selma, namibia, audience, people):
    appoint(person("p@example.org", "P", at_risk=True), namibia, "police")
    page = signed_in.get(f"{WRITE}?to=all&kind=state")

    signed_in.post(f"{WRITE}?to=all&kind=state", letter(audience=audience))

    written = {address.split("@")[0] for address in Delivery.objects.values_list("address", flat=True)}
    assert written == people
    assert f"{len(people)} people" in page.content.decode()


def test_double_click_sends_once(signed_in, ndapewa, selma):
    same = letter()

    answers = [signed_in.post(f"{WRITE}?to=all", same) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Mailing.objects.count(), Delivery.objects.count()) == (1, 2)


def test_other_words_from_the_same_page_are_not_lost(signed_in, ndapewa):
    same = letter()
    signed_in.post(f"{WRITE}?to=all", same)

    response = signed_in.post(f"{WRITE}?to=all", same | {"subject_en": "Another"})

    assert (response.status_code, Mailing.objects.count()) == (400, 1)
    assert "Another" in response.content.decode()
    assert response.context["form"]["nonce"].value() != same["nonce"]


def test_each_reads_her_language_or_english(signed_in, ndapewa, selma, tomas):
    User.objects.filter(pk=ndapewa.pk).update(language="fr")
    User.objects.filter(pk=selma.pk).update(language="ar")

    signed_in.post(f"{WRITE}?to=all", letter(subject_fr="La réunion", text_fr="Chères collègues,\n\nà bientôt."))

    mails = sent()
    assert mails["ndapewa@example.org"].subject == "La réunion"
    assert mails["selma@example.org"].subject == "The meeting"
    assert '<div lang="en" dir="ltr"' in mails["selma@example.org"].alternatives[0].content


def test_links_work_and_markup_does_not(signed_in, ndapewa):
    signed_in.post(f"{WRITE}?to=all", letter(text_en="<b>See</b> https://www.un.org/en"))

    message = sent()["ndapewa@example.org"]
    html = message.alternatives[0].content
    assert "https://www.un.org/en" in message.body
    assert 'href="https://www.un.org/en"' in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subject_en": ""}, "subject_en"),
        ({"text_en": " "}, "text_en"),
        ({"subject_fr": "Seul"}, "text_fr"),
        ({"audience": "nobody"}, "audience"),
        ({"nonce": "x"}, "nonce"),
        ({"subject_en": "x" * 151}, "subject_en"),
        ({"text_en": "x" * 10_001}, "text_en"),
    ],
)
def test_bad_letter_is_sent_to_nobody(signed_in, ndapewa, change, field):
    response = signed_in.post(f"{WRITE}?to=all", letter(**change))

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])
    assert not Mailing.objects.exists()


def test_nobody_in_the_audience_is_said(signed_in, sweden):
    response = signed_in.post(f"{WRITE}?to=all", letter())

    assert response.context["form"].errors["audience"] == [
        "Nobody of the members chosen is in this group. Choose another group."
    ]
    assert not Mailing.objects.exists()


@pytest.mark.parametrize(
    "query", ["to=everybody", "to=all&vacant=perhaps", "to=chosen&chosen=x", "to=chosen&chosen=999999"]
)
def test_selection_that_does_not_exist_is_refused(signed_in, ndapewa, query):
    assert signed_in.get(f"{WRITE}?{query}").status_code == 400


def test_nothing_ticked_leads_back_to_the_list(signed_in, namibia):
    response = signed_in.get(f"{WRITE}?to=chosen&vacant=yes")

    assert response["Location"] == "/en/desk/board/members/?vacant=yes"


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(signed_in, db, rows, django_assert_num_queries):
    filling.fill(rows, 4 * rows)
    signed_in.post(f"{WRITE}?to=all", letter(audience="all"))
    pk = Mailing.objects.get().pk
    signed_in.get(f"{WRITE}?to=all")

    with django_assert_num_queries(8):
        signed_in.get(f"{WRITE}?to=all")
    with django_assert_num_queries(7):
        signed_in.get(f"/en/desk/board/letters/{pk}/")
    with django_assert_num_queries(5):
        signed_in.get("/en/desk/board/letters/")


def test_letter_is_followed_paused_and_given_up(signed_in, ndapewa, selma):
    signed_in.post(f"{WRITE}?to=all", letter())
    page = f"/en/desk/board/letters/{Mailing.objects.get().pk}/"

    signed_in.post(f"{page}pause/")
    sending.drain()
    paused = signed_in.get(page).context["counts"]
    signed_in.post(f"{page}cancel/")

    assert dict(paused)["waiting"] == 2
    assert Mailing.objects.get().state == "cancelled"
    assert signed_in.post(f"{page}burn/").status_code == 404


def test_other_mailings_are_not_shown_as_letters(signed_in, db):
    mailing = Mailing.objects.create(key="x", template="still_right")

    assert signed_in.get(f"/en/desk/board/letters/{mailing.pk}/").status_code == 404


def test_address_of_somebody_at_risk_is_shown_to_administrators_only(client, editor, admin, ndapewa):
    sign_in(client, editor)
    User.objects.filter(pk=ndapewa.pk).update(at_risk=True)
    client.post(f"{WRITE}?to=all", letter())
    Delivery.objects.update(state="failed", reason="550 <ndapewa@example.org>: no such user")
    page = f"/en/desk/board/letters/{Mailing.objects.get().pk}/"

    seen_by_editor = client.get(page).content.decode()
    client.logout()
    sign_in(client, admin)

    assert "ndapewa@example.org" not in seen_by_editor
    assert "ndapewa@example.org" in client.get(page).content.decode()
    assert Appointment.objects.count() == 1
