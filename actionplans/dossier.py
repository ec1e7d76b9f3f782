"""Everything known about one plan on a day, gathered once for page and file."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from actionplans import story
from actionplans.bodies import by_role
from actionplans.content import content
from actionplans.coverage import covered
from actionplans.models import Plan, told_by
from actionplans.shelf import shelf
from actionplans.wording import reason


def known_plan(member, slug, on):
    """The plan at this address, with its status on the day ON; None where there is none."""
    plans = Plan.objects.with_status(on).select_related("member").prefetch_related(told_by(on))
    return plans.filter(member__slug=member, slug=slug).first()


def dossier(plan, on):
    """What the page of PLAN shows, as a template context."""
    events = list(plan.events.select_related("source", "reply"))
    later = [event for event in events if event.happened_by and event not in plan.told]
    others = list(Plan.objects.for_list(on).filter(member=plan.member))
    findings = list(plan.findings.select_related("source", "reply", "theme__parent", "country"))
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
        "successor": story.successor(plan, others),
        "period": story.period(plan),
        "ends": story.with_end(plan),
        "judgements": story.judgements(findings),
        "bodies": by_role(plan.bodies.select_related("source", "reply")),
        **content(findings),
        "series": others,
        "covered": covered(plan, on),
        "initiatives": plan.initiatives.published().select_related("source"),
        "documents": shelf(plan),
    }


def series(member, on):
    """All plans of MEMBER of which something was known on the day ON, the oldest first; as a template context."""
    plans = Plan.objects.for_list(on).filter(member=member).prefetch_related(told_by(on))
    return {
        "member": member,
        "on": on,
        "today": timezone.localdate(),
        "address": f"{settings.SITE_URL}{reverse('actionplans:plans_of', args=[member.slug])}?as_of={on.isoformat()}",
        "plans": list(plans),
    }
