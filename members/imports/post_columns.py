"""The columns of a file about appointments: who holds which post for which member, and what of her is shown to whom."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.imports.columns import (
    A_DAY,
    TEXT,
    YES_OR_NO,
    Column,
    day,
    email,
    language,
    one_of,
    phone,
    several_of,
    show_yes_or_no,
    words,
    yes_or_no,
)
from members.imports.faults import Fault
from members.models import Appointment, Visibility
from wpsnet.languages import CODES


def member(cell, known):
    found = known.member(cell)
    if not found:
        raise Fault("unknown_member", text=cell)
    return found


def shown_to(name, meaning, usual):
    return Column(
        name,
        meaning,
        usual.value,
        lambda post: getattr(post, name),
        one_of(Visibility),
        keeps=True,
        empty=usual.value,
        codes=Visibility.choices,
    )


def right(name, meaning):
    return Column(
        name,
        meaning,
        "",
        lambda post: getattr(post, name),
        yes_or_no,
        keeps=True,
        empty=False,
        show=show_yes_or_no,
        codes=YES_OR_NO,
    )


# Who she is: the account is hers, so these are read for somebody new, and only compared for somebody known.
OF_PERSON = [
    Column(
        "email",
        _("e-mail address of the person. It finds her; whoever is not known is written down, and not yet invited."),
        "a.diallo@example.org",
        lambda post: post.person.email,
        email,
        required=True,
        most=254,
        allowed=_("one address"),
    ),
    Column(
        "name",
        _("name of the person"),
        "Amina Diallo",
        lambda post: post.person.name,
        words,
        required=True,
        most=150,
        allowed=TEXT,
    ),
    Column(
        "language",
        _("language of the mails to her"),
        "fr",
        lambda post: post.person.language,
        language(CODES),
        keeps=True,
        empty=settings.LANGUAGE_CODE,
        codes=settings.LANGUAGES,
    ),
]
OF_POST = [
    Column(
        "member",
        _("code of the member for which she holds the post"),
        "SEN",
        lambda post: post.member,
        member,
        required=True,
        empty=None,
        most=80,
        show=lambda found: found.slug,
        allowed=_("code of a member, as in the file of the members"),
    ),
    Column(
        "role",
        _("role"),
        "focal_point",
        lambda post: post.role,
        one_of(Appointment.Role),
        required=True,
        codes=Appointment.Role.choices,
    ),
    Column("post", _("post"), "Adviser", lambda post: post.post, words, allowed=TEXT),
    Column("institution", _("institution"), "", lambda post: post.institution, words, allowed=TEXT),
    Column(
        "sector",
        _("sector"),
        "gender",
        lambda post: post.sector,
        one_of(Appointment.Sector),
        codes=Appointment.Sector.choices,
    ),
    Column(
        "languages",
        _("languages in which she can be written to, with spaces between them"),
        "fr en",
        lambda post: post.languages,
        several_of(CODES),
        empty=[],
        show=" ".join,
        codes=settings.LANGUAGES,
    ),
    Column(
        "phone",
        _("telephone"),
        "+221 33 889 00 00",
        lambda post: post.phone,
        phone,
        most=40,
        allowed=_("digits, with a plus sign and the code of the country first"),
    ),
    Column(
        "since", _("first day"), "2026-01-01", lambda post: post.since, day, required=True, empty=None, allowed=A_DAY
    ),
    Column(
        "until",
        _("last day; empty while she holds the post"),
        "",
        lambda post: post.until,
        day,
        empty=None,
        allowed=A_DAY,
    ),
    right("edits", _("writes the entry; empty: as is usual for the role")),
    right("publishes", _("publishes the entry; empty: as is usual for the role")),
    shown_to(
        "show_name", _("to whom her name is shown; for more than the usual she must have agreed"), Visibility.MEMBERS
    ),
    shown_to("show_email", _("to whom her e-mail address is shown"), Visibility.SECRETARIAT),
    shown_to("show_phone", _("to whom her telephone is shown"), Visibility.SECRETARIAT),
    shown_to("show_photo", _("to whom her picture is shown"), Visibility.SECRETARIAT),
]
COLUMNS = [OF_POST[0], *OF_PERSON, *OF_POST[1:]]
VISIBILITIES = [column.name for column in OF_POST if column.name.startswith("show_")]
