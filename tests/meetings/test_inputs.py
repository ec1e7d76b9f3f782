"""A call for input: sent without an account, guarded, read by the secretariat, published with consent only."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from meetings import personal_who_comes
from meetings.actions import inputs as actions
from meetings.models import Input, InputCall
from tests import papers
from tests.conftest import person
from tests.meetings.conftest import a_meeting
from tests.meetings.who_comes import DAY, signed_in

PAGE, DESK = "/en/meetings/sixth/input/", "/en/desk/meetings/sixth/inputs/"
POSTED = {"text": "Listen to farmers.", "language": "en", "may_publish": "on"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def call(source):
    today = timezone.localdate()
    meeting = a_meeting(source, "sixth", name_en="Sixth meeting", date="2031-05-13")
    return InputCall.objects.create(
        meeting=meeting, opens=today - DAY, closes=today + DAY, questions_en="What is missing?"
    )


@pytest.fixture
def officer(editor):
    return signed_in(editor)


def text(response):
    return response.content.decode()


def test_anybody_sends_a_text_or_a_file_once(call, client):
    for _time in range(2):
        assert client.post(f"{PAGE}send/", POSTED).status_code == 302
    client.post(f"{PAGE}send/", {"language": "fr", "upload": SimpleUploadedFile("words.docx", papers.docx())})

    assert list(Input.objects.values_list("text", "file__name", "state")) == [
        ("Listen to farmers.", None, "waiting"),
        ("", "words.docx", "waiting"),
    ]
    assert "Listen to farmers" not in text(client.get(PAGE))


def test_empty_input_is_refused_and_what_was_typed_stays(call, client):
    answer = client.post(f"{PAGE}send/", {"language": "en", "name": "Grace Example"})

    assert answer.status_code == 400
    assert "Write your input here, or send it as a file." in text(answer)
    assert 'value="Grace Example"' in text(answer)


def test_after_the_last_day_nothing_is_kept_and_the_words_stay(call, client):
    InputCall.objects.update(opens=timezone.localdate() - 3 * DAY, closes=timezone.localdate() - DAY)

    answer = client.post(f"{PAGE}send/", POSTED)

    assert (answer.status_code, Input.objects.count()) == (409, 0)
    assert "Listen to farmers." in text(answer)
    call.refresh_from_db()
    with pytest.raises(actions.CallOver):
        actions.send(Input(call=call, text="Words"), None)


def test_form_is_guarded_against_a_flood(call, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"input_client": "2/h/ip"}
    flood = Client()

    answers = [flood.post(f"{PAGE}send/", POSTED | {"text": f"Words {number}"}).status_code for number in range(3)]

    assert (answers, Input.objects.count()) == ([302, 302, 429], 2)


def test_secretariat_publishes_and_answers_by_mail(call, client, officer):
    told = {"name": "Grace Example", "email": "grace@example.org"}
    client.post(f"{PAGE}send/", POSTED | told)
    one = Input.objects.get()

    officer.post(f"{DESK}{one.pk}/", {"state": "published", "answer": "Thank you."})

    shown = text(client.get(PAGE))
    assert ("Listen to farmers." in shown, "Thank you." in shown) == (True, True)
    assert "Grace Example" not in shown  # she did not say that she may be named
    assert [(one.to, "Thank you." in one.body) for one in mail.outbox] == [(["grace@example.org"], True)]


def test_without_consent_nothing_is_published(call, client, officer, editor):
    client.post(f"{PAGE}send/", {"text": "For you only.", "language": "en"})
    one = Input.objects.get()

    answer = officer.post(f"{DESK}{one.pk}/", {"state": "published", "answer": ""})

    assert answer.status_code == 400
    with pytest.raises(actions.NoConsent):
        actions.answer(one, "published", "", by=editor)


def test_file_is_public_only_once_published(call, client, officer):
    client.post(f"{PAGE}send/", POSTED | {"upload": SimpleUploadedFile("words.docx", papers.docx())})
    one = Input.objects.get()
    before = client.get(f"{PAGE}{one.pk}/file/").status_code

    officer.post(f"{DESK}{one.pk}/", {"state": "published", "answer": ""})

    assert (before, client.get(f"{PAGE}{one.pk}/file/").status_code) == (404, 200)
    assert officer.get(f"{DESK}{one.pk}/file/").status_code == 200


def test_secretariat_calls_and_is_told_what_came(call, client, officer):
    day = timezone.localdate()
    told = {"opens": day.isoformat(), "closes": (day - dt.timedelta(days=1)).isoformat(), "questions_en": "What?"}
    client.post(f"{PAGE}send/", POSTED)

    assert officer.post("/en/desk/meetings/sixth/call/", told).status_code == 400
    assert officer.post("/en/desk/meetings/sixth/call/", told | {"closes": day.isoformat()}).status_code == 302
    assert "An input to “Sixth meeting” waits to be read" in text(officer.get("/en/desk/"))


def test_what_she_sent_is_held_and_erased_with_her(call, client):
    client.post(f"{PAGE}send/", POSTED | {"name": "Grace Example", "email": "grace@example.org"})
    grace = person("grace@example.org", "Grace Example")

    held = personal_who_comes.who_comes(grace)["inputs_sent"]
    personal_who_comes.forget(grace)

    assert [one["text"] for one in held] == ["Listen to farmers."]
    assert Input.objects.get().email == ""
    assert not Input.objects.get().history.exclude(email="").exists()


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(call, client, officer, editor, rows, django_assert_num_queries):
    read = {"state": "published", "may_publish": True, "decided_at": timezone.now(), "decided_by": editor}
    Input.objects.bulk_create(Input(call=call, text=f"Words {n}", digest=str(n), **read) for n in range(rows))

    officer.get(DESK)  # which says that she has signed in
    with django_assert_num_queries(3):
        assert client.get(PAGE).status_code == 200
    with django_assert_num_queries(6):
        assert officer.get(DESK).status_code == 200
