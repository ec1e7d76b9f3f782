"""Addresses for machines: is it alive, is it ready, what may be crawled, whom to tell about a weakness."""

import datetime as dt

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wpsnet.models import Delivery, Heartbeat
from wpsnet.public_cache import client

OLDEST_BEAT = dt.timedelta(seconds=90)  # three periods of the sweep
OLDEST_MAIL = dt.timedelta(minutes=10)


@login_not_required
@require_safe
def healthz(request):
    """Alive: this process answers. Asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request):
    """Ready: database, store, scheduler and outbox are well. 503 with the reason by name where one is not."""
    checks = {name: check() for name, check in CHECKS.items()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _store():
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


def _scheduler():
    try:
        return Heartbeat.objects.filter(name="sweep", at__gt=timezone.now() - OLDEST_BEAT).exists()
    except DatabaseError:
        return False


def _outbox():
    """Mail is overdue only where none has gone out meanwhile: a long mailing takes its time."""
    since = timezone.now() - OLDEST_MAIL
    try:
        overdue = Delivery.objects.due(since).filter(created_at__lt=since).exists()
        return not overdue or Delivery.objects.filter(sent_at__gt=since).exists()
    except DatabaseError:
        return False


CHECKS = {"database": _database, "store": _store, "scheduler": _scheduler, "outbox": _outbox}


@login_not_required
@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /*?*format=",
        "Disallow: /*/accounts/",
        "Disallow: /*/desk/",
        "Disallow: /*/contacts/",
    ]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]), content_type="text/plain")


@login_not_required
@require_safe
def security_txt(request):
    """RFC 9116."""
    expires = (timezone.now() + dt.timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [
        f"Contact: mailto:{settings.SECRETARIAT_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: en, fr, es, ar, ru, zh",
    ]
    return HttpResponse(
        "\n".join([*lines, f"Canonical: {settings.SITE_URL}/.well-known/security.txt", ""]), content_type="text/plain"
    )
