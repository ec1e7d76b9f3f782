"""Everybody with an account: who is found, what an administrator may do, and what nobody may."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from members import filling
from members.actions import people as actions
from members.models import User
from tests.conftest import person
from tests.signing_in import sign_in

PEOPLE = "/en/desk/people/"


@pytest.fixture
def signed_in(client, admin):
    sign_in(client, admin)
    return client


def page_of(someone):
    return f"{PEOPLE}{someone.pk}/"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("who=NDAPEWA", ["Ndapewa Shikongo"]),
        ("secretariat=editor", ["Leila Haddad"]),
        ("secretariat=none&post=no", ["Nobody Yet"]),
        ("post=yes", ["Ndapewa Shikongo"]),
        ("at_risk=yes", ["Nobody Yet"]),
        ("signed_in=no&is_active=no", ["Nobody Yet"]),
        ("signed_in=yes", ["Mei Tan"]),
    ],
)
def test_filters(signed_in, ndapewa, editor, query, names):
    person("nobody@example.org", "Nobody Yet", at_risk=True, is_active=False)

    assert [one.name for one in signed_in.get(f"{PEOPLE}?{query}").context["page"]] == names


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow(signed_in, db, rows, django_assert_num_queries):
    filling.fill(rows, rows)
    someone = User.objects.filter(email__endswith=filling.DOMAIN).first()
    signed_in.get(PEOPLE)

    with django_assert_num_queries(6):
        signed_in.get(PEOPLE)
    with django_assert_num_queries(7):
        signed_in.get(page_of(someone))


def test_list_of_addresses_is_no_download(signed_in):
    assert signed_in.get(PEOPLE, {"format": "csv"}).status_code == 404


@pytest.mark.parametrize("post", ["editor", ""])
def test_post_is_changed_or_ended_and_rights_go_with_it(signed_in, editor, post):
    other = person("second@example.org", "Second", secretariat="admin")
    client = Client()
    sign_in(client, other)

    signed_in.post(f"{page_of(other)}post/", {"post": post})

    assert client.get(PEOPLE).status_code == 403
    assert other.history.order_by("pgh_id").last().secretariat == post


def test_new_people_of_the_secretariat_are_invited(signed_in, ndapewa):
    assert signed_in.post(f"{page_of(ndapewa)}post/", {"post": "admin"}).status_code == 403
    assert User.objects.get(pk=ndapewa.pk).secretariat == ""


@pytest.mark.parametrize(("button", "data"), [("post/", {"post": ""}), ("active/", {"on": "no"})])
def test_own_account_is_for_another_administrator(signed_in, admin, button, data):
    response = signed_in.post(f"{page_of(admin)}{button}", data)

    admin.refresh_from_db()
    assert (response.status_code, admin.secretariat, admin.is_active) == (403, "admin", True)
    assert "Ask another administrator" in response.content.decode()


@pytest.mark.parametrize(
    ("button", "data"), [("post/", {"post": "x"}), ("active/", {}), ("protection/", {"on": "maybe"})]
)
def test_bad_input_changes_nothing(signed_in, editor, button, data):
    assert signed_in.post(f"{page_of(editor)}{button}", data).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one(admin):
    other = person("second@example.org", "Second", secretariat="admin")
    start, refused = threading.Barrier(2), []

    def end(someone, by):
        start.wait()
        try:
            actions.set_secretariat_post(someone, "", by=by)
        except actions.LastAdministrator:
            refused.append(someone)
        finally:
            connection.close()

    pairs = [(admin, other), (other, admin)]
    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), User.objects.filter(secretariat="admin").count()) == (1, 1)


def test_switching_off_ends_sessions_and_rights_and_on_gives_them_back(signed_in, ndapewa):
    client = Client()
    sign_in(client, ndapewa)

    signed_in.post(f"{page_of(ndapewa)}active/", {"on": "no"})

    assert client.get("/en/desk/").status_code == 302
    signed_in.post(f"{page_of(ndapewa)}active/", {"on": "yes"})
    sign_in(client, User.objects.get(pk=ndapewa.pk))
    assert client.get("/en/members/NAM/edit/").status_code == 200


def test_mark_takes_the_name_from_the_public_page_at_once(signed_in, ndapewa, django_capture_on_commit_callbacks):
    ndapewa.appointments.update(show_name="public")
    page = "/en/countries/NAM/"
    assert ndapewa.name in Client().get(page).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(f"{page_of(ndapewa)}protection/", {"on": "yes"})

    assert ndapewa.name not in Client().get(page, {"again": "1"}).content.decode()
    assert User.objects.get(pk=ndapewa.pk).at_risk


def test_kept_page_is_stale_once_somebody_is_marked(ndapewa, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.set_at_risk(ndapewa, True)

    assert any(callback.__name__ == "_next_generation" for callback in callbacks)


def test_all_her_sessions_end(signed_in, ndapewa):
    here, there = Client(), Client()
    for one in (here, there):
        sign_in(one, ndapewa)

    signed_in.post(f"{page_of(ndapewa)}sessions/", {"on": "no"})

    assert [one.get("/en/desk/").status_code for one in (here, there)] == [302, 302]
    assert signed_in.get("/en/desk/").status_code == 200


@pytest.mark.parametrize(
    ("button", "data"),
    [("post/", {"post": ""}), ("protection/", {"on": "yes"}), ("erase/", {"sure": "on"}), ("active/", {"on": "no"})],
)
def test_second_factor_must_be_fresh(signed_in, editor, button, data):
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        response = signed_in.post(f"{page_of(editor)}{button}", data)

    editor.refresh_from_db()
    assert response["Location"].startswith("/en/accounts/2fa/reauthenticate/?next=%2Fen%2Fdesk%2Fpeople%2F")
    assert (editor.secretariat, editor.at_risk, editor.is_active, editor.name) == (
        "editor",
        False,
        True,
        "Leila Haddad",
    )


def test_person_marks_herself_and_takes_it_back(client, ndapewa):
    sign_in(client, ndapewa)

    marks = []
    for on in ("yes", "yes", "no"):
        client.post("/en/desk/account/protection/", {"on": on})
        marks.append(User.objects.get(pk=ndapewa.pk).at_risk)

    assert marks == [True, True, False]
    assert client.post("/en/desk/account/protection/", {"on": "perhaps"}).status_code == 400
