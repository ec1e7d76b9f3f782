from modeltranslation.translator import TranslationOptions, register

from members.models import Appointment, BureauTerm, Invitation, Member, ProfileDraft, Region, User
from wpsnet import history


@register(Region)
class RegionTexts(TranslationOptions):
    fields = ["name"]
    required_languages = ["en"]


@register(Member)
class MemberTexts(TranslationOptions):
    fields = ["name", "formal_name"]
    required_languages = ["en"]


@register(BureauTerm)
class BureauTermTexts(TranslationOptions):
    fields = ["note"]


history.keep(Member)
history.keep(Appointment)
history.keep(BureauTerm)
history.keep(ProfileDraft)
history.keep(User, exclude=["password", "last_login"])
history.keep(Invitation, exclude=["token_hash"])
