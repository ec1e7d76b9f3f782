"""The numbers of the secretariat's board. Each is counted by the condition that the list behind it is filtered by."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.filters.board import NONE
from members.models import Appointment, ContactCase, Invitation, Member, MembershipRequest, Region, conditions


@dataclass(frozen=True)
class Cell:
    """A number, and the list that it opens into (empty: nobody has built it)."""

    count: int
    url: str
    label: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]
    total: Cell


@dataclass
class Table:
    columns: list[str]
    rows: list[Row] = field(default_factory=list)


def address(route, query=None):
    try:
        return reverse(route) + (f"?{urlencode(query)}" if query else "")
    except NoReverseMatch:
        return ""


def counted(members):
    """MEMBERS by region and kind, and how many of each such group are in which condition. One query."""
    among, said = conditions.among, conditions.confirmations
    asked = {
        "half": among(said(conditions.half_a_year_ago())),
        "year": among(said(conditions.a_year_ago())),
        "ever": among(said()),
        "vacant": ~among(conditions.focal_points()),
        "unanswered": among(conditions.unanswered()),
        "silent": among(conditions.silent()),
        "bounced": among(conditions.bounced()),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    return list(members.order_by().values("region__code", "kind").annotate(all=Count("pk"), **counts))


def total(groups, name):
    return sum(group[name] for group in groups)


def by_confirmation(groups, given):
    """How long ago the entries were confirmed."""
    ever, year, half = (total(groups, name) for name in ("ever", "year", "half"))
    ages = Member.Confirmed
    counts = {
        ages.RECENTLY: half,
        ages.THIS_YEAR: year - half,
        ages.LONG_AGO: ever - year,
        ages.NEVER: total(groups, "all") - ever,
    }
    return [
        Cell(count, address("members:board_members", given | {"confirmed": age.value}), age.label)
        for age, count in counts.items()
    ]


def attention(groups, given):
    """Conditions that ask for somebody to do something."""
    labels = {
        "vacant": _("without a focal point"),
        "unanswered": _("have not answered the last question"),
        "silent": _("are silent, reminders included"),
        "bounced": _("cannot be reached: mail came back"),
    }
    return [
        Cell(total(groups, name), address("members:board_members", given | {name: "yes"}), label)
        for name, label in labels.items()
    ]


def by_region(groups, given):
    """Members by region and kind."""
    counts = Counter({(group["region__code"], group["kind"]): group["all"] for group in groups})
    names = dict(Region.objects.filter(parent=None).order_by("name").values_list("code", "name"))
    if any(group["region__code"] is None for group in groups):
        names[None] = _("no region given")
    return table("members:board_members", given, counts, ("region", names), ("kind", dict(Member.Kind.choices)))


def by_post(posts, given):
    """Posts held today, by sector and role."""
    found = posts.order_by().values_list("sector", "role").annotate(Count("pk"))
    counts = Counter({(sector, role): count for sector, role, count in found})
    sectors = dict(Appointment.Sector.choices)
    if any(sector == "" for sector, _role in counts):
        sectors[""] = _("no sector given")
    return table("members:board_posts", given, counts, ("sector", sectors), ("role", dict(Appointment.Role.choices)))


def table(route, given, counts, rows, columns):
    """COUNTS, by a pair of values, as a table. ROWS and COLUMNS name a filter and the labels of its values."""
    (down, labels), (across, headings) = rows, columns
    answer = Table(list(headings.values()))
    for value, label in labels.items():
        where = {down: value or NONE} | given
        cells = [Cell(counts[value, other], address(route, {across: other} | where)) for other in headings]
        answer.rows.append(Row(label, cells, Cell(sum(cell.count for cell in cells), address(route, where))))
    return answer


def waiting():
    """What waits in the whole network, whatever the board is filtered by."""
    invitations = Invitation.objects.not_taken().aggregate(
        open=Count("pk", filter=Q(expires_at__gt=timezone.now())),
        expired=Count("pk", filter=Q(expires_at__lte=timezone.now())),
    )
    cases, requests = ContactCase.objects.open().count(), MembershipRequest.objects.pending().count()
    return [
        Cell(requests, address("members:requests"), _("membership requests to decide")),
        Cell(cases, address("members:contact_cases"), _("contacts to verify, because mail came back")),
        Cell(
            invitations["open"],
            address("members:board_invitations", {"state": "open"}),
            _("invitations that can still be taken"),
        ),
        Cell(
            invitations["expired"],
            address("members:board_invitations", {"state": "expired"}),
            _("invitations that expired untaken"),
        ),
    ]
