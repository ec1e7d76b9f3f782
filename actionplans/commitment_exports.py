"""Commitments as columns of a download."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actionplans.models import Commitment, Outcome
from wpsnet.exports import Column
from wpsnet.languages import pick, texts_of

COMMITMENTS = [
    Column("words", _("what was promised"), lambda row: row.words),
    Column("language", _("language of the words in this file"), lambda row: pick(texts_of(row, "words"))[1]),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda row: row.member.slug),
    Column("country", _("country or organization"), lambda row: row.member.name),
    Column("level", _("level"), lambda row: row.level, Commitment.Level.choices),
    Column("made", _("made on"), lambda row: row.made),
    Column("occasion", _("occasion"), lambda row: row.occasion),
    Column("due", _("due"), lambda row: row.due),
    Column(
        "outcome",
        _("how far it was met, as last told; empty where no update was given"),
        lambda row: row.outcome,
        Outcome.choices,
    ),
    Column("outcome_year", _("year of the last follow-up"), lambda row: row.told_year),
    Column("source", _("key of the source"), lambda row: row.source.key),
    Column("source_title", _("title of the source"), lambda row: row.source.title),
    Column("source_address", _("address of the source"), lambda row: row.source.url),
    Column("locator", _("place in the source"), lambda row: row.locator),
    Column("address", _("address"), lambda row: settings.SITE_URL + row.get_absolute_url()),
]
