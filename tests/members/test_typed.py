import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.signing_in import PASSWORD, code_of, give_app, sign_in

PAGE = "/en/desk/account/"
TYPED = {"name": "Ndapewa Amadhila", "language": "fr", "time_zone": "Africa/Windhoek"}


def sign_in_again(client, user):
    """From the page that the redirect leads to, as a person would."""
    response = client.post(
        f"/en/accounts/login/?next={PAGE}", {"login": user.email, "password": PASSWORD, "next": PAGE}
    )
    if user.secretariat:
        response = client.post("/en/accounts/2fa/authenticate/", {"code": code_of(user)})
    assert response["Location"] == PAGE


@pytest.fixture(params=["ndapewa", "editor"])
def user(request):
    """Without a second factor, and with one."""
    user = request.getfixturevalue(request.param)
    if user.secretariat:
        give_app(user)
    return user


def test_text_typed_into_an_ended_session_is_back_after_signing_in(client, user):
    response = client.post(PAGE, TYPED)
    assert response["Location"] == f"/en/accounts/login/?next={PAGE}"
    name = user.name

    sign_in_again(client, user)
    page = client.get(PAGE)

    assert page.context["form"].data.dict() == TYPED
    assert "has not been saved yet" in page.content.decode()
    user.refresh_from_db()
    assert user.name == name


def test_text_is_given_once_and_only_to_its_page(client, ndapewa):
    client.post(PAGE, TYPED)
    sign_in_again(client, ndapewa)

    assert client.get("/fr/desk/account/").context["form"].is_bound is False
    assert client.get(PAGE).context["form"].is_bound is True
    assert client.get(PAGE).context["form"].is_bound is False


def test_idle_session_of_the_secretariat_loses_no_text(client, editor):
    sign_in(client, editor)
    client.get(PAGE)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=40)):
        client.post(PAGE, TYPED)
        sign_in_again(client, editor)
        page = client.get(PAGE)

    assert page.context["form"].data["name"] == TYPED["name"]


def test_too_long_a_text_is_not_kept_and_says_so(client, db):
    response = client.post(PAGE, TYPED | {"name": "x" * 200_000}, follow=True)

    assert "could not be kept" in response.content.decode()
    assert "typed_text" not in client.session


def test_forged_form_is_not_kept(ndapewa):
    client = Client(enforce_csrf_checks=True)

    response = client.post(PAGE, TYPED)

    assert response.status_code == 403
    assert "typed_text" not in client.session


def test_twenty_texts_a_minute_are_kept(client, db):
    for _number in range(20):
        client.post(PAGE, TYPED)

    response = Client().post(PAGE, TYPED, follow=True)

    assert "could not be kept" in response.content.decode()
