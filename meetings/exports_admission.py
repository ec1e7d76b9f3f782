"""Registrations, badges and attendance as columns of a download. Of a protected person there is the code: in lists that
travel not even her delegation, which would tell who she is."""

from django.utils.translation import gettext_lazy as _

from meetings.models import Registration
from wpsnet.exports import Column


def delegation_name(one):
    return "" if one.protected_id else one.delegation.member.name


def delegation_code(one):
    return "" if one.protected_id else one.delegation.member.slug


def is_head(one):
    return "yes" if one.is_head == 0 and not one.protected_id else "no"


BADGES = [
    Column("name", _("name, or code of a protected person"), lambda one: one.shown_name),
    Column("function", _("function"), lambda one: one.function),
    Column("institution", _("ministry or organization"), lambda one: one.institution),
    Column("delegation", _("delegation"), delegation_name),
    Column("code", _("code of the delegation"), delegation_code),
    Column("head", _("head of delegation"), is_head),
    Column("way", _("attends"), lambda one: one.way, Registration.Way.choices),
]

ATTENDANCE = [
    *BADGES,
    Column("attendance", _("attendance"), lambda one: one.presence, Registration.Presence.choices),
]

REGISTRATIONS = [
    Column("name", _("name, or code of a protected person"), lambda one: one.shown_name),
    Column("function", _("function"), lambda one: one.function),
    Column("institution", _("ministry or organization"), lambda one: one.institution),
    Column("delegation", _("delegation"), delegation_name),
    Column("code", _("code of the delegation"), delegation_code),
    Column("seat", _("seat"), lambda one: "" if one.protected_id else one.seat, Registration.Seat.choices),
    Column("state", _("state"), lambda one: one.state, Registration.State.choices),
    Column("conditions", _("conditions"), lambda one: one.conditions),
    Column("registered_at", _("registered at"), lambda one: one.asked_at.isoformat(timespec="minutes")),
]
