"""Who changed what of a member, and when: told from the history that the database keeps, newest first.

Two queries read a page: when what happened, of all kinds of records together; then what those rows said, and before.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, F, IntegerField, Q, TextChoices, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject, Lag
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Appointment, BureauTerm, Fact, Member, Membership, ProfileRevision
from members.values import Change, Values


class Kind(TextChoices):
    MEMBER = "member", pgettext_lazy("history", "name and group")
    MEMBERSHIP = "membership", _("membership")
    APPOINTMENT = "appointment", _("appointment")
    FACT = "fact", pgettext_lazy("history", "answer")
    TERM = "term", _("bureau term")
    REVISION = "revision", pgettext_lazy("history", "entry")

    @property
    def model(self):
        return MODELS[self]


MODELS = {
    Kind.MEMBER: Member,
    Kind.MEMBERSHIP: Membership,
    Kind.APPOINTMENT: Appointment,
    Kind.FACT: Fact,
    Kind.TERM: BureauTerm,
    Kind.REVISION: ProfileRevision,
}
RESTORABLE = (Kind.MEMBER, Kind.MEMBERSHIP, Kind.APPOINTMENT)
# Named so that no model has a field of the name.
PLACES = ["told_kind", "told_event", "told_at", "told_before"]
COLUMNS = ["told_kind", "told_event", "told_at", "told_label", "told_record", "told_person", "told_now"]
NEWEST = ["-told_at", "-told_event"]


@dataclass
class Event:
    """One change: `now` and `before` are the record's fields as JSON; before is None where it was new."""

    kind: Kind
    event: int
    at: dt.datetime
    label: str
    record: int
    person: int | None
    now: dict
    before: dict | None = None
    who: str = ""
    title: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def is_revision(self):
        return self.kind == Kind.REVISION

    @property
    def is_new(self):
        return self.label == "insert"

    @property
    def is_gone(self):
        return self.label == "delete"

    @property
    def is_restorable(self):
        return self.kind in RESTORABLE


def versions_of(model):
    return model.history.rel.related_model.objects


def fields_of(model):
    """The columns of MODEL as JSON."""
    return JSONObject(**{column.attname: column.attname for column in model._meta.concrete_fields})


def rows_of(kind, member):
    """The rows of the events of one KIND about MEMBER."""
    if kind == Kind.REVISION:
        return member.revisions.order_by()
    about = Q(pgh_obj=member.pk) if kind == Kind.MEMBER else Q(member=member.pk)
    return versions_of(kind.model).filter(about)


def places_of(kind, member):
    """When each of them happened, and which one came before it. To read only this of thousands is quick."""
    if kind == Kind.REVISION:
        told = {"event": F("number"), "at": F("published_at"), "before": Value(None, IntegerField())}
    else:
        before = Window(Lag("pgh_id"), partition_by="pgh_obj_id", order_by="pgh_id")
        told = {"event": F("pgh_id"), "at": F("pgh_created_at"), "before": before}
    told |= {"kind": Value(kind.value)}
    return (
        rows_of(kind, member).annotate(**{f"told_{name}": value for name, value in told.items()}).values_list(*PLACES)
    )


def details_of(kind, member, events):
    """What the EVENTS (their numbers) of one kind say."""
    if kind == Kind.REVISION:
        rows, told = rows_of(kind, member).filter(number__in=events), of_a_revision()
    else:
        rows, told = rows_of(kind, member).filter(pgh_id__in=events), of_a_version(kind)
    told |= {"kind": Value(kind.value)}
    return rows.annotate(**{f"told_{name}": value for name, value in told.items()}).values_list(*COLUMNS)


def of_a_version(kind):
    return {
        "event": F("pgh_id"),
        "at": F("pgh_created_at"),
        "label": F("pgh_label"),
        "record": F("pgh_obj_id"),
        "person": Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField()),
        "now": fields_of(kind.model),
    }


def of_a_revision():
    return {
        "event": F("number"),
        "at": F("published_at"),
        "label": Value("insert"),
        "record": F("pk"),
        "person": F("published_by"),
        "now": JSONObject(number="number"),
    }


def together(queries):
    first, *rest = queries
    return first.union(*rest, all=True) if rest else first


class Story:
    """The events about MEMBER as READER may see them; a page takes as many queries as ten thousand do not change."""

    def __init__(self, member, reader, kind=None, *, sees_team=False):
        self.member, self.reader, self.sees_team = member, reader, sees_team
        self.kinds = [Kind(kind)] if kind else list(Kind)

    def count(self):
        return self._count

    @cached_property
    def _count(self):
        return together(rows_of(kind, self.member).values_list("pk") for kind in self.kinds).count()

    def __getitem__(self, part):
        """A slice: each kind of record gives no more than could stand on that page."""
        newest = [places_of(kind, self.member).order_by(*NEWEST)[: part.stop] for kind in self.kinds]
        merged = together(newest).order_by(*NEWEST) if len(newest) > 1 else newest[0]
        places = list(merged[part])
        rows = self.rows(places)
        events = []
        for kind, number, _at, before in places:
            event = rows[kind, number]
            event.before = rows[kind, before].now if before else None
            events.append(event)
        values = Values(events, self.reader, self.member, sees_team=self.sees_team)
        return [values.told(event) for event in events]

    def rows(self, places):
        """What stands at PLACES, by kind and number, with what stood there before."""
        wanted = defaultdict(set)
        for kind, number, _at, before in places:
            wanted[Kind(kind)] |= {number, before} - {None}
        if not wanted:
            return {}
        found = together(details_of(kind, self.member, numbers) for kind, numbers in wanted.items())
        return {(row[0], row[1]): Event(Kind(row[0]), *row[1:]) for row in found}

    def __len__(self):
        return self.count()


def event_called(kind, member, number):
    """One event, not yet told, or None."""
    row = details_of(kind, member, [number]).first()
    return row and Event(Kind(row[0]), *row[1:])


def latest_event(kind, record):
    """The number of the newest event of a record."""
    return versions_of(kind.model).filter(pgh_obj=record).order_by("-pgh_id").values_list("pgh_id", flat=True).first()


def row_of(kind, record):
    """A record as it is now, as JSON, or None where it was removed."""
    return (
        kind.model.objects.filter(pk=record)
        .annotate(told_now=fields_of(kind.model))
        .values_list("told_now", flat=True)
        .first()
    )
