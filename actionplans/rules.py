"""Who may do what with plans. A member keeps its own plans; the secretariat keeps the registry."""

import rules

from members.rules import edits_entry_of, holds, is_secretariat, posts_of, publishes_entry_of


@rules.predicate
def writes_for_plan(user, plan):
    """Writes the entry of the member whose PLAN it is."""
    return edits_entry_of(user, plan.member)


@rules.predicate
def publishes_for_plan(user, plan):
    return publishes_entry_of(user, plan.member)


@rules.predicate
def holds_post_for_plan(user, plan):
    return holds(user, plan.member)


def posts_in_civil_society(user):
    """Today's posts of USER for organisations of civil society."""
    return [post for post in posts_of(user) if post.member.kind == "civil_society"]


@rules.predicate
def is_civil_society(user):
    """Speaks for a civil society organisation today."""
    return bool(posts_in_civil_society(user))


rules.add_perm("actionplans.propose", writes_for_plan | is_secretariat)  # facts with their source, and what is drafted
rules.add_perm("actionplans.publish", publishes_for_plan | is_secretariat)
rules.add_perm("actionplans.report", publishes_for_plan)  # progress, in the name of the member
rules.add_perm("actionplans.answer", publishes_for_plan)  # the right of reply: beside what others say, never instead
rules.add_perm("actionplans.read_team_pages", holds_post_for_plan | is_secretariat)
rules.add_perm("actionplans.add_plan", publishes_entry_of | is_secretariat)  # of the member that it is given
rules.add_perm("actionplans.curate", is_secretariat)
rules.add_perm("actionplans.comment", is_civil_society)
rules.add_perm("actionplans.moderate", is_secretariat)
