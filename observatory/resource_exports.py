"""Resources as columns of a download."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from observatory.models import Resource
from wpsnet.exports import Column
from wpsnet.languages import pick, texts_of


def slugs(records):
    return " ".join(sorted(record.slug for record in records))


RESOURCES = [
    Column("title", _("title"), lambda row: row.title),
    Column("language", _("language of the words in this file"), lambda row: pick(texts_of(row, "title"))[1]),
    Column("kind", _("kind"), lambda row: row.kind, Resource.Kind.choices),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda row: row.member.slug),
    Column("country", _("country or organization"), lambda row: row.member.name),
    Column("about", _("codes of others that it is about"), lambda row: slugs(row.about.all())),
    Column("made", _("date"), lambda row: row.made),
    Column("themes", _("themes"), lambda row: slugs(row.themes.all())),
    Column("languages", _("languages in which it can be read"), lambda row: " ".join(row.languages)),
    Column("summary", _("summary"), lambda row: row.summary),
    Column("measures", _("measures of a good practice"), lambda row: " ".join(row.measures), Resource.Measure.choices),
    Column("done", _("what was done"), lambda row: row.done),
    Column("result", _("what came of it"), lambda row: row.result),
    Column("cost", _("what it cost"), lambda row: row.cost),
    Column("conditions", _("what it takes"), lambda row: row.conditions),
    Column("url", _("address on the web"), lambda row: row.url),
    Column("link_state", _("state of the link"), lambda row: row.link_state, Resource.Link.choices),
    Column("source", _("key of the source"), lambda row: row.source.key),
    Column("source_title", _("title of the source"), lambda row: row.source.title),
    Column("source_address", _("address of the source"), lambda row: row.source.url),
    Column("address", _("address"), lambda row: settings.SITE_URL + row.get_absolute_url()),
]
