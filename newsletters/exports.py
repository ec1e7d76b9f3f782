"""Editions as columns of a download and as entries of a feed."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wpsnet.exports import Column

EDITIONS = [
    Column("title", _("title"), lambda row: row.title),
    Column("number", _("number"), lambda row: row.number),
    Column("sent", _("sent on"), lambda row: row.issued_at.date()),
    Column("address", _("address"), lambda row: settings.SITE_URL + row.get_absolute_url()),
]
