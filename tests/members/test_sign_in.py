import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from tests.signing_in import PASSWORD, code_of, give_app, sign_in

LOGIN, AUTHENTICATE = "/en/accounts/login/", "/en/accounts/2fa/authenticate/"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def half_way(client, editor):
    """The editor, after her password and before her code."""
    give_app(editor)
    response = client.post(LOGIN, {"login": editor.email, "password": PASSWORD})
    assert response["Location"] == AUTHENTICATE
    return client


def ask_for_code(client, email):
    client.post("/en/accounts/login/code/", {"email": email})
    return re.search(r"^\d{3}-\d{3}-\d{3}$", mail.outbox[-1].body, re.M)[0]


def test_password_leads_to_the_desk(client, ndapewa):
    response = sign_in(client, ndapewa)

    assert response["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_mailed_code_leads_to_the_desk(client, ndapewa):
    code = ask_for_code(client, ndapewa.email)

    response = client.post("/en/accounts/login/code/confirm/", {"code": f"\u200f {code.translate(ARABIC)}"})

    assert response["Location"] == "/en/desk/"


def test_mailed_code_is_not_enough_for_the_secretariat(client, editor):
    give_app(editor)
    code = ask_for_code(client, editor.email)

    response = client.post("/en/accounts/login/code/confirm/", {"code": code})

    assert response["Location"] == AUTHENTICATE
    assert client.get("/en/desk/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize("write", [str, lambda code: code.translate(ARABIC), lambda code: f" {code[:3]} {code[3:]}"])
def test_codes_work_the_first_time_as_people_write_them(half_way, editor, write):
    response = half_way.post(AUTHENTICATE, {"code": write(code_of(editor))})

    assert response["Location"] == "/en/desk/"


@pytest.mark.parametrize("write", [str, lambda code: code.translate(ARABIC), lambda code: f"{code[:3]} {code[3:]}"])
def test_a_code_is_taken_once(half_way, editor, write):
    code = code_of(editor)
    half_way.post(AUTHENTICATE, {"code": code})
    other = Client()
    other.post(LOGIN, {"login": editor.email, "password": PASSWORD})

    response = other.post(AUTHENTICATE, {"code": write(code)})

    assert response.status_code == 200
    assert "Incorrect code" in response.content.decode()


def test_recovery_code_replaces_the_app_once(client, editor):
    sign_in(client, editor)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/en/accounts/2fa/recovery-codes/generate/")
    code = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]

    first, second = Client(), Client()
    for one in (first, second):
        one.post(LOGIN, {"login": editor.email, "password": PASSWORD})

    assert first.post(AUTHENTICATE, {"code": code}).status_code == 302
    assert second.post(AUTHENTICATE, {"code": code}).status_code == 200


def test_seeds_are_sealed_in_the_database(client, editor):
    sign_in(client, editor)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/en/accounts/2fa/recovery-codes/generate/")

    kept = [factor.data.get("secret") or factor.data["seed"] for factor in Authenticator.objects.all()]

    assert [text[:5] for text in kept] == ["gAAAA", "gAAAA"]


def test_factors_do_not_carry_over_to_the_next_person(client, admin, editor):
    sign_in(client, editor)
    client.post("/en/accounts/logout/")
    client.post(LOGIN, {"login": admin.email, "password": PASSWORD})

    assert client.get("/en/desk/")["Location"] == "/en/accounts/2fa/"


def test_session_gets_a_new_key_at_sign_in(client, ndapewa):
    client.post(LOGIN, {"login": ndapewa.email, "password": "wrong"})
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key

    sign_in(client, ndapewa)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize("email", ["ndapewa@example.org", "nobody@example.org"])
def test_wrong_password_says_the_same_to_all(client, ndapewa, email):
    response = client.post(LOGIN, {"login": email, "password": "wrong"})

    assert "are not correct" in response.content.decode()
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("page", "field"),
    [("password/reset/", "email"), ("login/code/", "email"), ("login/", "login")],
)
def test_known_and_unknown_addresses_get_the_same_answer(ndapewa, page, field):
    answers = []
    for email in ("ndapewa@example.org", "nobodyy@example.org"):
        response = Client().post(f"/en/accounts/{page}", {field: email, "password": "wrong"}, follow=True)
        plain = re.sub(r"value=\"\w{64}\"", "", response.content.decode()).replace(email, "")
        answers.append((response.redirect_chain, plain))

    assert answers[0] == answers[1]


def test_sixth_wrong_password_is_not_looked_at(client, ndapewa):
    for _attempt in range(5):
        client.post(LOGIN, {"login": ndapewa.email, "password": "wrong"})

    response = client.post(LOGIN, {"login": ndapewa.email, "password": PASSWORD})

    assert "Too many failed login attempts" in response.content.decode()


def test_sign_up_is_closed(client, db):
    response = client.get("/en/accounts/signup/")

    assert "by invitation only" in response.content.decode()


# --- Mails ----------------------------------------------------------------------------------------------------------


def test_mails_are_in_the_persons_language_with_our_own_links(client, ndapewa):
    ndapewa.language = "fr"
    ndapewa.save()

    client.post("/en/accounts/password/reset/", {"email": ndapewa.email}, HTTP_HOST="127.0.0.1")

    assert f"{settings.SITE_URL}/fr/accounts/password/reset/key/" in mail.outbox[0].body
    assert "127.0.0.1" not in mail.outbox[0].body
    assert "mot de passe" in mail.outbox[0].subject


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "evil.example:8000"]
)
def test_foreign_hosts_reach_no_mail(client, ndapewa, header, host):
    response = client.post("/en/accounts/password/reset/", {"email": ndapewa.email}, **{header: host})

    assert response.status_code == (400 if header == "HTTP_HOST" else 302)
    assert not [message for message in mail.outbox if "evil" in message.body]


def test_reset_link_works_once_and_for_an_hour(client, ndapewa):
    client.post("/en/accounts/password/reset/", {"email": ndapewa.email})
    link = re.search(r"http://localhost:\d+(/\S+)", mail.outbox[0].body)[1]
    new = {"password1": "a long new sentence", "password2": "a long new sentence"}

    with time_machine.travel(time.time() + 3700):
        assert "password reset link was invalid" in client.get(link, follow=True).content.decode()
    form = client.get(link)["Location"]
    assert client.post(form, new).status_code == 302
    assert "password reset link was invalid" in Client().get(link, follow=True).content.decode()
    sign_in(client, ndapewa, "a long new sentence")


def test_new_password_ends_the_other_sessions(client, ndapewa):
    other = Client()
    sign_in(client, ndapewa)
    sign_in(other, ndapewa)
    new = {"oldpassword": PASSWORD, "password1": "a long new sentence", "password2": "a long new sentence"}

    client.post("/en/accounts/password/change/", new)

    assert client.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_to_no_other_site(client, ndapewa, target):
    response = client.post(LOGIN, {"login": ndapewa.email, "password": PASSWORD, "next": target})

    assert response["Location"] == "/en/desk/"


def test_sign_out_leaves_no_session(client, ndapewa):
    sign_in(client, ndapewa)

    client.post("/en/accounts/logout/")

    assert [row.get_decoded().get("_auth_user_id") for row in Session.objects.all()] in ([], [None])
