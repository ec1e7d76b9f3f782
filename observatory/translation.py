from modeltranslation.translator import TranslationOptions, register

from observatory.models import Adherence, PracticeUse, Resource
from wpsnet import history


@register(Resource)
class ResourceTexts(TranslationOptions):
    fields = ["title", "summary", "done", "result", "cost", "conditions"]


history.keep(Resource, exclude=["link_state", "link_checked_at"])
history.keep(Adherence)
history.keep(PracticeUse)
