from members.models.appointments import Appointment, Visibility, usual_rights
from members.models.bureau import BureauNote, BureauTerm
from members.models.circles import Circle, CircleMembership, Notice
from members.models.facts import Answer, Fact, Question
from members.models.imports import Import, ImportRow
from members.models.invitations import Invitation
from members.models.liaison import LiaisonEntry
from members.models.member import Member, Region
from members.models.memberships import Membership
from members.models.organisations import OrganisationMembership
from members.models.people import User
from members.models.profile import Confirmation, ProfileDraft, ProfileRevision, Section
from members.models.requests import MembershipRequest, RequestMessage
from members.models.verification import (
    ContactCase,
    EntryNote,
    Verification,
    VerificationRound,
    VerificationSchedule,
    posts_with_open_case,
    with_silence,
)

__all__ = [
    "Answer",
    "Appointment",
    "BureauNote",
    "BureauTerm",
    "Circle",
    "CircleMembership",
    "Confirmation",
    "ContactCase",
    "EntryNote",
    "Fact",
    "Import",
    "ImportRow",
    "Invitation",
    "LiaisonEntry",
    "Member",
    "Membership",
    "MembershipRequest",
    "Notice",
    "OrganisationMembership",
    "ProfileDraft",
    "ProfileRevision",
    "Question",
    "Region",
    "RequestMessage",
    "Section",
    "User",
    "Verification",
    "VerificationRound",
    "VerificationSchedule",
    "Visibility",
    "posts_with_open_case",
    "usual_rights",
    "with_silence",
]
