"""The columns of a file about members: who they are, and since when they belong to the network."""

import re

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from members.imports.columns import A_DATE, TEXT, Column, date, one_of, words
from members.imports.faults import Fault
from members.models import Member, Membership
from wpsnet.languages import column as column_for

STATE_CODE, ISO2, M49 = re.compile("[A-Z]{3}"), re.compile("[A-Z]{2}"), re.compile(r"\d{3}")
ADDRESS = re.compile("[a-z0-9]+(?:[-_][a-z0-9]+)*")
PERIOD = {"network_standing": "standing", "network_since": "since", "network_until": "until"}


def period_of(member):
    """The latest period in which MEMBER belongs to the network; earlier ones no file speaks of."""
    periods = member.memberships.all()
    return max(periods, key=lambda one: (not one.until, str(one.since_first or ""), one.pk), default=None)


def of_period(name, empty=""):
    def of(member):
        period = period_of(member)
        return getattr(period, name) if period else empty

    return of


def code(cell, known):
    """The code of a member in any letters; a new one as it is written."""
    if found := known.member(cell):
        return found.slug
    if not STATE_CODE.fullmatch(cell) and not ADDRESS.fullmatch(cell):
        raise Fault("bad_code", text=cell)
    return cell


def region(cell, known):
    """Spreadsheets drop the zeros in front of a number; here they come back."""
    found = known.regions.get(cell.zfill(3))
    if not found:
        raise Fault("unknown_region", text=cell)
    return found


def source(cell, known):
    if cell not in known.sources:
        raise Fault("unknown_source", text=cell)
    return known.sources[cell]


def matching(pattern, reason, change):
    def read(cell, _known):
        if not pattern.fullmatch(change(cell)):
            raise Fault(reason, text=cell)
        return change(cell)

    return read


def texts(field, meaning, most, example):
    """One column for each language."""
    for language, name in settings.LANGUAGES:
        column, own = column_for(field, language), language == settings.LANGUAGE_CODE
        yield Column(
            name=column,
            meaning=meaning if own else format_lazy("{} ({})", _("the same in another language"), name),
            example=example if own else "",
            of=lambda member, column=column: getattr(member, column) or "",
            read=words,
            required=own and field == "name",
            most=most,
            allowed=TEXT,
        )


ABOUT = [
    Column(
        "code",
        _("ISO alpha-3 code of a state, or the address of an organization in the portal. It finds the member."),
        "african-union",
        lambda member: member.slug,
        code,
        field="slug",
        required=True,
        most=80,
        allowed=_("three capital letters for a state; small letters, digits and hyphens for an organization"),
    ),
    Column(
        "kind",
        _("kind"),
        "regional",
        lambda member: member.kind,
        one_of(Member.Kind),
        required=True,
        codes=Member.Kind.choices,
    ),
    *texts("name", _("name in English"), 200, "African Union"),
    *texts("formal_name", _("formal name in English"), 250, ""),
    Column("acronym", _("acronym"), "AU", lambda member: member.acronym, words, most=30, allowed=TEXT),
    Column(
        "iso2",
        _("ISO alpha-2 code; every state has one"),
        "",
        lambda member: member.iso2,
        matching(ISO2, "bad_iso2", str.upper),
        allowed=_("two capital letters"),
    ),
    Column(
        "m49",
        _("M49 code"),
        "",
        lambda member: member.m49,
        matching(M49, "bad_m49", lambda cell: cell.zfill(3)),
        allowed=_("three digits"),
    ),
    Column(
        "standing",
        _("standing at the United Nations, of states only"),
        "",
        lambda member: member.standing,
        one_of(Member.Standing),
        codes=Member.Standing.choices,
    ),
    Column(
        "un_group",
        _("United Nations regional group"),
        "",
        lambda member: member.un_group,
        one_of(Member.Group),
        codes=Member.Group.choices,
    ),
    Column(
        "region",
        _("region"),
        "002",
        lambda member: member.region,
        region,
        empty=None,
        show=lambda found: found.code,
        allowed=_("M49 code of a region, three digits"),
    ),
    Column(
        "subregion",
        _("sub-region"),
        "",
        lambda member: member.subregion,
        region,
        empty=None,
        show=lambda found: found.code,
        allowed=_("M49 code of a region within the region"),
    ),
    Column(
        "source",
        _("source of what the row says"),
        "",
        lambda member: member.source,
        source,
        empty=None,
        show=lambda found: found.key,
        allowed=_("key of a source that the portal knows"),
    ),
]
OF_PERIOD = [
    Column(
        "network_standing",
        _("as what it belongs to the network"),
        "member",
        of_period("standing"),
        one_of(Membership.Standing),
        codes=Membership.Standing.choices,
    ),
    Column("network_since", _("since when"), "2016", of_period("since"), date, most=40, allowed=A_DATE),
    Column(
        "network_until",
        _("until when; empty while it belongs. A beginning after this date begins a new period."),
        "",
        of_period("until"),
        date,
        most=40,
        allowed=A_DATE,
    ),
]
COLUMNS = ABOUT + OF_PERIOD
