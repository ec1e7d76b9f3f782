"""Everything the network knows about one member, gathered once for page, file and PDF."""

from django.db.models import F
from django.utils import timezone

from actionplans.models import told_by
from meetings.models import ActionPoint
from members.models import Appointment, ProfileRevision


def dossier(member):
    """What the page of MEMBER shows, as a template context. Names of people only where they allowed it."""
    appointments = list(member.appointments.current().select_related("person").order_by("role", "since"))
    return {
        "member": member,
        "revision": ProfileRevision.objects.latest_of(member),
        "confirmation": member.confirmations.first(),
        "appointments": [post for post in appointments if post.is_named_in_public],
        "unnamed": sum(not post.is_named_in_public for post in appointments),
        "has_focal_point": any(post.role == Appointment.Role.FOCAL_POINT for post in appointments),
        "terms": member.bureau_terms.prefetch_related("sources"),
        "plans": plans_of(member, timezone.localdate()),
        "statements": member.statements.select_related("meeting", "source").order_by("-meeting__first"),
        "action_points": ActionPoint.objects.filter(responsible=member).select_related("meeting"),
        "attendances": member.attendances.select_related("meeting", "source").order_by("-meeting__first"),
    }


def plans_of(member, on):
    """The plans of MEMBER with their status on the day ON, the newest generation first."""
    plans = member.plans.known(on).prefetch_related(told_by(on))
    return plans.order_by(F("generation").desc(nulls_last=True), "slug")
