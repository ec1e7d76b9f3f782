"""What a digest says in one language, as plain values that can be kept as JSON."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from newsletters import news
from newsletters.models import Novelty

MOST_OF_A_KIND = 12
LISTS = {
    "event": "actionplans:list",
    "document": "actionplans:documents",
    "meeting": "meetings:list",
    "statement": "meetings:statements",
    "point": "meetings:action_points",
    "report": "meetings:action_points",
}


def novelties(digest):
    return Novelty.objects.filter(pk__gt=digest.after, pk__lte=digest.upto)


def has_news(digest):
    """Whether anything of what was new is still public."""
    return any(
        kind.rows().filter(pk__in=novelties(digest).filter(kind=name).values("record")).exists()
        for name, kind in news.KINDS.items()
    )


def words(digest, language):
    with override(language):
        last = digest.until - dt.timedelta(days=1)
        return {
            "first": date_format(digest.first),
            "last": date_format(last),
            "sections": [section for name in news.KINDS if (section := of_kind(digest, name))],
            "web": settings.SITE_URL + reverse("observatory:home"),
        }


def of_kind(digest, name):
    """The newest of one kind, and how many more there are; None where there is none."""
    kind = news.KINDS[name]
    rows = kind.rows().filter(pk__in=novelties(digest).filter(kind=name).values("record"))
    count = rows.count()
    if not count:
        return None
    newest = rows.order_by("-pk")[:MOST_OF_A_KIND]
    return {
        "name": str(kind.label),
        "news": [news.line(kind, row) for row in newest],
        "more": max(0, count - MOST_OF_A_KIND),
        "address": settings.SITE_URL + reverse(LISTS[name]),
    }
