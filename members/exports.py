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
]
