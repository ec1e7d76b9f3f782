from modeltranslation.translator import TranslationOptions, register

from actionplans.models import Finding, Plan, PlanEvent
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


history.keep(Plan)
history.keep(PlanEvent, exclude=["happened_by"])
history.keep(Finding)
