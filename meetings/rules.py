"""Who may do what with what is announced, and with summaries that are read in."""

import rules

from meetings.models import Duty
from members.rules import (
    edits_entry_of,
    has_post,
    is_bureau,
    is_chair,
    is_secretariat,
    is_secretariat_admin,
    is_team_of,
    posts_of,
    publishes_entry_of,
)

rules.add_perm("meetings.write_events", is_secretariat)


# Action points: whoever is responsible reports. Nobody speaks for somebody else, the secretariat for no member.


def speaks_in(user, report, right):
    """Whether USER speaks in REPORT: with RIGHT, a predicate about entries, where it is a member's."""
    if member := report.duty.member or report.member:
        return right(user, member)
    bodies = {
        Duty.Body.SECRETARIAT: is_secretariat,
        Duty.Body.CHAIR: is_chair,
        Duty.Body.BUREAU: is_bureau,
        Duty.Body.ALL_MEMBERS: is_secretariat | is_chair,  # what they have done together, summed up
    }
    return bodies[report.duty.body](user)


@rules.predicate
def writes_report(user, report):
    return speaks_in(user, report, edits_entry_of)


@rules.predicate
def publishes_report(user, report):
    return speaks_in(user, report, publishes_entry_of)


@rules.predicate
def leads_meeting(user, meeting):
    """Speaks, as focal point, for a member that chairs MEETING."""
    chairs = {member.pk for member in meeting.chairs.all()}
    return any(post.member_id in chairs and post.role == "focal_point" for post in posts_of(user))


@rules.predicate
def agenda_is_a_draft(user, meeting):
    schedule = getattr(meeting, "schedule", None)
    return schedule is None or schedule.agenda_published_at is None


rules.add_perm("meetings.propose_report", writes_report)
rules.add_perm("meetings.publish_report", publishes_report)
rules.add_perm("meetings.keep_points", is_secretariat)

# Before a meeting. What readers see already is changed by the secretariat alone.
rules.add_perm("meetings.prepare", is_secretariat)  # the meeting itself, its letters, publishing its agenda
rules.add_perm("meetings.read_agenda", is_secretariat | leads_meeting)
rules.add_perm("meetings.write_agenda", is_secretariat | (leads_meeting & agenda_is_a_draft))
rules.add_perm("meetings.take_part", is_secretariat | has_post)  # the video link, papers that are not public
rules.add_perm("meetings.read_summaries", is_secretariat)
rules.add_perm("meetings.confirm_programme", is_secretariat)


@rules.predicate
def entered_her(user, protected):
    return protected.entered_by_id == user.pk


@rules.predicate
def team_of_organisation(user, member):
    """Holds any post for MEMBER, which is no state: organizations have representatives who write no entry."""
    return member.kind != "state" and is_team_of(user, member)


# Who comes. A member's team registers; the secretariat admits. Who a person at risk is, two may read, each with a line in
# the log: administrators, and whoever wrote it.
rules.add_perm("meetings.read_delegation", is_team_of | is_secretariat)
rules.add_perm("meetings.register", edits_entry_of | team_of_organisation | is_secretariat)
rules.add_perm("meetings.admit", is_secretariat)
rules.add_perm("meetings.read_protected", is_secretariat_admin | entered_her)
rules.add_perm("meetings.erase_protected", is_secretariat_admin | entered_her)
rules.add_perm("meetings.read_inputs", is_secretariat)


# The chair's summary. What the chair answers to suggestions, nobody answers for her.


@rules.predicate
def answers_suggestions(user, meeting):
    return is_bureau(user) or leads_meeting(user, meeting)


def delegations_of(user):
    """The posts in which USER speaks for a delegation."""
    return [post for post in posts_of(user) if post.role in ("focal_point", "representative")]


@rules.predicate
def speaks_for_a_delegation(user):
    return bool(delegations_of(user))


rules.add_perm("meetings.write_summary", is_secretariat | answers_suggestions)
rules.add_perm("meetings.answer_suggestions", answers_suggestions)
rules.add_perm("meetings.read_circulated", is_secretariat | has_post)
rules.add_perm("meetings.suggest", speaks_for_a_delegation)
