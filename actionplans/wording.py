"""How a plan and its status are called, in whole phrases that each language can turn as it needs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.models import Plan, Status

GENERATIONS = {
    1: gettext_lazy("First national action plan"),
    2: gettext_lazy("Second national action plan"),
    3: gettext_lazy("Third national action plan"),
    4: gettext_lazy("Fourth national action plan"),
    5: gettext_lazy("Fifth national action plan"),
    6: gettext_lazy("Sixth national action plan"),
    7: gettext_lazy("Seventh national action plan"),
    8: gettext_lazy("Eighth national action plan"),
    9: gettext_lazy("Ninth national action plan"),
}
UNTITLED = {
    Plan.Kind.NATIONAL: gettext_lazy("National action plan, generation not known"),
    Plan.Kind.REGIONAL: gettext_lazy("Regional action plan"),
    Plan.Kind.LOCAL: gettext_lazy("Local action plan"),
    Plan.Kind.OTHER: gettext_lazy("Other framework"),
}
MEANINGS = {
    Status.PLANNED: gettext_lazy("A source announces the plan or a step of it. None says that work on it has begun."),
    Status.DRAFTING: gettext_lazy("A source says that the plan is being written. None says that it has been adopted."),
    Status.ADOPTED: gettext_lazy(
        "A source says that the plan has been adopted. None says that it was launched or that its period has begun."
    ),
    Status.IN_FORCE: gettext_lazy(
        "A source says that the plan was launched, has begun or exists, and no end of its period has passed."
    ),
    Status.PROLONGED: gettext_lazy("The first period of the plan has ended, and a source says that it was extended."),
    Status.UNDER_REVIEW: gettext_lazy("A source says that the plan is being reviewed, and nothing newer is known."),
    Status.EXPIRED: gettext_lazy(
        "The period of the plan has ended, and no source says that it was extended; or a source says that it has expired."
    ),
    Status.REPLACED: gettext_lazy("A later national action plan exists; or a source says that the plan was replaced."),
}


def plan_title(plan):
    """What PLAN is called: its own title, or else its generation or kind."""
    if plan.title:
        return plan.title
    if plan.kind == Plan.Kind.NATIONAL and plan.generation:
        numbered = _("National action plan number %(number)s") % {"number": plan.generation}
        return str(GENERATIONS.get(plan.generation, numbered))
    return str(UNTITLED[plan.kind])


def status_label(plan):
    """The status of PLAN (annotated by with_status) in words."""
    return str(Status(plan.status).label) if plan.status else _("nothing known")


def reason(plan, because):
    """Why PLAN has its status: BECAUSE is the event that it follows from (see story.deciding_event)."""
    if plan.status == Status.EXPIRED and because.kind != Status.EXPIRED:
        return _("The period of the plan has ended, and no source says that it was extended.")
    if plan.status == Status.EXPIRED:
        return _("A source says that the plan has expired.")
    if plan.status == Status.REPLACED and because:
        return _("A source says that the plan was replaced.")
    if plan.status == Status.REPLACED:
        return _("A later national action plan exists.")
    return str(MEANINGS[plan.status]) if plan.status else ""
