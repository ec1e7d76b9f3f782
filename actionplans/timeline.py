from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.models import PlanEvent
from actionplans.wording import plan_title
from wpsnet.dates import in_words
from wpsnet.timeline import News, timeline


@timeline.guest("actionplans")
def newest_plan_events(count, member):
    """The newest event of each plan; that a plan is merely known to exist is no news."""
    events = PlanEvent.objects.held(timezone.localdate()).exclude(kind=PlanEvent.Kind.ATTESTED)
    if member:
        events = events.filter(plan__member=member)
    newest = events.order_by("plan_id", "-happened_by", "-pk").distinct("plan_id").values("pk")
    events = PlanEvent.objects.filter(pk__in=newest).select_related("plan__member").order_by("-happened_by", "pk")
    return [news(event) for event in events[:count]]


def news(event):
    title = _("%(member)s, %(plan)s: %(event)s") % {
        "member": event.plan.member.name,
        "plan": plan_title(event.plan),
        "event": event.get_kind_display(),
    }
    return News(
        day=event.happened_by,
        when=in_words(event.date or event.stated_on),
        title=title,
        url=event.plan.get_absolute_url(),
        kind="plan",
        member=event.plan.member.slug,
    )
