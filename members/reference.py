"""The files that fill this app's models."""

from members.models import BureauTerm, Member, Region
from wpsnet.reference import Table, tables

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
    Table("bureau.csv", BureauTerm, key=("year", "member")),
]
