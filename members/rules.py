"""Who may do what. Rights are computed from the database at every request; nothing is kept in the session."""

import rules
from django.utils import timezone

CHAIRING = ["chair", "co_chair"]


@rules.predicate
def is_secretariat(user):
    return user.is_active and bool(user.secretariat)


@rules.predicate
def is_secretariat_editor(user):
    return user.is_active and user.secretariat == "editor"


@rules.predicate
def is_secretariat_admin(user):
    return user.is_active and user.secretariat == "admin"


def posts_of(user):
    """Today's appointments of USER with their members. The person of a request is asked once: she lives no longer."""
    if not getattr(user, "lives_one_request", False):
        return posts_today(user)
    if not hasattr(user, "posts_today"):
        user.posts_today = posts_today(user)
    return user.posts_today


def posts_today(user):
    posts = user.appointments.current().with_bureau(timezone.localdate().year).with_predecessor()
    return list(posts.select_related("member").order_by("member__name", "role"))


def holds(user, member, **what):
    return any(
        post.member_id == member.pk and all(getattr(post, name) == value for name, value in what.items())
        for post in posts_of(user)
    )


@rules.predicate
def is_focal_point_of(user, member):
    """Holds the post of focal point of MEMBER today."""
    return holds(user, member, role="focal_point")


@rules.predicate
def is_team_of(user, member):
    """Holds any post for MEMBER today."""
    return holds(user, member)


@rules.predicate
def edits_entry_of(user, member):
    return holds(user, member, edits=True)


@rules.predicate
def publishes_entry_of(user, member):
    return holds(user, member, publishes=True)


@rules.predicate
def has_post(user):
    """Speaks for some member today."""
    return bool(posts_of(user))


@rules.predicate
def is_chair(user):
    """Speaks, as focal point, for a member that chairs this year."""
    led = [post.member_id for post in posts_of(user) if post.in_bureau]
    terms = {"member__bureau_terms__year": timezone.localdate().year, "member__bureau_terms__role__in": CHAIRING}
    return bool(led) and user.appointments.filter(member__in=led, **terms).exists()


@rules.predicate
def is_bureau(user):
    """The same for a member that chaired last year, chairs this year or is to chair next year."""
    return any(post.in_bureau for post in posts_of(user))


@rules.predicate
def is_in_a_circle(user):
    """Has joined one, is invited to one, or asks to be let in."""
    return user.circles.exists()


# The entry of a member
rules.add_perm("members.read_draft", edits_entry_of | is_secretariat)
rules.add_perm("members.edit_profile", edits_entry_of)
rules.add_perm("members.publish_profile", publishes_entry_of)
rules.add_perm("members.confirm_profile", edits_entry_of)
rules.add_perm("members.ask_to_confirm", is_secretariat)
rules.add_perm("members.read_history", is_secretariat | is_team_of)

# People and posts
rules.add_perm("members.read_team", is_team_of | is_secretariat)
rules.add_perm("members.manage_team", is_secretariat | is_focal_point_of)
rules.add_perm("members.invite", is_secretariat)
rules.add_perm("members.manage_people", is_secretariat_admin)  # posts of the secretariat, protection, erasure
rules.add_perm("members.read_contacts", is_secretariat | has_post)
rules.add_perm("members.read_circles", is_secretariat | has_post | is_in_a_circle)
rules.add_perm("members.ask_to_join_circles", is_secretariat | has_post)

# The secretariat's work
rules.add_perm("members.read_board", is_secretariat)
rules.add_perm("members.write_to_selection", is_secretariat)
rules.add_perm("members.run_verification", is_secretariat)
rules.add_perm("members.read_mail", is_secretariat)  # who got what, and who gets no mail any more
rules.add_perm("members.decide_requests", is_secretariat)
rules.add_perm("members.import", is_secretariat)
rules.add_perm("members.keep_liaison", is_secretariat)
rules.add_perm("members.manage_circles", is_secretariat)
rules.add_perm("members.manage_members", is_secretariat)  # new members, memberships in time

# The bureau
rules.add_perm("members.read_bureau_file", is_bureau | is_secretariat)
rules.add_perm("members.write_bureau_file", is_chair)
rules.add_perm("members.set_bureau", is_secretariat)
