"""Who may do what with resources: a member keeps its own, the secretariat keeps them all."""

import rules

from actionplans.rules import publishes_for_plan
from members.rules import edits_entry_of, holds, is_secretariat, posts_of, publishes_entry_of


@rules.predicate
def writes_for_resource(user, resource):
    return edits_entry_of(user, resource.member)


@rules.predicate
def publishes_for_resource(user, resource):
    return publishes_entry_of(user, resource.member)


@rules.predicate
def holds_post_for_resource(user, resource):
    return holds(user, resource.member)


@rules.predicate
def writes_anywhere(user):
    return any(post.edits for post in posts_of(user))


@rules.predicate
def publishes_for_page(user, correction):
    return correction.member is not None and publishes_entry_of(user, correction.member)


@rules.predicate
def publishes_anywhere(user):
    return any(post.publishes for post in posts_of(user))


rules.add_perm("observatory.read_corrections", is_secretariat | publishes_anywhere)
rules.add_perm("observatory.answer_correction", is_secretariat | publishes_for_page)
rules.add_perm("observatory.open_room", writes_anywhere | is_secretariat)
rules.add_perm("observatory.read_resource", holds_post_for_resource | is_secretariat)
rules.add_perm("observatory.propose", writes_for_resource | is_secretariat)
rules.add_perm("observatory.publish", publishes_for_resource | is_secretariat)
rules.add_perm("observatory.speak_for_practice", publishes_for_resource)  # that another's plan has taken it over
rules.add_perm("observatory.speak_for_plan", publishes_for_plan)
