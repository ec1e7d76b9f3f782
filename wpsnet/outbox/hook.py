"""Where a mail provider, or the mail server of the return path, posts what came back.

A provider that django-anymail knows posts to its own address, where MAIL_PROVIDER names it. Anybody else signs the body with
RETURNS_KEY: X-Signature holds its HMAC-SHA256, in hexadecimal. A mail goes as message/rfc822, events as JSON with the names
of django-anymail. Posted twice, it is taken once.
"""

import hashlib
import hmac
import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wpsnet.outbox import returns

MOST_BYTES, MOST_EVENTS = 2_000_000, 1000


@login_not_required
@csrf_exempt
@require_POST
def hook(request):
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return said("Too large. Nothing was taken.", 413)
    body = request.body
    if not is_signed(body, request.headers.get("X-Signature", "")):
        return said("The signature is not right. Nothing was taken.", 403)
    if request.content_type == "message/rfc822":
        return said(f"{int(returns.take_mail(body))} taken")
    if request.content_type != "application/json":
        return said("Send message/rfc822 or application/json. Nothing was taken.", 415)
    events = events_in(body)
    if events is None:
        return said("This is not a list of events. Nothing was taken.", 400)
    return said(f"{sum(map(returns.take_event, events))} taken")


def provider_hooks():
    """The address at which the mail provider tells what became of mails; none where mail goes by SMTP."""
    if not settings.MAIL_PROVIDER:
        return []
    from anymail import signals, urls  # noqa: PLC0415  brings an HTTP client that few portals need

    signals.tracking.connect(take_provider_event, dispatch_uid="wpsnet.outbox")
    found = [one for one in urls.urlpatterns if one.name == f"{settings.MAIL_PROVIDER}_tracking_webhook"]
    for one in found:
        login_not_required(one.callback)  # it asks for WEBHOOK_SECRET itself
    return found


def take_provider_event(sender, event, esp_name, **kwargs):
    parts = ("event_type", "event_id", "message_id", "metadata", "recipient", "timestamp")
    parts += ("reject_reason", "mta_response", "description")
    returns.take_event({"provider": esp_name} | {part: getattr(event, part) for part in parts})


def is_signed(body, signature):
    if not settings.RETURNS_KEY:
        return False
    right = hmac.digest(settings.RETURNS_KEY.encode(), body, hashlib.sha256).hex()
    return hmac.compare_digest(right.encode(), signature.removeprefix("sha256=").encode())


def events_in(body):
    """The events; None where it is something else."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    events = told if isinstance(told, list) else [told]
    if len(events) > MOST_EVENTS or not all(isinstance(event, dict) for event in events):
        return None
    return events


def said(words, status=200):
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
