"""Everything known about one plan on a day, gathered once for page and file."""

from django.conf import settings
from django.utils import timezone

from actionplans import story
from actionplans.models import Plan, told_by
from actionplans.wording import reason


def known_plan(member, slug, on):
    """The plan at this address, with its status on the day ON; None where there is none."""
    plans = Plan.objects.with_status(on).select_related("member").prefetch_related(told_by(on))
    return plans.filter(member__slug=member, slug=slug).first()


def dossier(plan, on):
    """What the page of PLAN shows, as a template context."""
    events = list(plan.events.select_related("source"))
    later = [event for event in events if event.happened_by and event not in plan.told]
    series = list(Plan.objects.for_list(on).filter(member=plan.member))
    because = story.deciding_event(plan)
    return {
        "plan": plan,
        "on": on,
        "today": timezone.localdate(),
        "address": f"{settings.SITE_URL}{plan.get_absolute_url()}?as_of={on.isoformat()}",
        "events": [event for event in events if event not in later],
        "later_events": later,
        "because": because,
        "reason": reason(plan, because),
        "successor": story.successor(plan, series),
        "period": story.period(plan),
        "ends": story.with_end(plan),
        "judgements": story.judgements(plan.findings.select_related("source")),
        "series": series,
    }
