from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.exports import Column

ANSWERS = [
    Column("member", pgettext_lazy("of the network", "member"), lambda fact: fact.member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda fact: fact.member.slug),
    Column("region", _("region"), lambda fact: fact.member.region and fact.member.region.name),
    Column("question", _("question"), lambda fact: fact.get_question_display()),
    Column("answer", _("answer"), lambda fact: fact.get_answer_display()),
    Column("share", _("share in per cent"), lambda fact: fact.share if fact.share is None else float(fact.share)),
    Column("words", _("in words"), lambda fact: fact.words),
    Column("as_of", _("as of"), lambda fact: fact.as_of),
    Column("source", _("source"), lambda fact: fact.cited.title),
    Column("source_address", _("address of the source"), lambda fact: fact.cited.url),
    Column("locator", _("place in the source"), lambda fact: fact.locator),
]
