"""What can be new, kind by kind: which rows of the record are meant, when they came to be public, and their words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, Min, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.models import PlanDocument, PlanEvent
from actionplans.timeline import news as plan_news
from actionplans.wording import plan_title
from meetings.models import ActionPoint, Meeting, Report, Statement
from meetings.timeline import news as meeting_news
from newsletters.models import Novelty
from wpsnet.public_cache import published

LOOKED_BACK = dt.timedelta(days=2)  # a transaction may take long to end, and a task may have been lost
LOCK = 0x6E657773  # "news": one process at a time notices what is new


@dataclass(frozen=True)
class Kind:
    """ROWS gives the public rows; PUBLIC_SINCE names their time, or is None where the history has it; TITLE says one."""

    label: Any
    rows: Callable[[], Any]
    title: Callable[[Any], str]
    public_since: str | None = None


def plan_events():
    """That a plan is merely known to exist is no news."""
    return PlanEvent.objects.exclude(kind=PlanEvent.Kind.ATTESTED).select_related("plan__member")


def of_event(event):
    return plan_news(event).title


def of_document(document):
    names = {"member": document.plan.member.name, "plan": plan_title(document.plan), "title": document.title}
    return _("%(member)s, %(plan)s: the document “%(title)s”") % names


def of_meeting(meeting):
    return meeting_news(meeting).title


def of_statement(statement):
    names = {"member": statement.member.name, "meeting": statement.meeting.name}
    return _("%(member)s spoke at this meeting: %(meeting)s") % names


def of_point(point):
    names = {"meeting": point.meeting.name, "number": point.ref, "text": shortened(point.text)}
    return _("%(meeting)s, action point %(number)s: %(text)s") % names


def of_report(report):
    point = report.duty.point
    names = {"who": report.reporter, "meeting": point.meeting.name, "number": point.ref}
    return _("%(who)s reported on action point %(number)s of this meeting: %(meeting)s") % names


def shortened(text, longest=160):
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def address_of(row):
    return (row.duty.point if isinstance(row, Report) else row).get_absolute_url()


KINDS = {
    "event": Kind(gettext_lazy("Action plans"), plan_events, of_event),
    "document": Kind(
        gettext_lazy("Documents of plans"),
        lambda: PlanDocument.objects.published().select_related("plan__member"),
        of_document,
        "published_at",
    ),
    "meeting": Kind(gettext_lazy("Meetings"), Meeting.objects.all, of_meeting),
    "statement": Kind(
        gettext_lazy("Statements"), lambda: Statement.objects.select_related("member", "meeting"), of_statement
    ),
    "point": Kind(
        gettext_lazy("Action points"), lambda: ActionPoint.objects.actions().select_related("meeting"), of_point
    ),
    "report": Kind(
        gettext_lazy("Reports on action points"),
        lambda: Report.objects.published().select_related("duty__point__meeting", "duty__member", "member"),
        of_report,
        "published_at",
    ),
}


# --- Noticing ---------------------------------------------------------------------------------------------------------


def hold():
    """Until this transaction ends no other process notices what is new, so the numbers below the newest are all there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def notice(now=None):
    """Write down what has become public. Call it in a transaction; asked twice, it finds nothing the second time."""
    hold()
    since = (now or timezone.now()) - LOOKED_BACK
    found = [Novelty(kind=name, record=pk) for name in KINDS for pk in unnoticed(name, since)]
    if found:
        Novelty.objects.bulk_create(found, batch_size=1000)
        published()  # feeds show it
    return len(found)


def unnoticed(name, since):
    known = Novelty.objects.filter(kind=name, record=OuterRef("pk"))
    rows = dated(name).filter(public_from__gte=since).exclude(Exists(known))
    return rows.order_by("public_from", "pk").values_list("pk", flat=True)


def dated(name, rows=None):
    """The public rows of the kind NAME with `public_from`: when they were published, or written into the record."""
    kind = KINDS[name]
    rows = kind.rows() if rows is None else rows
    if kind.public_since:
        return rows.annotate(public_from=F(kind.public_since))
    history = rows.model.history.rel.related_model.objects.filter(pgh_obj=OuterRef("pk"), pgh_label="insert")
    first = history.order_by().values("pgh_obj").annotate(at=Min("pgh_created_at")).values("at")
    return rows.annotate(public_from=first)


# --- Telling ----------------------------------------------------------------------------------------------------------


def told(numbers):
    """Sections of what the novelties with NUMBERS say in the current language; what is no more public is left out.

    Plain values: [{"name": "Meetings", "news": [{"title": …, "address": …}]}]
    """
    records = {}
    for kind, record in Novelty.objects.filter(pk__in=numbers).values_list("kind", "record"):
        records.setdefault(kind, []).append(record)
    sections = []
    for name, kind in KINDS.items():
        if rows := list(kind.rows().filter(pk__in=records[name]).order_by("pk")) if name in records else []:
            sections.append({"name": str(kind.label), "news": [line(kind, row) for row in rows]})
    return sections


def line(kind, row):
    return {"title": kind.title(row), "address": settings.SITE_URL + address_of(row)}
