"""Errors that readers report: kept once, answered by the member or the secretariat, by mail, and the address forgotten."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from observatory.actions import corrections as actions
from observatory.models import Correction
from observatory.tasks import forget_reporters
from tests.signing_in import signed_in
from wpsnet.desk import waiting_for

FORM, PAGE = "/en/corrections/", "/en/countries/NAM/"


def report(client, **change):
    said = {"page": PAGE, "wrong": "The plan began in 2019.", "right": "In 2018.", "email": "asha@example.org"}
    return client.post(FORM, said | change)


@pytest.fixture
def one(client, namibia):
    report(client)
    return Correction.objects.get()


def test_every_public_page_leads_to_the_form_and_it_knows_the_page(client, namibia):
    assert f"{FORM}?page={PAGE}" in client.get(PAGE).content.decode()
    assert f'value="{PAGE}"' in client.get(f"{FORM}?page={PAGE}").content.decode()


def test_report_is_kept_once_and_waits_for_the_member_and_the_secretariat(client, namibia, ndapewa, selma, editor):
    answers = [report(client)["Location"] for _click in range(2)]

    one = Correction.objects.get()
    title = f"A reader reports an error on {PAGE}"
    assert (answers, one.member) == ([f"{FORM}sent/"] * 2, namibia)
    assert [title in [item.title for item in waiting_for(user)] for user in (ndapewa, editor, selma)] == [
        *(True, True, False)
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wrong": ""}, "wrong"),
        ({"wrong": "x" * 3001}, "wrong"),
        ({"wrong": "a\0b"}, "wrong"),
        ({"page": ""}, "page"),
        ({"page": "https://elsewhere.example/en/"}, "page"),
        ({"page": "//elsewhere.example/"}, "page"),
        ({"page": "/en/desk/"}, "page"),
        ({"page": "/en/nowhere/"}, "page"),
        ({"page": f"{PAGE}?q=1"}, "page"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(client, namibia, change, field):
    answer = report(client, **change)

    assert (answer.status_code, field in answer.context["form"].errors) == (400, True)
    assert not Correction.objects.exists()


def test_flood_is_stopped(client, namibia, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"correction_client": "2/h/ip"}

    answers = [report(client, wrong=f"Wrong {number}").status_code for number in range(3)]

    assert (answers, Correction.objects.count()) == ([302, 302, 429], 2)


def test_member_answers_without_seeing_the_address_and_the_reader_gets_a_mail(one, ndapewa):
    focal = signed_in(ndapewa)
    page = focal.get(one.get_absolute_url()).content.decode()
    mail.outbox.clear()

    focal.post(one.get_absolute_url(), {"state": "corrected", "answer": "It says 2018 now."})

    one.refresh_from_db()
    (sent,) = mail.outbox
    assert ("asha@example.org" in page, one.state, one.decided_by) == (False, "corrected", ndapewa)
    assert (sent.to, "It says 2018 now." in sent.body, PAGE in sent.body) == (["asha@example.org"], True, True)


def test_second_answer_changes_nothing_and_what_was_typed_stays(one, editor, ndapewa):
    actions.answer(one, "kept", "It is right.", by=ndapewa)

    answer = signed_in(editor).post(one.get_absolute_url(), {"state": "corrected", "answer": "My own words"})

    assert (answer.status_code, "My own words" in answer.content.decode()) == (409, True)
    assert Correction.objects.get().answer == "It is right."


def test_address_is_forgotten_thirty_days_after_the_answer(one, editor):
    actions.answer(one, "kept", "It is right.", by=editor)
    forget_reporters()
    assert Correction.objects.get().email
    Correction.objects.update(decided_at=timezone.now() - dt.timedelta(days=31))

    forget_reporters()

    assert Correction.objects.get().email == ""


def test_answer_says_something_and_by_whom(one):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="corrected")


def test_readers_see_how_many_were_answered(client, one, editor):
    actions.answer(one, "kept", "It is right.", by=editor)

    assert "Errors that readers reported: 1; of these answered: 1." in client.get("/en/data/").content.decode()


@pytest.mark.parametrize("rows", [5, 200])
def test_list_costs_the_same_for_many(namibia, ndapewa, editor, rows, django_assert_num_queries):
    Correction.objects.bulk_create(
        Correction(page=PAGE, member=namibia, language="en", wrong="x", digest=str(number)) for number in range(rows)
    )
    officer = signed_in(editor)
    with django_assert_num_queries(8):
        officer.get("/en/desk/corrections/")
