from modeltranslation.translator import TranslationOptions, register

from members.models import (
    Appointment,
    BureauNote,
    BureauTerm,
    Circle,
    Fact,
    Invitation,
    LiaisonEntry,
    Member,
    Membership,
    MembershipRequest,
    OrganisationMembership,
    ProfileDraft,
    Region,
    User,
)
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


@register(Circle)
class CircleTexts(TranslationOptions):
    fields = ["name", "purpose"]
    required_languages = ["en"]


history.keep(Member)
history.keep(Membership)
history.keep(OrganisationMembership)
history.keep(Appointment)
history.keep(BureauTerm)
history.keep(BureauNote)
history.keep(Fact)
history.keep(LiaisonEntry)
history.keep(MembershipRequest)
history.keep(ProfileDraft)
history.keep(User, exclude=["password", "last_login"])
history.keep(Invitation, exclude=["token_hash"])
