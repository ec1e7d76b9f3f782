"""The columns of the secretariat's lists about rounds, silence and contacts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from wpsnet.exports import Column


def day(value):
    return value and str(value)


def asked_people(verification):
    return ", ".join(post.person.name for post in verification.asked)


def posts_of(person):
    return "; ".join(f"{post.get_role_display()}, {post.member.name}" for post in person.posts)


ROUNDS = [
    Column("opened_on", _("began on"), lambda round: day(round.opened_on)),
    Column("opened_by", _("begun by"), lambda round: round.opened_by.name if round.opened_by else ""),
    Column("asked", _("members asked"), lambda round: round.asked),
    Column("confirmed", _("confirmed"), lambda round: round.confirmed),
    Column("noted", _("said that something is not right"), lambda round: round.noted),
    Column("silent", _("have not answered"), lambda round: round.silent),
]
OF_MEMBER = [
    Column("member", _("country or organization"), lambda row: row.member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda row: row.member.slug),
    Column("kind", _("kind"), lambda row: row.member.get_kind_display()),
    Column("region", _("region"), lambda row: row.member.region and row.member.region.name),
    Column("asked_on", _("asked on"), lambda row: day(row.asked_on)),
    Column("confirmed_on", _("entry confirmed on"), lambda row: day(row.confirmed_on)),
]
ASKED = [*OF_MEMBER, Column("answer", _("answer"), lambda row: row.answer_in_words)]
SILENCE = [
    *OF_MEMBER,
    Column("months", _("months since it was confirmed"), lambda row: row.months),
    Column("people", _("people who were asked"), asked_people),
    Column("times", _("how often they were asked"), lambda row: row.times),
]
VACANCIES = [
    Column("member", _("country or organization"), lambda member: member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda member: member.slug),
    Column("kind", _("kind"), lambda member: member.get_kind_display()),
    Column("region", _("region"), lambda member: member.region and member.region.name),
    Column("confirmed_on", _("entry confirmed on"), lambda member: day(member.confirmed_on)),
]


def case_columns(may_see):
    """The columns of the contacts to verify; MAY_SEE says whose address this reader may see."""
    return [
        Column("person", _("person"), lambda case: case.person.name),
        Column("posts", _("posts"), lambda case: posts_of(case.person)),
        Column("email", _("e-mail address"), lambda case: case.person.email if may_see(case.person) else ""),
        Column(
            "reason",
            _("what the mail server said"),
            lambda case: case.reason if may_see(case.person) else pgettext("data of a protected person", "hidden"),
        ),
        Column("opened_on", _("came back on"), lambda case: day(case.opened_at.date())),
        Column("outcome", _("what was found out"), lambda case: case.get_outcome_display()),
        Column("closed_on", _("closed on"), lambda case: case.closed_at and day(case.closed_at.date())),
        Column("closed_by", _("closed by"), lambda case: case.closed_by.name if case.closed_by else ""),
    ]
