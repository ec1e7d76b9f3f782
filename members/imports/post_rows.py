"""Rows about appointments: what the portal has of them, and what is wrong with what a file says."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from members.imports import rows as common
from members.imports.member_columns import period_of
from members.imports.post_columns import COLUMNS, OF_POST, VISIBILITIES
from members.models import Appointment, Member, User, Visibility, usual_rights
from wpsnet import dates
from wpsnet.words import fold

WIDTH = [Visibility.SECRETARIAT, Visibility.MEMBERS, Visibility.PUBLIC]  # from few readers to all


@dataclass
class Known:
    """What the portal holds, by the names that a file gives it. `sees_all`: whoever sent the file may know of people at
    risk."""

    members: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    posts: dict = field(default_factory=lambda: defaultdict(list))
    sees_all: bool = False

    def member(self, code):
        return self.members.get(code) or self.members.get(code.upper()) or self.members.get(code.lower())


def present(by):
    """The posts that are held, or will be. People at risk are for the eyes of administrators alone."""
    posts = Appointment.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate()), person__is_active=True)
    if not by.has_perm("members.manage_people"):
        posts = posts.filter(person__at_risk=False)
    return posts.select_related("person", "member").order_by("member__slug", "role", "person__email", "since")


def known_to(by):
    members = Member.objects.only("slug", "kind").prefetch_related("memberships")
    return Known(members={one.slug: one for one in members}, sees_all=by.has_perm("members.manage_people"))


def hold(rows):
    """Lock the people that ROWS speak of, and their posts: nobody changes them until this transaction is through."""
    emails = [row.cells.get("email", "").lower() for row in rows]
    people = User.objects.filter(email__in=emails).order_by("pk").select_for_update(no_key=True)
    posts = Appointment.objects.filter(person__email__in=emails).order_by("pk")
    list(people.values_list("pk")), list(posts.select_for_update(of=["self"], no_key=True).values_list("pk"))


def complete(rows, known):
    """Look up the people that the rows name, and the posts they hold."""
    emails = {row.says("email") for row in rows} - {None}
    known.people = {person.email: person for person in User.objects.filter(email__in=emails)}
    posts = Appointment.objects.filter(person__in=known.people.values()).select_related("person", "member")
    for post in posts.order_by("since", "pk"):
        known.posts[post.person_id, post.member_id, post.role].append(post)


# --- What is wrong ----------------------------------------------------------------------------------------------------------


def judge(rows, known):
    for row in rows:
        row.person = known.people.get(row.says("email"))
        if not is_withheld(row, known):
            row.record = record_of(row, known)
    check_same_address(rows)
    common.blame_doubles(rows, key_of, "email")
    common.blame_doubles(rows, lambda row: row.record and row.record.pk, "email")
    for row in rows:
        if not is_withheld(row, known):
            judge_one(row, known)


def is_withheld(row, known):
    """Whether ROW is about somebody at risk, and sent by somebody who may not know where she is: it says nothing of her."""
    if not row.person or not row.person.at_risk or known.sees_all:
        return False
    row.faults, row.changes = [], []
    row.blame("email", "ask_administrator")
    return True


def judge_one(row, known):
    if row.record:
        common.forgive(row, OF_POST)
    else:
        fill_in(row)
    for check in (check_days, check_rights, check_person, check_new, check_changed, check_visibility):
        check(row, known)
    common.compare(row, OF_POST if row.record else COLUMNS)


def key_of(row):
    """What two rows cannot share: the same open post, or the same post from the same day."""
    parts = [row.says(name) for name in ("email", "member", "role")]
    if None in parts or "since" not in row.values:
        return None
    return (*parts[:1], parts[1].pk, parts[2], row.says("since") if row.says("until") else "open")


def record_of(row, known):
    """The post that ROW speaks of: the one that began on that day, or the one that is still held."""
    member, since, until = row.says("member"), row.says("since"), row.says("until")
    if not row.person or not member:
        return None
    posts = known.posts.get((row.person.pk, member.pk, row.says("role")), [])
    for post in posts:
        if post.since == since:
            return post
    held = [post for post in posts if post.until is None]
    return held[0] if held and (until is None or until >= held[0].since) else None


def fill_in(row):
    """What is usual, where the row does not say it."""
    if role := row.says("role"):
        row.values = usual_rights(role) | row.values
    for column in COLUMNS:
        blank = row.cells.get(column.name, "") == ""
        if column.keeps and blank and column.empty:
            row.values.setdefault(column.name, column.empty)


def check_same_address(rows):
    """One address is one person, with one name and one language."""
    first = {}
    for row in rows:
        if not (address := row.says("email")):
            continue
        earlier = first.setdefault(address, row)
        names = earlier.says("name"), row.says("name")
        if all(names) and fold(names[0]) != fold(names[1]):
            row.blame("name", "two_names", line=earlier.line, name=names[0])
        languages = earlier.says("language"), row.says("language")
        if all(languages) and languages[0] != languages[1]:
            row.blame("language", "two_languages", line=earlier.line)


def check_days(row, _known):
    since, until = row.says("since"), row.says("until")
    if "until" not in row.values and row.record:
        until = row.record.until
    if since and until and until < since:
        row.blame("until", "until_before_since", since=since.isoformat(), until=until.isoformat())


def check_rights(row, _known):
    role = row.says("role")
    edits, publishes = (
        row.values.get(name, row.record and getattr(row.record, name)) for name in ("edits", "publishes")
    )
    if role == Appointment.Role.FOCAL_POINT:
        for name, given in (("edits", edits), ("publishes", publishes)):
            if given is False:
                row.blame(name, "focal_point_writes")
    elif publishes and not edits:
        row.blame("edits", "publishing_writes")


def check_person(row, _known):
    """The account is hers: a file finds it, and changes nothing of it."""
    person = row.person
    if not person:
        return
    name, language = row.says("name"), row.says("language")
    if name and fold(name) != fold(person.name):
        row.blame("name", "other_name", name=person.name)
    if language and row.cells.get("language") and language != person.language:
        row.blame("language", "other_language", language=person.language)


def check_new(row, _known):
    """What stands against a new appointment. A post that is there already may be corrected all the same."""
    member = row.says("member")
    if row.record or not member:
        return
    if row.person and not row.person.is_active:
        row.blame("email", "closed_account")
    until, period = row.says("until"), period_of(member)
    left = dates.bounds(period.until)[1] if period and period.until else None
    if left and left < timezone.localdate() and (until is None or until > left):
        row.blame("member", "left", date=period.until)


def check_changed(row, known):
    """A post that has ended cannot be opened again beside another one."""
    post = row.record
    if post and "until" in row.values and row.values["until"] is None and post.until is not None:
        others = known.posts[post.person_id, post.member_id, post.role]
        if held := [other for other in others if other.until is None]:
            row.blame("until", "holds_already", since=held[0].since.isoformat())


def check_visibility(row, _known):
    """The person chooses who sees what; a file may show less of her than she chose, and never more."""
    for name in VISIBILITIES if row.record else ():
        said, chosen = row.says(name), getattr(row.record, name)
        if said and WIDTH.index(said) > WIDTH.index(chosen):
            row.blame(name, "her_choice", chosen=chosen)
