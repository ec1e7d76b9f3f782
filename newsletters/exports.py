"""Editions and subscribers, each with its consent, as columns of a download."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wpsnet.exports import Column


def consents(subscriber):
    """“newsletter, 2026-11-02, collected at a conference, by the secretariat”, one after the other."""
    return "; ".join(
        ", ".join(filter(None, [one.what, one.given_on.isoformat(), one.how or one.way, one.collected_by]))
        for one in subscriber.consents.all()
    )


EDITIONS = [
    Column("title", _("title"), lambda row: row.title),
    Column("number", _("number"), lambda row: row.number),
    Column("sent", _("sent on"), lambda row: row.issued_at.date()),
    Column("address", _("address"), lambda row: settings.SITE_URL + row.get_absolute_url()),
]
SUBSCRIBERS = [
    Column("email", _("e-mail address"), lambda row: row.email),
    Column("language", _("language"), lambda row: row.language),
    Column("newsletter", _("newsletter"), lambda row: "yes" if row.is_active and row.newsletter else "no"),
    Column("digest", _("digest"), lambda row: "yes" if row.is_active and row.digest else "no"),
    Column("follows", _("how much it follows"), lambda row: row.follow_count),
    Column("asked_on", _("asked on"), lambda row: row.asked_at.date().isoformat()),
    Column("confirmed_on", _("confirmed on"), lambda row: row.confirmed_at and row.confirmed_at.date().isoformat()),
    Column("left_on", _("left on"), lambda row: row.left_at and row.left_at.date().isoformat()),
    Column("consent", _("consent"), consents),
]
