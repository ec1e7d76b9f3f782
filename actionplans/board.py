"""How far plans are carried out in a year: by lead body, kind of lead body or member, each number with its rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.models import Action, Outcome, Plan

GROUPS = {
    "lead": ("lead", gettext_lazy("lead body")),
    "type": ("lead_type", gettext_lazy("type of lead body")),
    "member": ("objective__plan__member", gettext_lazy("country or organization")),
}
FILTER_OF = {"lead": "lead", "type": "lead_type", "member": "member"}


@dataclass(frozen=True)
class Line:
    """One lead body (or type, or member): how many of its actions have which level, and how many no update."""

    label: str
    query: dict
    total: int
    counts: tuple

    @property
    def cells(self):
        """(number, address of its rows) for each level, and for no update."""
        states = [*Outcome.values, "silent"]
        return [(number, self.rows(state=state)) for number, state in zip(self.counts, states, strict=True)]

    @property
    def all_rows(self):
        return self.rows()

    def rows(self, **more):
        return f"{reverse('actionplans:actions')}?{urlencode(self.query | more)}"


def lines(actions, year, by):
    """ACTIONS counted for YEAR by one of GROUPS, as a QuerySet of dicts, those with the most actions first."""
    group = GROUPS[by][0]
    told = FilteredRelation("reports", condition=Q(reports__year=year))
    counts = {name: Count("pk", filter=Q(told__outcome=name)) for name in Outcome.values}
    names = {"slug": F("objective__plan__member__slug")} if by == "member" else {}
    rows = actions.order_by().annotate(told=told).values(group, **names)
    return rows.annotate(total=Count("pk"), silent=Count("pk", filter=Q(told=None)), **counts).order_by("-total", group)


def of_rows(rows, year, by, members):
    """The Lines of ROWS, a page of `lines`. MEMBERS maps keys to members where BY is the member."""
    found = []
    for row in rows:
        value = row["slug"] if by == "member" else row[GROUPS[by][0]]
        counts = tuple(row[name] for name in [*Outcome.values, "silent"])
        found.append(Line(label_of(row, by, members), {"year": year, FILTER_OF[by]: value}, row["total"], counts))
    return found


def label_of(row, by, members):
    match by:
        case "member":
            return members[row["objective__plan__member"]].name
        case "type":
            return str(Plan.LeadType(row["lead_type"]).label) if row["lead_type"] else _("not known")
    return row["lead"] or _("not known")


def counted():
    """The actions that a board counts."""
    return Action.objects.standing()
