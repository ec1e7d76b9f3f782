"""What the tests about "still right?" share: an entry, the mail that asks, and its links."""

import datetime as dt
import re
from types import SimpleNamespace

import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.utils import timezone

from members.actions import profile
from tests.signing_in import give_app
from wpsnet.outbox import sending


def come_in(client, user):
    """Give CLIENT a session of USER, of the secretariat, as if she had just used both factors."""
    client.force_login(user, backend="members.adapter.SignInBackend")
    session = client.session
    record_authentication(SimpleNamespace(session=session), user, "mfa", id=give_app(user).pk)
    session.save()
    return client


def on(days):
    """As if so many DAYS had passed."""
    return time_machine.travel(timezone.now() + dt.timedelta(days=days))


def publish(member, by, words="The ministry leads.", days=-7):
    """Publish WORDS as the next revision of MEMBER's entry, DAYS from today."""
    with on(days):
        version = profile._draft_of(member, by).version
        profile.save_draft(member, {"setup": {"en": words}}, version=version, by=by)
        return profile.publish(member, version=version + 1, by=by)


def send(mailoutbox):
    """Send what the outbox holds; returns the mails by address."""
    mailoutbox.clear()
    sending.drain()
    return {message.to[0]: message for message in mailoutbox}


def links(message):
    """The paths of the links in MESSAGE, by purpose."""
    found = re.findall(r"http://localhost:\d+(/\S+)", message.body)
    names = {"still-right": "still_right", "not-right": "not_right", "hand-over": "hand_over"}
    return {names[path.split("/")[2]]: path for path in found if path.split("/")[2] in names}
