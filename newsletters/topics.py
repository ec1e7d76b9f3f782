"""What can be followed: a country, a theme, a meeting, a plan, a list with its filters, a search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.content import with_theme
from actionplans.filters import PlanFilter
from actionplans.models import Plan
from actionplans.wording import plan_title
from meetings.filters import ActionPointFilter, MeetingFilter, StatementFilter
from meetings.models import ActionPoint, Meeting, Statement
from members.models import Member
from newsletters.models import Follow
from newsletters.news import KINDS, dated
from wpsnet.models import SearchEntry, Theme
from wpsnet.search import LONGEST
from wpsnet.search import kinds as search_kinds

What = Follow.What
LONGEST_KEY = 300
MOST_FOUND = 5_000  # records that a followed search looks at
# Filters for a day in the past, or that say how a list is shown: who follows it wants to know of today.
NOT_FOLLOWED = ("page", "format", "as_of", "show", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Topic:
    """One thing that can be followed. `conditions` are by kind of news; `feed` is an address without a language."""

    what: str
    key: str
    name: str
    address: str
    feed: str
    conditions: dict

    def rows(self, kind):
        """The public rows of KIND that belong to it; None where that kind never does."""
        condition = self.conditions.get(kind)
        return None if condition is None else condition(KINDS[kind].rows())

    def finds(self, kind, records):
        """Those of RECORDS, keys of rows of KIND, that belong to it."""
        rows = self.rows(kind)
        return set() if rows is None else set(rows.filter(pk__in=records).values_list("pk", flat=True))

    def newest(self, count):
        """(day, kind, row) of the newest, for its feed."""
        found = []
        for name in self.conditions:
            rows = dated(name, self.rows(name)).exclude(public_from=None).order_by("-public_from", "-pk")[:count]
            found += [(row.public_from, KINDS[name], row) for row in rows]
        return sorted(found, key=lambda one: one[0], reverse=True)[:count]


def topic(what, key):
    """The Topic of WHAT and KEY, in the current language; None where there is no such thing."""
    make = MAKERS.get(what)
    return make(key) if make and len(key) <= LONGEST_KEY and "\0" not in key else None


def only(condition):
    return lambda rows: rows.filter(condition)


def feed_of(what, key):
    query = QueryDict(mutable=True)
    query |= {"what": what, "key": key}
    return f"{reverse('newsletters:topic_feed')}?{query.urlencode()}"


# --- Records ----------------------------------------------------------------------------------------------------------


def country(key):
    member = Member.objects.filter(slug=key).first()
    if member is None:
        return None
    conditions = {
        "event": only(Q(plan__member=member)),
        "document": only(Q(plan__member=member)),
        "meeting": lambda rows: rows.filter(Q(hosts=member) | Q(chairs=member)).distinct(),
        "statement": only(Q(member=member)),
        "point": lambda rows: rows.filter(responsible=member),
        "report": lambda rows: rows.filter(Q(member=member) | Q(duty__member=member)),
    }
    return Topic(What.COUNTRY, key, member.name, member.get_absolute_url(), feed_of(What.COUNTRY, key), conditions)


def theme(key):
    """A theme, or a pillar with its themes: the plans that take it up, as sources say."""
    found = Theme.objects.filter(slug=key).first()
    if found is None:
        return None
    plans = with_theme(Plan.objects.order_by(), key).values("pk")
    address = f"{reverse('actionplans:list')}?theme={key}"
    return Topic(What.THEME, key, found.name, address, feed_of(What.THEME, key), of_plans(plans))


def plan(key):
    member, _slash, slug = key.partition("/")
    found = Plan.objects.select_related("member").filter(member__slug=member, slug=slug).first()
    if found is None:
        return None
    name = _("%(member)s: %(plan)s") % {"member": found.member.name, "plan": plan_title(found)}
    feed = reverse("actionplans:events", args=[member, slug])
    return Topic(What.PLAN, key, name, found.get_absolute_url(), feed, of_plans([found.pk]))


def of_plans(plans):
    return {"event": only(Q(plan__in=plans)), "document": only(Q(plan__in=plans))}


def meeting(key):
    found = Meeting.objects.filter(slug=key).first()
    if found is None:
        return None
    return Topic(
        What.MEETING, key, found.name, found.get_absolute_url(), feed_of(What.MEETING, key), of_meetings([found.pk])
    )


def of_meetings(meetings):
    return {
        "meeting": only(Q(pk__in=meetings)),
        "statement": only(Q(meeting__in=meetings)),
        "point": only(Q(meeting__in=meetings)),
        "report": only(Q(duty__point__meeting__in=meetings)),
    }


# --- Lists and searches -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class List:
    label: Any
    route: str
    filterset: Any
    rows: Callable[[], Any]
    conditions: Callable[[Any], dict]


def asked(key):
    """KEY, the query of an address, without what is not followed; its parameters in one order."""
    given, kept = QueryDict(key), QueryDict(mutable=True)
    for name in sorted(given):
        values = [value for value in given.getlist(name) if value]
        if values and name not in NOT_FOLLOWED:
            kept.setlist(name, values)
    return kept


def list_of(what, one):
    def make(key):
        query = asked(key)
        filterset = one.filterset(query, one.rows())
        if not filterset.is_valid() or set(query) - set(filterset.form.fields):
            return None
        address = reverse(one.route) + (f"?{query.urlencode()}" if query else "")
        feed = f"{address}{'&' if query else '?'}format=atom"
        rows = filterset.qs.order_by().values("pk")
        return Topic(what, query.urlencode(), named(one.label, filterset.form), address, feed, one.conditions(rows))

    return make


def named(label, form):
    """“Action plans (Status: in force; Region: Africa)”."""
    said = [f"{field.label}: {words_of(field)}" for field in form if field.value() not in (None, "", [])]
    return _("%(list)s (%(filters)s)") % {"list": label, "filters": "; ".join(said)} if said else str(label)


def words_of(field):
    value = field.form.cleaned_data.get(field.name)
    for code, label in flat(getattr(field.field, "choices", [])):
        if str(code) == str(field.value()):
            return str(label)
    return str(value)


def flat(choices):
    for code, label in choices:
        yield from label if isinstance(label, list | tuple) else [(code, label)]


LISTS = {
    What.PLANS: List(gettext_lazy("Action plans"), "actionplans:list", PlanFilter, Plan.objects.all, of_plans),
    What.MEETINGS: List(
        gettext_lazy("Meetings"),
        "meetings:list",
        MeetingFilter,
        Meeting.objects.all,
        lambda rows: {"meeting": only(Q(pk__in=rows))},
    ),
    What.STATEMENTS: List(
        gettext_lazy("Statements"),
        "meetings:statements",
        StatementFilter,
        Statement.objects.all,
        lambda rows: {"statement": only(Q(pk__in=rows))},
    ),
    What.ACTION_POINTS: List(
        gettext_lazy("Action points"),
        "meetings:action_points",
        ActionPointFilter,
        lambda: ActionPoint.objects.actions().with_state(),
        lambda rows: {"point": only(Q(pk__in=rows)), "report": only(Q(duty__point__in=rows))},
    ),
}


def search(key):
    """A search of the whole portal, of one kind or of all."""
    query = asked(key)
    words, kind = query.get("q", "").strip(), query.get("kind", "")
    if not words or len(words) > LONGEST or set(query) - {"q", "kind"} or (kind and kind not in search_kinds):
        return None
    found = SearchEntry.objects.matching(words)
    if kind:
        found = found.filter(kind=kind)
    conditions = {name: matching(found, of, called) for name, (of, called) in SEARCHED.items()}
    address = f"{reverse('observatory:search')}?{query.urlencode()}"
    name = _("Search for “%(words)s”") % {"words": words}
    return Topic(What.SEARCH, query.urlencode(), name, address, feed_of(What.SEARCH, query.urlencode()), conditions)


def matching(found, kind, called):
    """Rows whose name in the search, CALLED, is among those FOUND of KIND."""
    keys = found.filter(kind=kind).order_by().values("key")[:MOST_FOUND]
    return lambda rows: rows.annotate(called=called).filter(called__in=keys)


def joined(*parts):
    return Concat(*parts, output_field=CharField())


# How the search names the rows of each kind of news (see the search.py of the apps).
SEARCHED = {
    "event": ("plan", joined(F("plan__member__slug"), Value("-"), F("plan__slug"))),
    "document": ("plan_document", Cast("pk", CharField())),
    "meeting": ("meeting", F("slug")),
    "statement": ("statement", joined(F("meeting__slug"), Value("-"), F("member__slug"))),
    "point": ("action_point", joined(F("meeting__slug"), Value("-"), F("ref"))),
    "report": ("action_point", joined(F("duty__point__meeting__slug"), Value("-"), F("duty__point__ref"))),
}
MAKERS = {
    What.COUNTRY: country,
    What.THEME: theme,
    What.MEETING: meeting,
    What.PLAN: plan,
    What.SEARCH: search,
    **{what: list_of(what, one) for what, one in LISTS.items()},
}
