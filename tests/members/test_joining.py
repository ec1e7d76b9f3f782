"""Asking to join: by form and mail, and the page of one who has asked."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from members.models import Member, MembershipRequest, RequestMessage
from members.tasks import forget_unconfirmed_requests
from tests.signing_in import sign_in
from wpsnet.models import Delivery, StoredFile

GROUP = {
    "organisation": "Women of the River",
    "acronym": "WoR",
    "name": "Amina Diallo",
    "email": "Amina@River.example",
    "language": "en",
    "post": "Director",
    "reasons": "We mediate along the river.",
}
ADDRESS = "amina@river.example"
FORM = "/en/join/civil-society/"


def a_document(name="letter.txt"):
    return SimpleUploadedFile(name, b"We nominate Amina.", "text/plain")


def links(message):
    return re.findall(r"https?://[^/\s]+(/\S+/join/\S+/)", message.body)


@pytest.fixture
def asked(client, db):
    """The address of the page on which Amina confirms her request."""
    client.post(FORM, GROUP | {"files": [a_document()]})
    return links(mail.outbox[-1])[0]


@pytest.fixture
def own_page(client, asked):
    """The address of her own page, after confirming."""
    return client.post(asked).url


def asking():
    return MembershipRequest.objects.get()


def state():
    return list(MembershipRequest.objects.values_list("confirmed_at", "decided_at", "decision", "reason"))


# --- The form ---------------------------------------------------------------------------------------------------------


def test_asking_keeps_the_request_and_sends_one_mail(client, db):
    answer = client.post(FORM, GROUP | {"files": [a_document()]})

    assert (answer.status_code, answer.url) == (302, "/en/join/sent/")
    assert (asking().kind, asking().role, asking().email) == ("civil_society", "representative", ADDRESS)
    assert (asking().confirmed_at, asking().files.get().name) == (None, "letter.txt")
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_government_names_its_country_in_the_mails_language(client, namibia):
    Member.objects.update(name_ar="ناميبيا")
    government = {"country": namibia.pk, "institution": "Ministry", "role": "police", "language": "ar"}

    answer = client.post("/en/join/government/", GROUP | government)

    assert (answer.status_code, asking().country, asking().role) == (302, namibia, "police")
    assert "ناميبيا" in mail.outbox[0].body
    assert links(mail.outbox[0])[0].startswith("/ar/join/confirm/")


@pytest.mark.parametrize(
    ("way", "kind", "role"),
    [("organisation", "international", "alternate"), ("network", "partner_network", "partner")],
)
def test_each_way_knows_its_kind_and_role(client, db, way, kind, role):
    client.post(f"/en/join/{way}/", GROUP | {"kind": kind, "role": role})

    assert (asking().kind, asking().role) == (kind, role)


@pytest.mark.parametrize(
    ("way", "change", "field"),
    [
        ("civil-society", {"organisation": ""}, "organisation"),
        ("civil-society", {"email": "a@example.org,b@example.org"}, "email"),
        ("civil-society", {"email": "amina@riv\u0435r.example"}, "email"),
        ("civil-society", {"website": "javascript:alert(1)"}, "website"),
        ("civil-society", {"name": "Amina\0"}, "name"),
        ("civil-society", {"reasons": "x" * 5001}, "reasons"),
        ("civil-society", {"reasons": ""}, "reasons"),
        ("civil-society", {"language": "tlh"}, "language"),
        ("civil-society", {"files": SimpleUploadedFile("a.exe", b"MZ\x90")}, "files"),
        ("government", {"institution": "M", "role": "police"}, "country"),
        ("government", {"institution": "M", "role": "police", "country": "999999"}, "country"),
        ("organisation", {"kind": "state", "role": "focal_point"}, "kind"),
        ("organisation", {"kind": "regional", "role": "partner"}, "role"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(client, db, way, change, field):
    answer = client.post(f"/en/join/{way}/", GROUP | change)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert (MembershipRequest.objects.count(), StoredFile.objects.count(), len(mail.outbox)) == (0, 0, 0)
    assert "choose your documents again" in answer.content.decode()


def test_a_way_that_does_not_exist_is_not_found(client, db):
    assert client.get("/en/join/everybody/").status_code == 404


def test_answer_is_the_same_for_an_address_with_an_account(client, ndapewa):
    known = client.post(FORM, GROUP | {"email": ndapewa.email})
    unknown = client.post(FORM, GROUP)

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox[-2].subject == mail.outbox[-1].subject


def test_one_address_gets_three_mails_an_hour_and_the_answer_stays_the_same(client, db):
    answers = {(answer.status_code, answer.url) for answer in [client.post(FORM, GROUP) for _time in range(5)]}

    assert answers == {(302, "/en/join/sent/")}
    assert (len(mail.outbox), MembershipRequest.objects.count()) == (3, 3)


def test_one_reader_may_ask_twenty_times_an_hour(client, db):
    statuses = [client.post(FORM, GROUP | {"email": f"a{n}@river.example"}).status_code for n in range(21)]

    assert (statuses[:20], statuses[20]) == ([302] * 20, 429)


def test_mail_server_that_does_not_answer_is_said_and_nothing_is_kept(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    answer = client.post(FORM, GROUP | {"files": [a_document()]})

    assert (answer.status_code, MembershipRequest.objects.count(), StoredFile.objects.count()) == (503, 0, 0)
    assert "We mediate along the river." in answer.content.decode()


# --- Confirming -------------------------------------------------------------------------------------------------------


def test_mail_scanners_that_open_the_link_change_nothing(client, asked):
    before = state()

    answers = {client.get(asked).status_code for _visit in range(20)} | {client.head(asked).status_code}

    assert (answers, state(), len(mail.outbox)) == ({200}, before, 1)


def test_button_hands_the_request_over_and_tells_both(client, asked, editor):
    answer = client.post(asked)

    page = client.get(answer.url)
    assert asking().confirmed_at
    assert "The secretariat has your request." in page.content.decode()
    assert (mail.outbox[-1].to, links(mail.outbox[-1])[0].startswith("/en/join/status/")) == ([ADDRESS], True)
    assert list(Delivery.objects.values_list("address", "mailing__template")) == [(editor.email, "request_arrived")]


def test_confirming_twice_is_confirming_once(client, asked, editor):
    client.post(asked)
    first = state()

    answer = client.post(asked)

    assert (answer.status_code, state(), len(mail.outbox), Delivery.objects.count()) == (302, first, 2, 1)
    assert client.get(asked).status_code == 302


def test_confirming_what_was_erased_meanwhile_is_a_clear_page(client, asked, monkeypatch):
    found = asking()
    monkeypatch.setattr("members.joining.to_confirm", lambda token: found)
    MembershipRequest.objects.all().delete()

    assert client.post(asked).status_code == 404


def test_another_person_who_has_signed_in_may_use_the_link_as_hers(client, asked, selma):
    sign_in(client, selma)

    assert (client.get(asked).status_code, client.post(asked).status_code) == (200, 302)
    assert asking().email == ADDRESS


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["confirm/%s", "status/%s", "status/%s/withdraw"])
@pytest.mark.parametrize("token", ["x", "MQ:1tXyz:forged", "%00", "x" * 500, "١"])
def test_altered_link_is_a_clear_page_and_changes_nothing(client, asked, method, page, token):
    before = state()

    answer = getattr(client, method)(f"/en/join/{page % token}/", {"words": "x"})

    assert (answer.status_code, state()) == (404, before)
    assert "This link does not work" in answer.content.decode()


def test_link_for_one_thing_does_not_open_another(client, asked):
    token = asked.split("/")[-2]

    assert client.get(f"/en/join/status/{token}/").status_code == 404


def test_link_that_has_ended_sends_a_new_one_and_loses_nothing(client, asked):
    with time_machine.travel(timezone.now() + dt.timedelta(days=4)):
        ended = client.get(asked)
        again = client.post(asked)
        forget_unconfirmed_requests()
        fresh = links(mail.outbox[-1])[0]
        opened = client.get(fresh)

    assert (ended.status_code, again.status_code, opened.status_code, len(mail.outbox)) == (410, 302, 200, 2)
    assert "We mediate along the river." in opened.content.decode()


@pytest.mark.parametrize(("days", "confirmed", "kept"), [(8, False, False), (6, False, True), (8, True, True)])
def test_unconfirmed_requests_are_erased_with_files_and_history(client, asked, days, confirmed, kept):
    if confirmed:
        client.post(asked)
    MembershipRequest.objects.update(sent_at=timezone.now() - dt.timedelta(days=days))
    forget_unconfirmed_requests()

    with connection.cursor() as cursor:
        traces = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text ILIKE %s', [f"%{ADDRESS}%"])
            traces += [table] * cursor.fetchone()[0]
    assert (bool(traces), MembershipRequest.objects.exists(), StoredFile.objects.exists()) == (kept, kept, kept)


def test_erased_files_leave_the_disk(client, asked, django_capture_on_commit_callbacks):
    name = StoredFile.objects.get().file.name
    MembershipRequest.objects.update(sent_at=timezone.now() - dt.timedelta(days=8))

    with django_capture_on_commit_callbacks(execute=True):
        forget_unconfirmed_requests()

    assert not default_storage.exists(name)


# --- Her own page -----------------------------------------------------------------------------------------------------


def test_she_answers_with_files(client, own_page, editor):
    RequestMessage.objects.create(request=asking(), by=editor, words="Who funds you?")
    page = client.get(own_page).content.decode()

    client.post(own_page, {"words": "Members do.", "files": [a_document("accounts.txt")]})

    assert ("Who funds you?" in page, editor.name in page) == (True, False)
    assert [(said.by, said.words) for said in asking().messages.all()] == [
        (editor, "Who funds you?"),
        (None, "Members do."),
    ]
    assert asking().messages.last().files.get().name == "accounts.txt"


def test_answer_sent_twice_is_there_once(client, own_page):
    for _time in range(2):
        client.post(own_page, {"words": "Members do."})

    assert asking().messages.count() == 1


def test_answer_without_words_is_refused(client, own_page):
    answer = client.post(own_page, {"words": ""})

    assert (answer.status_code, asking().messages.count()) == (400, 0)


def test_withdrawing_asks_first_and_is_told(client, own_page):
    page = f"{own_page}withdraw/"
    assert (client.get(page).status_code, asking().decision) == (200, "")

    answer = client.post(page)

    assert (asking().decision, asking().decided_by) == ("withdrawn", None)
    assert "You withdrew it" in client.get(answer.url).content.decode()
    assert [client.post(page).status_code, client.post(own_page, {"words": "x"}).status_code] == [409, 409]


def test_page_of_a_decided_request_ends_after_three_months(client, own_page):
    MembershipRequest.objects.update(
        decision="declined", reason="No.", decided_at=timezone.now() - dt.timedelta(days=91)
    )

    assert client.get(own_page).status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", ["", "sent/", "government/", "organisation/", "civil-society/", "network/"])
def test_pages_open_without_account(client, namibia, language, page):
    assert client.get(f"/{language}/join/{page}").status_code == 200


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(client, own_page, rows, django_assert_num_queries):
    for number in range(rows):
        RequestMessage.objects.create(request=asking(), words=str(number)).files.add(asking().files.get())

    with django_assert_num_queries(3):
        client.get(own_page)
