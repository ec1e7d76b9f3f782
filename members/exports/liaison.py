from django.utils.translation import gettext_lazy as _

from wpsnet.exports import Column

LIAISON = [
    Column("partner", _("partner"), lambda entry: entry.member.name),
    Column("code", _("address of the entry"), lambda entry: entry.member.slug),
    Column("kind", _("kind"), lambda entry: entry.get_kind_display()),
    Column("on", _("day"), lambda entry: entry.on.isoformat()),
    Column("words", _("what was said"), lambda entry: entry.words),
    Column("next_step", _("next step"), lambda entry: entry.next_step),
    Column("next_on", _("next step by"), lambda entry: entry.next_on and entry.next_on.isoformat()),
    Column("done_on", _("done on"), lambda entry: entry.done_at and entry.done_at.date().isoformat()),
    Column("written_by", _("written by"), lambda entry: entry.written_by.name),
]
