"""What an event of the history says in words: labels and values as people know them, and only what this reader may see."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, DateTimeField, ForeignKey, Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from members.models import Appointment, Region, User, Visibility
from wpsnet.dates import EDTFField, in_words
from wpsnet.languages import CODES, NAMES, column
from wpsnet.models import Source

# What only repeats another column, or says where the row hangs.
LEFT_OUT = {"id", "member_id", "corrects_id", "succeeds_id", "written_at"}
LEFT_OUT |= {"written_by_id", "published_by_id", "withdrawn_by_id"}
PRIVATE = {"phone"}  # of an appointment: for the secretariat and herself
UNSAID = _l("not shown here")
UNNAMED = _l("a person who is not named here")
NOBODY = _l("the portal itself")


@dataclass(frozen=True)
class Change:
    """One field: its label, and what it said before and after, in words; "" is nothing."""

    label: str
    old: str
    new: str
    name: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a model, for people: `language` of a translated one."""

    name: str
    label: str
    field: object


def columns_of(model):
    """The columns of MODEL that say something: of a translated field those of its languages, not the one they share."""
    names = {field.name for field in model._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        translated = f"{field.name}_en" in names
        bounds = field.name.endswith(("_first", "_last"))
        if field.attname not in LEFT_OUT and not translated and not bounds:
            yield Column(field.attname, label_of(field, names), field)


def label_of(field, names):
    for code in CODES:
        base = field.name.removesuffix(column("", code))
        if base != field.name and base in names:
            told = {"field": field.model._meta.get_field(base).verbose_name, "language": NAMES[code]}
            return _("%(field)s (%(language)s)") % told
    return str(field.verbose_name)


class Values:
    """The values of EVENTS about MEMBER as READER may read them. Whom and what they name is fetched at once."""

    def __init__(self, events, reader, member, *, sees_team):
        self.reader, self.sees_team = reader, sees_team
        sides = [(event, side) for event in events for side in (event.now, event.before) if side]
        self.names = self.names_of({event.person for event in events} | keys(sides, User), member)
        self.others = {
            model: model.objects.in_bulk(wanted) if (wanted := keys(sides, model)) else {} for model in (Region, Source)
        }

    def names_of(self, wanted, member):
        """{key: name} of people; the name is empty where the reader may not know it."""
        hers = Appointment.objects.filter(member=member)
        closed = Q(pk__in=hers.filter(show_name=Visibility.SECRETARIAT).values("person"))
        rows = (
            User.objects.filter(pk__in=wanted - {None})
            .annotate(is_closed=closed)
            .values_list("pk", "name", "at_risk", "is_closed")
        )
        return {pk: name if self.may_name(pk, at_risk, is_closed) else "" for pk, name, at_risk, is_closed in rows}

    def may_name(self, pk, at_risk, is_closed):
        if self.reader.secretariat or pk == self.reader.pk:
            return True
        return not at_risk and (self.sees_team or not is_closed)

    def name(self, pk):
        return self.names.get(pk) or (str(UNNAMED) if pk else "")

    def told(self, event):
        """EVENT with its person, its title and its changes in words."""
        event.who = self.name(event.person) or str(NOBODY)
        event.changes = list(self.changes_of(event))
        event.title = self.title_of(event)
        return event

    def changes_of(self, event):
        if event.is_revision:
            return
        old, new = (event.now, {}) if event.is_gone else (event.before or {}, event.now)
        closed = self.is_closed(event)
        for one in columns_of(event.kind.model):
            if old.get(one.name) == new.get(one.name) or (event.is_new and new.get(one.name) is False):
                continue
            told = [
                self.hidden(one, side, closed, event) or self.words(one.field, side.get(one.name))
                for side in (old, new)
            ]
            if any(told):
                yield Change(one.label, *told, name=one.name)

    def is_closed(self, event):
        """Whether the event is about a person who must not be known from it."""
        person = event.now.get("person_id")
        return person is not None and not self.names.get(person)

    def hidden(self, one, side, closed, event):
        """The words that stand for a value which is there, but not for this reader."""
        if side.get(one.name) in (None, "", []):
            return ""
        own = self.reader.secretariat or event.now.get("person_id") == self.reader.pk
        private = one.name in PRIVATE and not own
        return str(UNSAID) if private or (closed and one.name in ("post", "institution", "languages")) else ""

    def words(self, field, value):
        if value in (None, "", [], {}):
            return ""
        if isinstance(field, ForeignKey):
            return self.related(field.related_model, value)
        if isinstance(field, EDTFField):
            return in_words(value)
        if isinstance(field, DateTimeField):
            return date_format(parse_datetime(value), "DATETIME_FORMAT")
        if isinstance(field, DateField):
            return date_format(parse_date(value), "DATE_FORMAT")
        return plain_words(field, value)

    def related(self, model, key):
        if model is User:
            return self.name(key)
        return str(self.others.get(model, {}).get(key, f"#{key}"))

    def title_of(self, event):
        """What the event is about: the post and its holder, the question, the year."""
        row = event.now
        match event.kind:
            case "appointment":
                return f"{choice(Appointment, 'role', row['role'])}: {self.name(row['person_id'])}"
            case "fact":
                return choice(event.kind.model, "question", row["question"])
            case "term":
                return str(row["year"])
            case "revision":
                return _("Revision %(number)s was published") % {"number": row["number"]}
        return ""


def plain_words(field, value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "\n".join(f"{NAMES.get(code, code)}: {words}" for code, words in value.items())
    if isinstance(field, ArrayField):
        return ", ".join(str(dict(field.base_field.flatchoices).get(one, one)) for one in value)
    return str(dict(field.flatchoices).get(value, value))


def choice(model, name, value):
    return str(dict(model._meta.get_field(name).flatchoices).get(value, value))


def keys(sides, model):
    """The keys of MODEL that the rows name."""
    named = set()
    for event, side in sides:
        if not event.is_revision:
            foreign = [field for field in event.kind.model._meta.concrete_fields if field.related_model is model]
            named |= {side[field.attname] for field in foreign if side.get(field.attname)}
    return named
