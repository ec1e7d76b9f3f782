from modeltranslation.translator import TranslationOptions, register

from newsletters.models import Call, Contribution, Digest, DigestSettings, Edition, Item, Remark
from wpsnet import history


@register(Edition)
class EditionTexts(TranslationOptions):
    fields = ["title", "intro"]


@register(Item)
class ItemTexts(TranslationOptions):
    fields = ["title", "text", "picture_text"]


history.keep(Edition, exclude=["issued"])
history.keep(Digest, exclude=["issued"])
for model in (Item, Call, Contribution, DigestSettings, Remark):
    history.keep(model)
