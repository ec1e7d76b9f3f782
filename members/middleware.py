"""The door: who may come in, how long a session lasts, and what becomes of text typed into an ended one.

All of it happens in `process_view`, so that public pages, which see no session, cost nothing.
"""

import time
from functools import partial
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from members import typed

LONGEST = 12 * 3600
LONGEST_IDLE = 30 * 60  # for the secretariat
NOTED_EVERY = 60  # seconds: a page must not cost a write each time
# What a person of the secretariat reaches while she has no second factor.
SETTING_UP = {"mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "account_reauthenticate"}
# And while she has one, but has not used it in this session.
PASSING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class DoorMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in on every page that is not marked open, and of the secretariat for a second factor.

    It asks the session, not the way in: password, mailed code, reset, invitation and passkey all come through here.
    """

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "is_public_page", False):
            return None
        if not getattr(view, "login_required", True):
            if not view.__module__.startswith("allauth."):  # those need to know who is on her way in or out
                request.user = SimpleLazyObject(partial(known_user, request, request.user))
            return None
        if request.user.is_authenticated and has_lasted_too_long(request.session, request.user):
            logout(request)
        if not request.user.is_authenticated:
            typed.keep(request, view)
            return self.handle_no_permission(request, view)
        request.user.lives_one_request = True  # so that rules.py asks for her posts once
        return None if has_passed(request, request.user) else to_second_factor(request, view)


def known_user(request, user):
    """USER as open pages may know her: nobody, until she may also see the closed ones."""
    known = user.is_authenticated and not has_lasted_too_long(request.session, user) and has_passed(request, user)
    return user if known else AnonymousUser()


def has_lasted_too_long(session, user):
    now = int(time.time())
    began = session.setdefault("began", now)
    idle = now - session.get("seen", now) if user.secretariat else 0
    if user.secretariat and now - session.get("seen", 0) >= NOTED_EVERY:
        session["seen"] = now
    return now - began > LONGEST or idle > LONGEST_IDLE


def has_passed(request, user):
    """Whether a second factor was used in this session, and is still one of hers. Who is not of the secretariat needs none."""
    if not user.secretariat:
        return True
    used = [record["id"] for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    return bool(used) and Authenticator.objects.filter(user=user, pk__in=used).exists()


def to_second_factor(request, view):
    methods = get_adapter().get_reauthentication_methods(request.user)
    factors = [method["url"] for method in methods if method["id"].startswith("mfa_")]
    if request.resolver_match.view_name in (PASSING if factors else SETTING_UP):
        return None
    typed.keep(request, view)
    if factors:
        return redirect(f"{factors[0]}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(request, _("Your post in the secretariat needs a second factor. Set one up to go on."))
    return redirect("mfa_index")
