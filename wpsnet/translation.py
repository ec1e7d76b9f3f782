from modeltranslation.translator import TranslationOptions, register

from wpsnet import history
from wpsnet.models import Source, Theme


@register(Theme)
class ThemeTexts(TranslationOptions):
    fields = ["name"]
    required_languages = ["en"]


history.keep(Source)
history.keep(Theme)
