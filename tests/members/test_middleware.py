import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone

from members.middleware import DoorMiddleware
from tests.signing_in import PASSWORD, code_of, give_app, sign_in

LOGIN, SET_UP, PASS = "/en/accounts/login/", "/en/accounts/2fa/", "/en/accounts/2fa/reauthenticate/"


def later(**span):
    return time_machine.travel(timezone.now() + dt.timedelta(**span))


@pytest.fixture
def one_factor(client, editor):
    """The editor has no second factor yet, and has signed in by password."""
    client.post(LOGIN, {"login": editor.email, "password": PASSWORD})
    return client


PROTECTED = ["/en/desk/", "/en/desk/account/", "/en/accounts/password/change/", "/en/accounts/email/"]


@pytest.mark.parametrize("page", PROTECTED)
def test_one_factor_opens_no_room_of_the_secretariat(one_factor, page):
    assert one_factor.get(page)["Location"] == SET_UP


def test_set_up_then_code_opens_the_rooms(one_factor, editor):
    activate = one_factor.get("/en/accounts/2fa/totp/activate/", follow=True)
    assert activate.redirect_chain[-1][0].startswith("/en/accounts/reauthenticate/")
    one_factor.post(activate.redirect_chain[-1][0], {"password": PASSWORD})
    secret = one_factor.get("/en/accounts/2fa/totp/activate/").context["form"].secret
    one_factor.post("/en/accounts/2fa/totp/activate/", {"code": code_of(editor, secret)})
    assert one_factor.get("/en/desk/")["Location"] == f"{PASS}?next=%2Fen%2Fdesk%2F"

    response = one_factor.post(f"{PASS}?next=/en/desk/", {"code": code_of(editor), "next": "/en/desk/"})

    assert response["Location"] == "/en/desk/"
    assert one_factor.get("/en/desk/").status_code == 200


def test_who_has_a_factor_cannot_add_another_before_using_it(one_factor, editor):
    give_app(editor)

    for page in ("webauthn/add/", "recovery-codes/", "totp/deactivate/", ""):
        assert one_factor.get(f"{SET_UP}{page}")["Location"].startswith(PASS)


def test_removed_factor_counts_no_longer(client, editor):
    sign_in(client, editor)
    Authenticator.objects.filter(user=editor).delete()

    assert client.get("/en/desk/")["Location"] == SET_UP


def test_new_post_in_the_secretariat_asks_on_the_next_request(client, ndapewa):
    sign_in(client, ndapewa)
    ndapewa.secretariat = "editor"
    ndapewa.save()

    assert client.get("/en/desk/")["Location"] == SET_UP


def test_deactivated_person_is_out_on_the_next_request(client, ndapewa):
    sign_in(client, ndapewa)
    ndapewa.is_active = False
    ndapewa.save()

    assert client.get("/en/desk/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_idle_session_of_the_secretariat_ends(client, editor, minutes, status):
    sign_in(client, editor)
    client.get("/en/desk/")

    with later(minutes=minutes):
        assert client.get("/en/desk/").status_code == status


def test_visits_keep_the_session_of_the_secretariat_alive(client, editor):
    sign_in(client, editor)
    client.get("/en/desk/")

    for minutes in (20, 40, 60):
        with later(minutes=minutes):
            assert client.get("/en/desk/").status_code == 200


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 302)])
def test_no_session_lasts_longer_than_a_day_of_work(client, ndapewa, hours, status):
    sign_in(client, ndapewa)
    client.get("/en/desk/")
    with later(hours=6):
        client.get("/en/desk/account/")

    with later(hours=hours):
        assert client.get("/en/desk/").status_code == status


def test_open_page_does_not_know_who_has_not_passed(rf, editor):
    @login_not_required
    def page(request):
        return HttpResponse(str(request.user))

    request = rf.get("/")
    request.user, request.session = editor, {}
    DoorMiddleware(page).process_view(request, page, (), {})

    assert not request.user.is_authenticated


def test_public_page_costs_no_query(client, ndapewa, django_assert_num_queries):
    sign_in(client, ndapewa)

    with django_assert_num_queries(0):
        client.get("/en/plans/how-status-works/")


def test_signing_out_is_possible_with_one_factor(one_factor):
    one_factor.post("/en/accounts/logout/")

    assert one_factor.get("/en/desk/")["Location"].startswith(LOGIN)
