"""The files that fill this app's models."""

from meetings.models import (
    ActionPoint,
    Attendance,
    Duty,
    Meeting,
    Paper,
    RuleText,
    RuleVersion,
    Session,
    Speaker,
    Statement,
)
from wpsnet.reference import Table, tables


def words_are_there(cells):
    """Even an unreported statement says that it is one."""
    if not cells["text_en"]:
        yield "text_en", "is empty"


def is_heading(cells, above):
    """(a) is a heading, (a)(i) an action."""
    return cells["ref"].count("(") == 1


def place_in_meeting(cells, above):
    return 1 + sum(other["meeting"] == cells["meeting"] for other in above)


tables += [
    Table(
        "meetings.csv", Meeting, key=("slug",), name="{slug}", renames={"attendance": "attendance_words"}, child=False
    ),
    Table("papers.csv", Paper, key=("meeting", "symbols", "kind", "title_en")),
    Table("attendance.csv", Attendance, key=("meeting", "member", "source")),
    Table("sessions.csv", Session, key=("meeting", "number"), name="{meeting} {number}"),
    Table(
        "speakers.csv",
        Speaker,
        key=("session", "order"),
        links={"session": "{meeting} {session}"},
    ),
    Table("statements.csv", Statement, key=("meeting", "member"), check=words_are_there, order="order"),
    Table(
        "action_points.csv",
        ActionPoint,
        key=("meeting", "ref"),
        name="{meeting} {ref}",
        renames={"responsible": "responsible_words", "responsible_members": "responsible"},
        computed={"heading": is_heading, "order": place_in_meeting},
        order="order",
    ),
    Table(
        "action_point_bodies.csv",
        Duty,
        key=("point", "body"),
        links={"point": "{meeting} {point}"},
    ),
    Table("rule_texts.csv", RuleText, key=("slug",), name="{slug}", child=False),
    Table("rule_versions.csv", RuleVersion, key=("text", "number")),
]
