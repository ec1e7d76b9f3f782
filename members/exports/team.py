from django.utils.translation import gettext_lazy as _

from members.contacts import contact_of
from wpsnet.exports import Column


def team_columns(reader):
    """A post as READER may see it; the same as on the page."""

    def seen(field):
        return lambda post: getattr(contact_of(post, reader), field)

    def unless_hidden(value):
        return lambda post: None if contact_of(post, reader).is_hidden else value(post)

    return [
        Column("role", _("role"), lambda post: post.get_role_display()),
        Column("name", _("name"), seen("name")),
        Column("email", _("e-mail address"), seen("email")),
        Column("phone", _("telephone"), seen("phone")),
        Column("post", _("post"), seen("post")),
        Column("institution", _("institution"), seen("institution")),
        Column("sector", _("sector"), unless_hidden(lambda post: post.get_sector_display())),
        Column("languages", _("languages"), unless_hidden(lambda post: " ".join(post.languages))),
        Column("since", _("since"), lambda post: post.since.isoformat()),
        Column("until", _("until"), lambda post: post.until and post.until.isoformat()),
        Column("writes", _("writes the entry"), lambda post: post.edits),
        Column("publishes", _("publishes the entry"), lambda post: post.publishes),
    ]
