from members.models.appointments import Appointment, BureauTerm, Invitation
from members.models.member import Member, Region
from members.models.people import User
from members.models.profile import Confirmation, ProfileDraft, ProfileRevision, Section

__all__ = [
    "Appointment",
    "BureauTerm",
    "Confirmation",
    "Invitation",
    "Member",
    "ProfileDraft",
    "ProfileRevision",
    "Region",
    "Section",
    "User",
]
