"""What this app holds about a person: which records she wrote for her member, and when; not the words of the office."""

from actionplans.models import (
    Commitment,
    CommitmentFollowUp,
    DraftingStep,
    Initiative,
    PlanComment,
    PlanDocument,
    ProgressReport,
    Proposal,
    Reply,
)
from wpsnet.personal import held


@held.guest("plans")
def plans(person):
    reports = ProgressReport.objects.filter(reported_by=person).order_by("pk")
    return {
        "comments_on_plans": rows(
            PlanComment, person, "plan__member__slug", "plan__slug", "organisation__slug", "words"
        ),
        "commitments": rows(Commitment, person, "member__slug", "made"),
        "documents_of_plans": rows(PlanDocument, person, "plan__member__slug", "plan__slug", "title"),
        "follow_ups_of_commitments": rows(CommitmentFollowUp, person, "commitment__member__slug", "year"),
        "initiatives": rows(Initiative, person, "plan__member__slug", "plan__slug"),
        "progress_reports": list(
            reports.values("action__objective__plan__slug", "action__number", "year", "reported_at")
        ),
        "proposals_about_plans": rows(Proposal, person, "plan__member__slug", "plan__slug", "kind", "typed"),
        "replies_about_plans": rows(Reply, person, "event__plan__slug", "finding__plan__slug"),
        "steps_of_drafting": rows(DraftingStep, person, "drafting__member__slug", "step"),
    }


def rows(model, person, *names):
    return list(model.objects.filter(written_by=person).order_by("pk").values(*names, "written_at"))
