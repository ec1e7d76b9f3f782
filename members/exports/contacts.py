from django.utils.translation import gettext_lazy as _

from members.contacts import contact_of
from wpsnet.exports import Column


def contact_columns(reader):
    """A contact as READER may see it; the same as on the page."""

    def seen(field):
        return lambda post: getattr(contact_of(post, reader), field)

    columns = [
        Column("member", _("country or organization"), lambda post: post.member.name),
        Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda post: post.member.slug),
        Column("kind", _("kind"), lambda post: post.member.get_kind_display()),
        Column("region", _("region"), lambda post: post.member.region and post.member.region.name),
        Column("role", _("role"), lambda post: post.get_role_display()),
        Column("name", _("name"), seen("name")),
        Column("post", _("post"), seen("post")),
        Column("institution", _("institution"), seen("institution")),
        Column("sector", _("sector"), lambda post: post.get_sector_display()),
        Column("email", _("e-mail address"), seen("email")),
        Column("phone", _("telephone"), seen("phone")),
        Column("languages", _("languages"), lambda post: " ".join(post.languages)),
        Column("since", _("since"), lambda post: post.since.isoformat()),
    ]
    if reader.secretariat:
        columns.append(Column("at_risk", _("at risk: do not pass on"), lambda post: post.person.at_risk))
    return columns
