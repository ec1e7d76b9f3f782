from actionplans.models.bodies import PlanBody, bodies_told
from actionplans.models.comments import PlanComment
from actionplans.models.commitments import KEPT, Commitment, CommitmentFollowUp, Initiative, Outcome
from actionplans.models.counts import PublishedCount
from actionplans.models.documents import MOST_HITS, DocumentPage, PlanDocument
from actionplans.models.drafting import Drafting, DraftingStep
from actionplans.models.events import RESOLUTIONS, Finding, PlanEvent, answered, resolution_name, told_by
from actionplans.models.implementation import Action, BudgetLine, Objective, ProgressReport, last_year_due
from actionplans.models.plan import CURRENT, ONCE_MADE, RANKED, Plan, Status
from actionplans.models.proposals import Proposal
from actionplans.models.replies import Reply

__all__ = [
    "CURRENT",
    "KEPT",
    "MOST_HITS",
    "ONCE_MADE",
    "RANKED",
    "RESOLUTIONS",
    "Action",
    "BudgetLine",
    "Commitment",
    "CommitmentFollowUp",
    "DocumentPage",
    "Drafting",
    "DraftingStep",
    "Finding",
    "Initiative",
    "Objective",
    "Outcome",
    "Plan",
    "PlanBody",
    "PlanComment",
    "PlanDocument",
    "PlanEvent",
    "ProgressReport",
    "Proposal",
    "PublishedCount",
    "Reply",
    "Status",
    "answered",
    "bodies_told",
    "last_year_due",
    "resolution_name",
    "told_by",
]
