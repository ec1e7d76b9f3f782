from django.utils.translation import gettext_lazy as _

from wpsnet.exports import Column

REQUESTS = [
    Column("who", _("who asks"), lambda request: request.who),
    Column("kind", _("kind"), lambda request: request.get_kind_display()),
    Column("name", _("name"), lambda request: request.name),
    Column("email", _("e-mail address"), lambda request: request.email),
    Column("role", _("role"), lambda request: request.get_role_display()),
    Column("post", _("post"), lambda request: request.post),
    Column("institution", _("institution"), lambda request: request.institution),
    Column("confirmed_on", _("sent on"), lambda request: request.confirmed_at.date().isoformat()),
    Column("state", _("state"), lambda request: request.state_in_words),
    Column("decided_on", _("decided on"), lambda request: request.decided_at and request.decided_at.date().isoformat()),
    Column("decided_by", _("decided by"), lambda request: request.decided_by and request.decided_by.name),
    Column("reason", _("reason"), lambda request: request.reason),
    Column("member", _("address of the entry"), lambda request: request.member and request.member.slug),
]
