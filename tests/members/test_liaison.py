"""The liaison log: what the secretariat and its partners said, and what comes next."""

import datetime as dt

import pytest
from django.test import Client

from members.models import LiaisonEntry, Member
from tests.signing_in import sign_in
from wpsnet.desk import waiting_for

LOG = "/en/desk/liaison/"
TODAY = dt.date.today()


@pytest.fixture
def partner(db):
    return Member.objects.create(kind="partner_network", slug="awln", name_en="African Women Leaders Network")


@pytest.fixture
def officer(client, editor):
    sign_in(client, editor)
    return client


def a_contact(partner, by, **fields):
    facts = {"kind": "call", "on": TODAY, "words": "We spoke."}
    return LiaisonEntry.objects.create(member=partner, written_by=by, **(facts | fields))


def posted(partner, **change):
    return {"member": partner.pk, "kind": "call", "on": TODAY.isoformat(), "words": "We spoke."} | change


def steps(user):
    return [item.title for item in waiting_for(user) if "/liaison/" in item.url]


def test_contact_is_written_down_and_corrected(officer, partner, editor):
    officer.post(f"{LOG}add/", posted(partner, next_step="Send the plan", next_on=TODAY.isoformat()))
    entry = LiaisonEntry.objects.get()

    officer.post(f"{LOG}{entry.pk}/", posted(partner, words="We spoke long."))

    entry.refresh_from_db()
    assert (entry.words, entry.written_by, entry.history.count()) == ("We spoke long.", editor, 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "2999-01-01"}, "on"),
        ({"on": "soon"}, "on"),
        ({"words": ""}, "words"),
        ({"member": 0}, "member"),
        ({"next_on": "2030-01-01"}, "__all__"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(officer, partner, change, field):
    answer = officer.post(f"{LOG}add/", posted(partner, **change))

    assert (answer.status_code, list(answer.context["form"].errors), LiaisonEntry.objects.count()) == (400, [field], 0)


def test_next_step_waits_until_it_is_done(officer, partner, editor, selma):
    entry = a_contact(partner, editor, next_step="Send the plan", next_on=TODAY)
    a_contact(partner, editor, next_step="Later", next_on=TODAY + dt.timedelta(days=9))
    assert steps(editor) == ["African Women Leaders Network: Send the plan"]
    assert steps(selma) == []

    answers = [officer.post(f"{LOG}{entry.pk}/done/", follow=True).content.decode() for _time in range(2)]

    assert steps(editor) == []
    assert ["The next step is done." in answers[0], "Nothing was open here any more." in answers[1]] == [True, True]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("steps=open", {"b", "c"}),
        ("steps=due", {"b"}),
        ("steps=done", {"d"}),
        ("kind=mail", {"a"}),
        ("partner=other", {"c"}),
    ],
)
def test_filters(officer, partner, editor, query, found):
    other = Member.objects.create(kind="partner_network", slug="other", name_en="Other")
    a_contact(partner, editor, words="a", kind="mail")
    a_contact(partner, editor, words="b", next_step="x", next_on=TODAY)
    a_contact(other, editor, words="c", next_step="x")
    a_contact(partner, editor, words="d", next_step="x", done_at=dt.datetime.now(dt.UTC))

    rows = officer.get(f"{LOG}?format=json&{query}").json()["rows"]

    assert {row["words"] for row in rows} == found


def test_download_holds_no_formula(officer, partner, editor):
    a_contact(partner, editor, words="=1+1")

    assert "'=1+1" in officer.get(f"{LOG}?format=csv").getvalue().decode()


@pytest.mark.parametrize("path", ["", "add/", "1/"])
def test_log_is_the_secretariats_own(client, selma, path):
    sign_in(client, selma)

    assert client.get(LOG + path).status_code == 403
    assert Client().get(LOG + path).status_code == 302


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(officer, partner, editor, rows, django_assert_num_queries):
    for number in range(rows):
        a_contact(partner, editor, words=str(number), next_step="x", next_on=TODAY)
    officer.get(LOG)

    with django_assert_num_queries(6):
        officer.get(LOG)
