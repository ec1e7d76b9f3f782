from django.utils.translation import gettext_lazy as _

from members.exports.directory import DIRECTORY
from wpsnet.exports import Column


def day(value):
    return value and str(value)


def yes_no(value):
    return _("yes") if value else _("no")


BOARD = [
    *DIRECTORY,
    Column("has_focal_point", _("has a focal point"), lambda member: yes_no(member.has_focal_point)),
    Column("unanswered", _("has not answered the last question"), lambda member: yes_no(member.is_unanswered)),
    Column("bounced", _("mail came back"), lambda member: yes_no(member.is_bounced)),
]


POSTS = [
    Column("member", _("country or organization"), lambda post: post.member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda post: post.member.slug),
    Column("role", _("role"), lambda post: post.get_role_display()),
    Column("sector", _("sector"), lambda post: post.get_sector_display()),
    Column("name", _("name"), lambda post: post.person.name),
    Column("post", _("post"), lambda post: post.post),
    Column("institution", _("institution"), lambda post: post.institution),
    Column("since", _("since"), lambda post: day(post.since)),
    Column("until", _("until"), lambda post: day(post.until)),
]


INVITATIONS = [
    Column("name", _("name"), lambda invitation: invitation.name),
    Column("email", _("e-mail address"), lambda invitation: invitation.email),
    Column("member", _("country or organization"), lambda invitation: invitation.member and invitation.member.name),
    Column("role", _("role"), lambda invitation: invitation.get_role_display()),
    Column("invited_by", _("invited by"), lambda invitation: invitation.invited_by and invitation.invited_by.name),
    Column("invited_on", _("invited on"), lambda invitation: day(invitation.created_at.date())),
    Column("open_until", _("open until"), lambda invitation: day(invitation.expires_at.date())),
    Column("state", _("state"), lambda invitation: _("can be taken") if invitation.is_open else _("expired")),
]
