from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.bureau import place_of
from wpsnet.exports import Column


def bureau_columns(year):
    """The bureau as seen from YEAR."""
    return [
        Column("year", _("year"), lambda term: term.year),
        Column("member", pgettext_lazy("of the network", "member"), lambda term: term.member.name),
        Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda term: term.member.slug),
        Column("role", _("role"), lambda term: term.get_role_display()),
        Column("place", _("place in the bureau on the day"), lambda term: str(place_of(term, year))),
        Column("note", _("note"), lambda term: term.note),
        Column("sources", _("sources"), lambda term: "; ".join(source["title"] for source in term.cited)),
        Column(
            "addresses", _("addresses of the sources"), lambda term: " ".join(source["url"] for source in term.cited)
        ),
    ]
