"""Writing what rows say of appointments, and taking it back."""

from allauth.account.models import EmailAddress
from django.db.models.functions import Now

from members.imports import records
from members.imports.post_columns import COLUMNS, OF_POST
from members.models import Appointment, Invitation, User

NAMES = [column.name for column in OF_POST]
BY_NAME = {column.name: column for column in COLUMNS}


def write(rows):
    """Write the new and changed ROWS; returns {line: (key of its appointment, what it replaced)}. A person whom nobody
    knew is written down with the first row that names her, and that row remembers it."""
    new = [row for row in rows if row.record is None]
    changed = [row for row in rows if row.record is not None]
    befores = {row.line: {"record": records.snapshot(row.record, changed_by(row))} for row in changed}
    write_down_people([row for row in new if row.person is None], befores)
    made = [
        Appointment(person=row.person, **{name: row.values[name] for name in NAMES if name in row.values})
        for row in new
    ]
    for row, post in zip(new, Appointment.objects.bulk_create(made, batch_size=records.BATCH), strict=True):
        row.record = post
    records.update(Appointment, [(row.record, changed_by(row)) for row in changed])
    return {row.line: (row.record.pk, befores.get(row.line)) for row in rows}


def write_down_people(rows, befores):
    """The people whom nobody knew. The language of their mails is the one that any of their rows names."""
    languages = {row.values["email"]: row.values["language"] for row in rows if row.cells.get("language")}
    people = {}
    for row in rows:
        email = row.values["email"]
        if email not in people:
            language = languages.get(email, row.values["language"])
            people[email] = User.objects.named(email, row.values["name"], language)
            befores[row.line] = {"person": people[email].pk}
        row.person = people[email]


def changed_by(row):
    return {name: row.values[name] for name, _old, _new in row.changes if name in NAMES}


# --- Taking it back -------------------------------------------------------------------------------------------------------


def held(stored):
    """The appointments that the rows STORED made or changed, locked with their people, by key."""
    people = [key for row in stored if (key := made_person(row))]
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update().values_list("pk"))
    posts = Appointment.objects.filter(pk__in=[row.target for row in stored]).order_by("pk")
    list(posts.select_for_update(no_key=True).values_list("pk"))
    return posts.select_related("person", "member").in_bulk()


def made_person(row):
    return (row.before or {}).get("person") if row.state == row.State.NEW else None


def conflicts(stored, found):
    """(line, code) of each row that cannot be taken back."""
    made = [row.target for row in stored if row.state == row.State.NEW]
    blocked = dict.fromkeys(records.used(Appointment, made), "row_used")
    blocked |= dict.fromkeys(records.changed(Appointment, made), "row_changed")
    codes = {row.line: records.conflicts(row, found, BY_NAME, blocked) for row in stored}
    lines = {line: code for line, code in codes.items() if code}
    reasons = people_who_stay({key for row in stored if (key := made_person(row))}, made)
    for row in stored:
        if reason := reasons.get(made_person(row)):
            lines.setdefault(row.line, reason)
    return sorted(lines.items())


def people_who_stay(made, posts):
    """Of the people MADE those who cannot be taken back, with the reason: they have come, are changed, or needed."""
    addresses = EmailAddress.objects.filter(user__in=made).values_list("pk", flat=True)
    except_for = {Appointment: posts, EmailAddress: set(addresses)}
    came = User.objects.filter(pk__in=made).been_here().values_list("pk", flat=True)
    return (
        dict.fromkeys(records.used(User, made, except_for=except_for), "row_used")
        | dict.fromkeys(records.changed(User, made), "row_changed")
        | dict.fromkeys(came, "row_came")
    )


def unwrite(stored, found):
    changed = [row for row in stored if row.state == row.State.CHANGED]
    pairs = [(found[row.target], records.restored(Appointment, row.before["record"])) for row in changed]
    records.update(Appointment, pairs)
    Appointment.objects.filter(pk__in=[row.target for row in stored if row.state == row.State.NEW]).delete()
    people = User.objects.filter(pk__in=[key for row in stored if (key := made_person(row))])
    Invitation.objects.open().filter(email__in=people.values("email")).update(withdrawn_at=Now())
    people.delete()
