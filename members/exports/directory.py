from django.utils.translation import gettext_lazy as _

from wpsnet.exports import Column

DIRECTORY = [
    Column("name", _("name"), lambda member: member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda member: member.slug),
    Column("iso2", _("ISO alpha-2 code"), lambda member: member.iso2),
    Column("m49", _("M49 code"), lambda member: member.m49),
    Column("kind", _("kind"), lambda member: member.get_kind_display()),
    Column("un_group", _("United Nations regional group"), lambda member: member.get_un_group_display()),
    Column("region", _("region"), lambda member: member.region and member.region.name),
    Column("subregion", _("sub-region"), lambda member: member.subregion and member.subregion.name),
    Column("confirmed_on", _("entry confirmed on"), lambda member: member.confirmed_on and str(member.confirmed_on)),
    Column(
        "asked_on",
        _("asked whether the entry is still right, without answer"),
        lambda member: member.asked_in_vain_on and str(member.asked_in_vain_on),
    ),
]


MEMBERS = [
    Column("name", _("name"), lambda member: member.name),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda member: member.slug),
    Column("kind", _("kind"), lambda member: member.get_kind_display()),
    Column("acronym", _("acronym"), lambda member: member.acronym),
    Column("region", _("region"), lambda member: member.region and member.region.name),
    Column("website", _("website"), lambda member: member.website),
    Column("is_partner", _("partner network"), lambda member: "yes" if member.is_partner else "no"),
    Column("memberships", _("memberships"), lambda member: memberships_in_words(member)),
]


def memberships_in_words(member):
    periods = member.memberships.all()
    return "; ".join(f"{one.get_standing_display()} {one.since or '..'}/{one.until or '..'}" for one in periods)
