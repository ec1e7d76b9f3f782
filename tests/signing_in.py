"""Signing in as a person does: password, then, for the secretariat, a code of an authenticator app."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from wpsnet.seal import unseal

PASSWORD = "correct horse battery"


def give_app(user):
    """Set up an authenticator app for USER."""
    return TOTP.activate(user, generate_totp_secret()).instance


def code_of(user, secret=None):
    """The six digits that USER's app shows now."""
    secret = secret or unseal(Authenticator.objects.get(user=user, type="totp").data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user, password=PASSWORD):
    """Sign USER in through the pages. The code may have been used a moment ago by the same person in another client."""
    if user.secretariat and not Authenticator.objects.filter(user=user).exists():
        give_app(user)
    response = client.post("/en/accounts/login/", {"login": user.email, "password": password})
    if user.secretariat:
        cache.clear()
        response = client.post("/en/accounts/2fa/authenticate/", {"code": code_of(user)})
    assert response.status_code == 302, response.content.decode()
    return response


def signed_in(user):
    """A client in which USER is signed in."""
    client = Client()
    sign_in(client, user)
    return client
