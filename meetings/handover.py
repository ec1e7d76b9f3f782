"""What those who come after must know of the meetings: in a post for one member, and in the chair."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.models import ActionPoint, Duty, Meeting
from wpsnet.dates import in_words
from wpsnet.handover import Item, Section, bureau, office
from wpsnet.languages import column

LAST = 5  # statements
MOST = 50


@office.guest("action points")
def action_points(member, user):
    hers = Duty.objects.filter(Q(member=member) | Q(body=Duty.Body.ALL_MEMBERS), point=OuterRef("pk"))
    points = ActionPoint.objects.actions().open().filter(Exists(hers)).select_related("meeting")
    items = [
        Item(f"{point.shown_number} {point.text}", point.own_page, state_and_due(point))
        for point in points.order_by("due_last", "meeting", "order")
    ]
    empty = _("No open action point names this member.")
    return Section(20, _("Open action points"), items, reverse("meetings:action_points"), empty)


def state_and_due(point):
    due = point.due and _("due: %(date)s") % {"date": in_words(point.due)}
    return " · ".join(filter(None, [str(point.state_label), due]))


@office.guest("statements")
def statements(member, user):
    last = member.statements.select_related("meeting").order_by("-meeting__first", "pk")[:LAST]
    items = [Item(one.meeting.name, one.get_absolute_url(), in_words(one.meeting.date)) for one in last]
    return Section(40, _("Last statements"), items, "", _("No statement is recorded."))


@bureau.guest("action points")
def open_action_points(year, user):
    """All of which nobody says that they are done, by the day when they are due; those without one come last."""
    own = column("responsible__name", get_language())
    name = Coalesce(own, "responsible__name_en", output_field=CharField())
    who = ArrayAgg(name, filter=Q(responsible__isnull=False), order_by=name, default=[])
    points = ActionPoint.objects.actions().open().select_related("meeting").annotate(who=who)
    points = points.order_by(F("due_last").asc(nulls_last=True), "-meeting__first", "order")
    return Section(
        order=10,
        title=_("Open action points"),
        items=[Item(point.text, point.get_absolute_url(), detail(point)) for point in points[:MOST]],
        more=reverse("meetings:action_points"),
        empty=_("No action point is open."),
    )


def detail(point):
    told = [f"{point.meeting.name}, {point.ref}"]
    told += [", ".join(point.who) or point.responsible_words]
    if point.due:
        told.append(
            (_("late, was due: %(date)s") if point.is_late else _("due: %(date)s")) % {"date": in_words(point.due)}
        )
    return " · ".join(filter(None, told))


@bureau.guest("meetings")
def next_meetings(year, user):
    coming = Meeting.objects.filter(last__gte=timezone.localdate()).order_by("first", "slug")
    return Section(
        order=20,
        title=_("Next meetings"),
        items=[Item(meeting.name, meeting.get_absolute_url(), in_words(meeting.date)) for meeting in coming[:MOST]],
        more=reverse("meetings:list"),
        empty=_("No meeting is announced."),
    )
