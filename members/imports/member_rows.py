"""Rows about members: what the portal has of them, and what is wrong with what a file says."""

from dataclasses import dataclass, field

from members.imports import rows as common
from members.imports.member_columns import ADDRESS, COLUMNS, PERIOD, STATE_CODE, period_of
from members.models import Member, Region
from wpsnet import dates
from wpsnet.models import Source

BY_NAME = {column.name: column for column in COLUMNS}


@dataclass
class Known:
    """What the portal holds, by the names that a file gives it."""

    members: dict = field(default_factory=dict)
    regions: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    iso2: dict = field(default_factory=dict)
    m49: dict = field(default_factory=dict)

    def member(self, code):
        return self.members.get(code) or self.members.get(code.upper()) or self.members.get(code.lower())


def present(_by):
    """Every member, with all that a row can say of it."""
    return with_all(Member.objects.order_by("slug"))


def with_all(members):
    return members.select_related("region", "subregion", "source").prefetch_related("memberships")


def known_to(_by):
    """What the portal holds; of the members the whole list, since codes must be found to be free."""
    members = list(with_all(Member.objects.all()))
    return Known(
        members={member.slug: member for member in members},
        regions={region.code: region for region in Region.objects.all()},
        sources={source.key: source for source in Source.objects.all()},
        iso2={member.iso2: member for member in members if member.iso2},
        m49={member.m49: member for member in members if member.m49},
    )


def hold(rows):
    """Lock the members that ROWS speak of: nobody changes them until this transaction is through."""
    codes = [row.cells.get("code", "") for row in rows]
    list(Member.objects.filter(slug__in=codes).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def complete(_rows, _known):
    """Nothing else need be looked up once the rows are read."""


# --- What is wrong --------------------------------------------------------------------------------------------------------


def judge(rows, known):
    common.blame_doubles(rows, lambda row: row.says("code"), "code")
    for name in ("iso2", "m49"):
        common.blame_doubles(rows, lambda row, name=name: row.says(name) or None, name)
    for row in rows:
        row.record = known.members.get(row.says("code"))
        if row.record:
            common.forgive(row, COLUMNS)
        for check in (check_kind, check_codes, check_region, check_period):
            check(row, known)
        common.compare(row, COLUMNS)


def will_be(row, name):
    """What COLUMN holds once the row is applied."""
    if name in row.values:
        return row.values[name]
    column = BY_NAME[name]
    return column.of(row.record) if row.record else column.empty


def check_kind(row, _known):
    code, kind = row.says("code"), row.says("kind")
    if not code or not kind:
        return
    is_state = kind == Member.Kind.STATE
    if row.record and row.record.is_state != is_state:
        row.blame("kind", "kind_stays")
    elif is_state and not STATE_CODE.fullmatch(code):
        row.blame("code", "bad_state_code", text=code)
    elif not is_state and not ADDRESS.fullmatch(code):
        row.blame("code", "bad_code", text=code)
    if is_state and not will_be(row, "iso2") and not any(column == "iso2" for column, _fault in row.faults):
        row.blame("iso2", "missing")
    if not is_state and will_be(row, "standing"):
        row.blame("standing", "states_only")


def check_codes(row, known):
    for name in ("iso2", "m49"):
        owner = getattr(known, name).get(row.says(name))
        if owner and owner.slug != row.says("code"):
            row.blame(name, "taken", text=row.says(name), member=owner.slug)


def check_region(row, _known):
    region, subregion = will_be(row, "region"), row.says("subregion")
    if subregion and (not region or region.pk not in (subregion.pk, subregion.parent_id)):
        row.blame("subregion", "not_in_region", text=subregion.code)


# --- The period in the network --------------------------------------------------------------------------------------------


def begins_anew(row):
    """Whether the row speaks of a new period, not of the latest one: that has ended, and this begins later."""
    latest, since = period_of(row.record), row.says("network_since")
    if not latest or not latest.until or not since or since == latest.since:
        return False
    first, ended = dates.bounds(since)[0], dates.bounds(latest.until)[1]
    return bool(first and ended and first > ended)


def period_said(row):
    """The period as it will be; a new one takes nothing over from the one before."""
    anew = row.record and begins_anew(row)
    return {field: row.says(column) or "" if anew else will_be(row, column) for column, field in PERIOD.items()}


def check_period(row, _known):
    if any(column in PERIOD for column, _fault in row.faults):
        return
    said = period_said(row)
    latest = period_of(row.record) if row.record else None
    if not said["standing"] and (latest or said["since"] or said["until"]):
        row.blame("network_standing", "standing_missing")
        return
    if not said["standing"]:
        return
    first = dates.bounds(said["since"])[0] if said["since"] else None
    last = dates.bounds(said["until"])[1] if said["until"] else None
    if first and last and last < first:
        row.blame("network_until", "until_before_since", since=said["since"], until=said["until"])
    elif row.record and overlaps(row, said, latest):
        row.blame("network_since", "overlaps")


def overlaps(row, said, latest):
    """Whether the days that are certain are also those of another period, as the database would find (Membership)."""
    others = [one for one in row.record.memberships.all() if begins_anew(row) or one.pk != latest.pk]
    mine = certain(said["since"], said["until"])
    return any(meet(mine, certain(one.since, one.until)) for one in others)


def certain(since, until):
    begun = dates.bounds(since)[1] if since else None
    ended = dates.bounds(until)[0] if until else None
    return min((day for day in (begun, ended) if day), default=None), ended


def meet(one, other):
    (first, last), (begun, ended) = one, other
    if (first and first == last) or (begun and begun == ended):
        return False  # no day is certain
    return (not first or not ended or first < ended) and (not begun or not last or begun < last)
