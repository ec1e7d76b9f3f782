"""Some things are done only by somebody who has just shown that it is she."""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

SECOND_FACTOR = "mfa"


def is_fresh(request, method=None):
    """Whether she has shown in the last five minutes, by METHOD or in any way, that it is she."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if method in (None, record["method"])]
    return bool(times) and time.time() - max(times) < REAUTHENTICATION_TIMEOUT


def fresh(back, method=None):
    """Before the marked view changes anything, ask who is there, unless that is just known; she then finds herself on the
    page BACK, where the button is."""

    def mark(view):
        @wraps(view)
        def asking(request, *args, **kwargs):
            if request.method != "POST" or is_fresh(request, method):
                return view(request, *args, **kwargs)
            return ask(request, method or "", reverse(back, args=args, kwargs=kwargs))

        return asking

    return mark


def ask(request, method, back):
    """To the page that asks for password or second factor; whoever has neither signs in again."""
    ways = [way["url"] for way in get_adapter().get_reauthentication_methods(request.user) if method in way["id"]]
    if not ways:
        logout(request)
    messages.info(request, _("Nothing has been changed yet. Show that it is you, then press the button once more."))
    return redirect(f"{ways[0] if ways else reverse('account_login')}?{urlencode({'next': back})}")
