"""Writing what rows say of members, and taking it back: a few statements, however many rows there are."""

from members.imports import records
from members.imports.member_columns import ABOUT, COLUMNS, PERIOD, period_of
from members.imports.member_rows import begins_anew, period_said, with_all
from members.models import Member, Membership

FIELDS = {column.name: column.field or column.name for column in ABOUT}
BY_NAME = {column.name: column for column in COLUMNS}


def write(rows):
    """Write the new and changed ROWS; returns {line: (key of its member, what it replaced)}."""
    new = [row for row in rows if row.record is None]
    changed = [row for row in rows if row.record is not None]
    befores = {row.line: before(row) for row in changed}
    periods = [Membership(**period_said(row)) if touches_period(row) else None for row in new]
    made = Member.objects.bulk_create([Member(**fields_of(row)) for row in new], batch_size=records.BATCH)
    for row, member, period in zip(new, made, periods, strict=True):
        row.record = member
        if period:
            period.member = member
    write_periods([period for period in periods if period], changed, befores)
    records.update(Member, [(row.record, fields_of(row)) for row in changed])
    return {row.line: (row.record.pk, befores.get(row.line)) for row in rows}


def fields_of(row):
    """What the row changes; of a new member all that it says."""
    return {FIELDS[name]: row.values[name] for name, _old, _new in row.changes if name in FIELDS}


def touches_period(row):
    return any(name in PERIOD for name, _old, _new in row.changes)


def before(row):
    """What the record says of the fields that ROW changes, and how its period stands: None where it makes a new one."""
    told = {"record": records.snapshot(row.record, fields_of(row))}
    if touches_period(row):
        latest = None if begins_anew(row) else period_of(row.record)
        told["period"] = latest and records.snapshot(latest, ["id", *PERIOD.values()])
    return told


def write_periods(periods, changed, befores):
    """PERIODS are those of new members; of the CHANGED ones the latest is corrected, or a new one begins."""
    corrected = []
    for row in filter(touches_period, changed):
        if befores[row.line]["period"]:
            corrected.append((period_of(row.record), period_said(row)))
        else:
            periods.append(Membership(member=row.record, **period_said(row)))
    Membership.objects.bulk_create(periods, batch_size=records.BATCH)
    records.update(Membership, corrected)


# --- Taking it back -------------------------------------------------------------------------------------------------------


def held(stored):
    """The members that the rows STORED made or changed, locked, by key."""
    keys = [row.target for row in stored]
    list(Member.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return with_all(Member.objects.filter(pk__in=keys)).in_bulk()


def conflicts(stored, found):
    """(line, code) of each row that cannot be taken back."""
    made = [row.target for row in stored if row.state == row.State.NEW]
    first = Membership.objects.filter(member__in=made).order_by("member", "pk").distinct("member")
    own = set(first.values_list("pk", flat=True))
    used = records.used(Member, made, except_for={Membership: own})
    altered = set(Membership.objects.filter(pk__in=records.changed(Membership, own)).values_list("member", flat=True))
    blocked = dict.fromkeys(used, "row_used") | dict.fromkeys(records.changed(Member, made) | altered, "row_changed")
    codes = ((row.line, records.conflicts(row, found, BY_NAME, blocked)) for row in stored)
    return [(line, code) for line, code in codes if code]


def unwrite(stored, found):
    made = [row.target for row in stored if row.state == row.State.NEW]
    changed = [row for row in stored if row.state == row.State.CHANGED]
    Membership.objects.filter(member__in=made).delete()
    Member.objects.filter(pk__in=made).delete()
    records.update(Member, [(found[row.target], records.restored(Member, row.before["record"])) for row in changed])
    unwrite_periods([row for row in changed if "period" in row.before], found)


def unwrite_periods(rows, found):
    begun = [period_of(found[row.target]).pk for row in rows if not row.before["period"]]
    Membership.objects.filter(pk__in=begun).delete()
    corrected = []
    for row in rows:
        if row.before["period"]:
            told = records.restored(Membership, row.before["period"])
            periods = {period.pk: period for period in found[row.target].memberships.all()}
            corrected.append((periods[told.pop("id")], told))
    records.update(Membership, corrected)
