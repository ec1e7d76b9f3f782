"""The plan clock: 12, 6 and 3 months before a plan ends, those who keep it and the secretariat are told."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from actionplans.models import Plan
from actionplans.wording import plan_title
from members.models import Appointment, User
from wpsnet.dates import months_later
from wpsnet.outbox.actions import Recipient, freeze
from wpsnet.outbox.letters import NotNeeded, letters

MARKS = [3, 6, 12]  # months before the end
TEMPLATE = "plan_ends"


def strike(today=None):
    """Freeze the mails that are due on the day TODAY: one mailing for each plan, end and mark, however often this is called.

    After a time without a clock only the last mark that has passed is told: nobody gets three mails on one day.
    """
    today = today or timezone.localdate()
    for plan in ending(today).select_related("member"):
        mark = next(months for months in MARKS if plan.ends <= months_later(today, months))
        key = f"{TEMPLATE}-{plan.pk}-{plan.ends.isoformat()}-{mark}"
        freeze(key, TEMPLATE, recipients(plan), {"plan": plan.pk, "ends": plan.ends.isoformat()})


def ending(today):
    """Plans that bind today, and whose period ends within a year."""
    return Plan.objects.current(today).filter(ends__gte=today, ends__lte=months_later(today, MARKS[-1]))


def recipients(plan):
    """Those who publish for the member, and the secretariat; each once."""
    posts = Appointment.objects.current().publishing().filter(member=plan.member)
    people = User.objects.active().filter(appointments__in=posts) | User.objects.secretariat()
    return [Recipient(person.email, person.language) for person in people.distinct().order_by("pk")]


@letters.guest(TEMPLATE)
def told(delivery):
    """What is true when the mail is sent. Raises NotNeeded where the plan has another end by then, or is replaced."""
    asked = delivery.mailing.context
    plan = Plan.objects.current(timezone.localdate()).filter(pk=asked["plan"]).select_related("member").first()
    ends = dt.date.fromisoformat(asked["ends"])
    if plan is None or plan.ends != ends:
        raise NotNeeded("The plan has been extended or replaced meanwhile.")
    with override(delivery.language):
        place = [plan.member.slug, plan.slug]
        return {
            "member": plan.member.name,
            "plan": plan_title(plan),
            "ends": ends,
            "prolong": settings.SITE_URL + reverse("actionplans:prolong", args=place),
            "add": settings.SITE_URL + reverse("actionplans:add_plan", args=[plan.member.slug]),
            "record": settings.SITE_URL + reverse("actionplans:record", args=place),
        }
