"""What waits about plans: periods that end soon, or have ended with nothing said since; documents and facts that are
proposed; reports that are due; comments to look at, or to answer."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionplans import clock
from actionplans.models import CURRENT, Action, Plan, PlanComment, PlanDocument, Proposal, last_year_due
from actionplans.models.implementation import REPORT_MONTHS
from actionplans.wording import plan_title
from members.rules import posts_of
from wpsnet.dates import months_later
from wpsnet.desk import Waiting, desk

SOON = 6  # months
MOST = 10


@desk.guest("plans")
def plans(user):
    """For those who publish for a member its plans; for the secretariat those that end first, and comments. One query."""
    today = timezone.localdate()
    published = [post.member_id for post in posts_of(user) if post.publishes]
    if not published and not user.secretariat:
        return
    found = Plan.objects.with_status(today).annotate(**for_the_secretariat() if user.secretariat else for_member(user))
    soon = Q(status__in=CURRENT, ends__gte=today, ends__lte=months_later(today, SOON))
    over = Q(status="expired", ends__lt=today, expired_on=None, kind=Plan.Kind.NATIONAL)
    found = (
        found.filter(soon | Q(says=True))
        if user.secretariat
        else found.filter(
            soon | over | Q(proposes=True) | Q(suggests=True) | Q(asks=True) | Q(status__in=CURRENT, owes=True),
            member__in=published,
        )
    )
    for plan in found.select_related("member").order_by("ends", "pk")[:MOST]:
        told = {"member": plan.member, "plan": plan_title(plan)}
        yield from (of_secretariat if user.secretariat else of_member)(plan, told, today)


def for_the_secretariat():
    return {"says": Exists(PlanComment.objects.waiting().filter(plan=OuterRef("pk")))}


def for_member(user):
    """Whether somebody else PROPOSES a document or SUGGESTS a fact, a comment ASKS for an answer, the member OWES reports."""
    silent = Action.objects.standing().filter(objective__plan=OuterRef("pk")).exclude(reports__year=last_year_due())
    comments = PlanComment.objects.published().filter(plan=OuterRef("pk"), answered_at=None)
    proposals = PlanDocument.objects.proposed().filter(plan=OuterRef("pk")).exclude(written_by=user)
    facts = Proposal.objects.waiting().filter(plan=OuterRef("pk")).exclude(written_by=user)
    return {"proposes": Exists(proposals), "suggests": Exists(facts), "asks": Exists(comments), "owes": Exists(silent)}


def of_secretariat(plan, told, today):
    if ends_soon(plan, today):
        yield ending(plan, told, today)
    if plan.says:
        title = _("%(member)s: a comment on a plan waits for you to look at it") % told
        yield Waiting(today, title, f"{reverse('actionplans:moderation')}?state=waiting", told["plan"])


def of_member(plan, told, today):
    address = [plan.member.slug, plan.slug]
    if ends_soon(plan, today) or is_over(plan):
        yield ending(plan, told, today)
    if plan.proposes:
        title = _("%(member)s: a document waits for you to publish it") % told
        yield Waiting(today, title, reverse("actionplans:edit_documents", args=address), told["plan"])
    if plan.suggests:
        title = _("%(member)s: a proposal about a plan waits for you to publish it") % told
        yield Waiting(today, title, f"{reverse('actionplans:record', args=address)}#proposals", told["plan"])
    if plan.asks:
        title = _("%(member)s: you may answer a comment of civil society") % told
        yield Waiting(today, title, reverse("actionplans:carrying_out", args=address), told["plan"])
    if plan.owes and plan.status in CURRENT:
        year = last_year_due()
        title = _("%(member)s: the report on %(year)s is not complete") % (told | {"year": year})
        detail = _("%(plan)s. Readers see “no update given”.") % told
        since = dt.date(year + 1, REPORT_MONTHS + 1, 1)
        yield Waiting(since, title, reverse("actionplans:report", args=[*address, year]), detail)


def ends_soon(plan, today):
    return plan.status in CURRENT and plan.ends and today <= plan.ends <= months_later(today, SOON)


def is_over(plan):
    """Its time has passed, and nobody has said that it ended."""
    return plan.kind == Plan.Kind.NATIONAL and plan.status == "expired" and plan.ends and not plan.expired_on


def ending(plan, told, today):
    told |= {"day": date_format(plan.ends)}
    url = reverse("actionplans:record", args=[plan.member.slug, plan.slug])
    if plan.ends < today:
        title = _("%(member)s: the plan ended on %(day)s, and nothing has been said since") % told
        return Waiting(plan.ends, title, url, _("%(plan)s. Say what became of it, or what follows.") % told)
    title = _("%(member)s: the plan ends on %(day)s") % told
    detail = _("%(plan)s. Prolong it, or record the plan that follows.") % told
    return Waiting(today, title, url, detail, urgent=plan.ends < months_later(today, clock.MARKS[0]))
