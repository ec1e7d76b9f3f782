"""What those who come after must know of the plans: in a post for one member, and in the chair."""

import datetime as dt

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans.models import Plan, PlanEvent
from actionplans.wording import plan_title, status_label
from wpsnet.dates import in_words
from wpsnet.handover import Item, Section, bureau, office

MOST = 30


@office.guest("plans")
def plans(member, user):
    """Each plan that is not yet replaced, its status, when its period ends, and what happened last."""
    today = timezone.localdate()
    events = PlanEvent.objects.held(today).filter(plan=OuterRef("pk")).order_by("-happened_by", "-pk")
    told = JSONObject(kind="kind", date="date", stated_on="stated_on")
    last = events.annotate(told=told).values("told")[:1]
    found = member.plans.known(today).exclude(status="replaced").select_related("member").annotate(last=Subquery(last))
    found = found.order_by(F("generation").desc(nulls_last=True), "slug")
    items = [Item(plan_title(plan), plan.get_absolute_url(), detail(plan)) for plan in found]
    return Section(30, _("Action plans and their dates"), items, "", _("No plan is recorded."))


def detail(plan):
    return " · ".join(filter(None, [period(plan), latest_event(plan)]))


def period(plan):
    if not plan.ends:
        return status_label(plan)
    told = {"status": status_label(plan), "day": date_format(plan.ends)}
    if plan.ends < timezone.localdate():
        return _("%(status)s; its period ended on %(day)s") % told
    return _("%(status)s; its period ends on %(day)s") % told


def latest_event(plan):
    if not plan.last:
        return ""
    told = {
        "event": PlanEvent.Kind(plan.last["kind"]).label,
        "date": in_words(plan.last["date"] or plan.last["stated_on"]),
    }
    return _("latest event: %(event)s, %(date)s") % told


@bureau.guest("plans")
def ending_plans(year, user):
    """Current plans that end before the year after YEAR is over."""
    last = dt.date(year + 1, 12, 31)
    ending = Plan.objects.current(timezone.localdate()).filter(ends__lte=last).select_related("member")
    return Section(
        order=30,
        title=_("Plans that end this year or next"),
        items=[
            Item(f"{plan.member.name}: {plan_title(plan)}", plan.get_absolute_url(), date_format(plan.ends))
            for plan in ending.order_by("ends", "member__slug", "slug")[:MOST]
        ],
        more=reverse("actionplans:list"),
        empty=_("No current plan is known to end this year or next."),
    )
