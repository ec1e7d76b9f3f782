"""Prints the session of an editor who has signed in to the database that WPSNET_DATABASE names. Only for measuring."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wpsnet.settings")
django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.contrib.auth import login  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.http import HttpRequest  # noqa: E402

from members.models import User  # noqa: E402

EMAIL = "editor@bench.example"


def session():
    fields = {"name": "Bench", "password": "!", "secretariat": User.Secretariat.EDITOR}
    user, _is_new = User.objects.get_or_create(email=EMAIL, defaults=fields)
    factor = Authenticator.objects.filter(user=user).first() or TOTP.activate(user, generate_totp_secret()).instance
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend="members.adapter.SignInBackend")
    record_authentication(request, user, "mfa", id=factor.pk, type="totp")
    request.session["seen"] = int(time.time()) + 3600  # so that no request of the measurement writes
    request.session.save()
    return request.session.session_key


if __name__ == "__main__":
    print(session())
