"""Every page of the sign-in is one of ours: our frame, one main heading, a label for each field, no script in the page."""

import html5lib
import pytest

from tests.signing_in import PASSWORD, code_of, give_app, sign_in

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
SIGNED_OUT = [
    "login",
    "login/code",
    "password/reset",
    "password/reset/done",
    "password/reset/key/1-bad",
    "signup",
    "inactive",
]
SIGNED_IN = ["logout", "email", "password/change", "2fa", "2fa/reauthenticate", "2fa/webauthn", "reauthenticate"]
FRESH = ["2fa/webauthn/add", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/totp/deactivate"]


def check(response):
    page = html5lib.parse(response.content.decode(), namespaceHTMLElements=True)
    named = {label.get("for") for label in page.iter(f"{NAMESPACE}label")}
    fields = [field for tag in ("input", "select", "textarea") for field in page.iter(NAMESPACE + tag)]
    bare = [f.get("name") for f in fields if f.get("type") not in ("hidden", "submit") and f.get("id") not in named]
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    scripts = [s for s in page.iter(f"{NAMESPACE}script") if not s.get("src") and s.get("type") != "application/json"]

    assert response.status_code == 200
    assert "base.html" in [template.name for template in response.templates]
    assert len(list(page.iter(f"{NAMESPACE}h1"))) == 1
    assert page.find(f".//{NAMESPACE}title").text.strip()
    assert (bare, scripts, len(ids) - len(set(ids))) == ([], [], 0)


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_page_before_signing_in(client, db, path):
    check(client.get(f"/en/accounts/{path}/"))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_page_after_signing_in(client, editor, path):
    sign_in(client, editor)

    check(client.get(f"/en/accounts/{path}/"))


@pytest.mark.parametrize("path", FRESH)
def test_page_after_confirming_the_password(client, editor, path):
    sign_in(client, editor)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/en/accounts/2fa/recovery-codes/generate/")

    check(client.get(f"/en/accounts/{path}/"))


def test_page_that_sets_up_an_app(client, ndapewa):
    sign_in(client, ndapewa)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    check(client.get("/en/accounts/2fa/totp/activate/"))


def test_page_that_asks_for_the_code(client, editor):
    give_app(editor)
    client.post("/en/accounts/login/", {"login": editor.email, "password": PASSWORD})

    check(client.get("/en/accounts/2fa/authenticate/"))
    check(client.post("/en/accounts/2fa/authenticate/", {"code": f"{int(code_of(editor)) ^ 1:06}"}))


def test_page_that_asks_for_the_mailed_code(client, ndapewa):
    client.post("/en/accounts/login/code/", {"email": ndapewa.email})

    check(client.get("/en/accounts/login/code/confirm/"))


@pytest.mark.parametrize("path", ["", "account/", "invitations/"])
def test_page_of_the_desk(client, admin, path):
    sign_in(client, admin)

    check(client.get(f"/en/desk/{path}"))


def test_too_many_attempts_get_a_page(client, db):
    for _attempt in range(20):
        client.post("/en/accounts/password/reset/key/1-bad/")

    response = client.post("/en/accounts/password/reset/key/1-bad/")

    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()
