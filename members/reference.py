"""The files that fill this app's models."""

from members.models import BureauTerm, Circle, Fact, Member, OrganisationMembership, Region
from wpsnet.languages import CODES, column
from wpsnet.reference import Table, tables

TEXTS = {column("text", code): code for code in CODES}
FOUND_ON = "2026-11-23T00:00:00Z"  # when the answers in the file were gathered: readers see them from then on


def texts(cells, above):
    """The words of an answer, by language."""
    return {code: cells[name] for name, code in TEXTS.items() if cells.get(name)}


tables += [
    Table("regions.csv", Region, key=("code",), name="{code}", child=False),
    Table(
        "countries.csv",
        Member,
        key=("slug",),
        name="{iso3}",
        renames={"iso3": "slug", "formal": "formal_name"},
        constants={"kind": Member.Kind.STATE.value},
        child=False,
    ),
    Table("organisations.csv", Member, key=("slug",), name="{slug}", child=False),
    Table("groupings.csv", OrganisationMembership, key=("organisation", "member")),
    Table("bureau.csv", BureauTerm, key=("year", "member")),
    Table(
        "facts.csv",
        Fact,
        key=("member", "question", "as_of", "source"),
        note=tuple(TEXTS),
        computed={"texts": texts},
        constants={"published_at": FOUND_ON},
    ),
    Table("circles.csv", Circle, key=("slug",), name="{slug}", child=False),
]
