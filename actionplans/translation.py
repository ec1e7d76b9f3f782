from modeltranslation.translator import TranslationOptions, register

from actionplans.models import (
    Action,
    BudgetLine,
    Commitment,
    CommitmentFollowUp,
    Drafting,
    DraftingStep,
    Finding,
    Initiative,
    Objective,
    Plan,
    PlanBody,
    PlanComment,
    PlanDocument,
    PlanEvent,
    ProgressReport,
    Proposal,
    PublishedCount,
    Reply,
)
from wpsnet import history


@register(Plan)
class PlanTexts(TranslationOptions):
    fields = ["title", "note"]


@register(PlanEvent)
class PlanEventTexts(TranslationOptions):
    fields = ["note"]


@register(Finding)
class FindingTexts(TranslationOptions):
    fields = ["note"]


@register(PlanBody)
class PlanBodyTexts(TranslationOptions):
    fields = ["note"]


@register(PublishedCount)
class PublishedCountTexts(TranslationOptions):
    fields = ["note"]


@register(Initiative)
class InitiativeTexts(TranslationOptions):
    fields = ["name", "words", "joining"]


@register(Commitment)
class CommitmentTexts(TranslationOptions):
    fields = ["words", "occasion"]


@register(CommitmentFollowUp)
class CommitmentFollowUpTexts(TranslationOptions):
    fields = ["words"]


history.keep(Drafting)
history.keep(DraftingStep)
history.keep(Initiative)
history.keep(Commitment)
history.keep(CommitmentFollowUp)
history.keep(Plan)
history.keep(PlanEvent, exclude=["happened_by", "holds_from", "foretold_from"])
history.keep(Finding)
history.keep(Reply)
history.keep(PlanBody)
history.keep(Proposal)
history.keep(PlanDocument, exclude=["text_state", "page_count", "attempts", "lease_until"])
for model in (Objective, Action, ProgressReport, BudgetLine, PlanComment):
    history.keep(model)
