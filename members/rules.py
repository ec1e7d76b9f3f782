"""Who may do what. Rights are computed from the database at every request; nothing is kept in the session."""

import rules
from django.utils import timezone

EDITING_ROLES = ["focal_point", "alternate"]


@rules.predicate
def is_secretariat(user):
    return user.is_active and bool(user.secretariat)


@rules.predicate
def is_secretariat_editor(user):
    return user.is_active and user.secretariat == "editor"


@rules.predicate
def is_secretariat_admin(user):
    return user.is_active and user.secretariat == "admin"


@rules.predicate
def is_focal_point_of(user, member):
    return user.appointments.current().filter(member=member, role="focal_point").exists()


@rules.predicate
def is_team_of(user, member):
    """Focal point or alternate of MEMBER today."""
    return user.appointments.current().filter(member=member, role__in=EDITING_ROLES).exists()


@rules.predicate
def is_bureau(user):
    """Holds a post for a member that is in the bureau this year: chair of last year, this year or next."""
    year = timezone.localdate().year
    return (
        user.appointments.current()
        .filter(
            member__bureau_terms__year__range=(year - 1, year + 1), member__bureau_terms__role__in=["chair", "co_chair"]
        )
        .exists()
    )


rules.add_perm("members.read_draft", is_team_of | is_secretariat)
rules.add_perm("members.edit_profile", is_team_of)
rules.add_perm("members.publish_profile", is_focal_point_of)
rules.add_perm("members.confirm_profile", is_team_of)
rules.add_perm("members.ask_to_confirm", is_secretariat)
rules.add_perm("members.invite", is_secretariat_admin)
rules.add_perm("members.read_contacts", is_secretariat | is_bureau | rules.is_authenticated)
