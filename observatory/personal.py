"""What this app holds about a person: which resources she wrote, and where she spoke for a practice or a plan."""

from django.db.models import Q

from members.personal import from_address
from observatory.models import Adherence, Correction, PracticeUse, Resource
from wpsnet.personal import erasers, held


@held.guest("resources")
def resources(person):
    uses = PracticeUse.objects.filter(Q(confirmed_by_plan=person) | Q(confirmed_by_practice=person)).order_by("pk")
    told = Adherence.objects.filter(written_by=person).order_by("pk")
    return {
        "resources": list(
            Resource.objects.filter(written_by=person).order_by("pk").values("member__slug", "title", "written_at")
        ),
        "adherences_written_down": list(told.values("resource__title", "member__slug", "written_at")),
        "errors_reported": list(
            Correction.objects.filter(from_address("email", person)).order_by("pk").values("page", "wrong", "sent_at")
        ),
        "errors_answered": list(
            Correction.objects.filter(decided_by=person).order_by("pk").values("page", "state", "decided_at")
        ),
        "practices_in_plans": list(uses.values("practice__title", "plan__member__slug", "plan__slug", "said_at")),
    }


@erasers.guest("corrections")
def forget(person):
    """Her address goes; that an error was reported stays."""
    Correction.objects.filter(from_address("email", person)).update(email="")
