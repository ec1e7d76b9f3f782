"""Everything the network knows about one member, gathered once for page, file and PDF."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from actionplans.models import Plan, told_by
from meetings.models import ActionPoint
from members.answers import by_question
from members.contacts import contact_of
from members.models import Member, Membership, ProfileRevision, with_silence
from observatory.models import Resource
from wpsnet.models import Source

MOST_EVENTS = 10  # the list of events shows all
MOST_RESOURCES = 20  # the list of resources shows all
OF_A_MEMBERSHIP = ["standing", "since", "until"]
OF_ITS_SOURCE = ["key", "title", "url"]


def pages():
    """The members with what each row of them carries to its page; the memberships come along, to spare a query."""
    told = {name: name for name in OF_A_MEMBERSHIP} | {name: f"source__{name}" for name in OF_ITS_SOURCE}
    periods = Membership.objects.filter(member=OuterRef("pk")).order_by("-since_first", "-pk")
    periods = ArraySubquery(periods.values(told=JSONObject(**told)))
    return with_silence(Member.objects.for_list().with_confirmation()).annotate(told_memberships=periods)


def memberships_of(member):
    for told in member.told_memberships:
        source = Source(**{name: told[name] for name in OF_ITS_SOURCE}) if told["key"] else None
        yield Membership(member=member, source=source, **{name: told[name] for name in OF_A_MEMBERSHIP})


def dossier(member):
    """What the page of MEMBER (one of `pages()`) shows, as a template context. Names of people only where they allowed it."""
    posts = member.appointments.with_current().with_speaking()
    held = list(posts.select_related("person").order_by("role", "since"))
    appointments = [post for post in held if post.is_current]
    contacts = [(post, contact_of(post, None)) for post in appointments]
    plans = list(plans_of(member, timezone.localdate()))
    answers = by_question(list(member.facts.published().select_related("source")))
    return {
        "member": member,
        "answers": [answered for answered in answers if member.is_state or answered.current],
        "revision": ProfileRevision.objects.latest_of(member),
        "memberships": list(memberships_of(member)),
        "contacts": [(post, contact) for post, contact in contacts if not contact.is_empty],
        "unnamed": sum(contact.is_empty for _post, contact in contacts),
        "is_vacant": bool(held) and not any(post.is_speaking for post in appointments),
        "terms": member.bureau_terms.with_sources(),
        "plans": [plan for plan in plans if plan.member_id == member.pk],
        "covering": [plan for plan in plans if plan.member_id != member.pk],
        "statements": member.statements.select_related("meeting", "source").order_by("-meeting__first"),
        "action_points": ActionPoint.objects.filter(responsible=member).select_related("meeting"),
        "resources": Resource.objects.published()
        .concerning(member)
        .order_by("kind", "-made_last", "pk")[:MOST_RESOURCES],
        "events": member.events.order_by("-starts_first", "-pk")[:MOST_EVENTS],
        "attendances": member.attendances.select_related("meeting", "source").order_by("-meeting__first"),
    }


def plans_of(member, on):
    """The plans of MEMBER with their status on the day ON, the newest generation first, and those that cover it."""
    plans = Plan.objects.filter(member=member) | Plan.objects.covering(member, on)
    told = plans.known(on).select_related("member").prefetch_related(told_by(on))
    return told.order_by(F("generation").desc(nulls_last=True), "slug")
