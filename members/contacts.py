"""What a reader may see of the person in a post: each field as the person has chosen, and of a person at risk nothing.

Every page, file and card that shows a person asks `contact_of`; nothing else reads the four fields for a reader.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Appointment, User, Visibility
from members.rules import is_secretariat, is_secretariat_admin
from wpsnet.languages import alphabetical

EVERYBODY = frozenset({Visibility.PUBLIC})
MEMBERS = EVERYBODY | {Visibility.MEMBERS}
ALL = frozenset(Visibility)
NOBODY = frozenset()
MOST_CARDS, CARDS_PERIOD = 30, 600  # seconds: who reads works with a few; who collects takes them all


@dataclass(frozen=True)
class Contact:
    """The fields that one reader may see; None stands for those that she may not, or that are not there.

    `photo` is an address. Post and institution go with the name: together with the member they tell it.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    photo: str | None = None
    post: str | None = None
    institution: str | None = None
    at_risk: bool = False  # to warn those who see her all the same

    @property
    def is_empty(self):
        return not (self.name or self.email or self.phone or self.photo)

    @property
    def is_hidden(self):
        """A person at risk, for somebody who must not find out who she is: sector and languages would tell, too."""
        return self.at_risk and not self.name

    @property
    def shown_name(self):
        """What stands in the place of the name."""
        if self.name:
            return self.name
        return _("A protected person") if self.at_risk else _("The name is not shown")


def contact_of(appointment, reader):
    """The Contact of the person in APPOINTMENT (with its `person`) for READER, a user, or None for the public."""
    person = appointment.person
    names, fields = _levels(appointment, reader)

    def field(value, shown_to, levels=fields):
        return (value or None) if shown_to in levels else None

    return Contact(
        name=field(person.name, appointment.show_name, names),
        email=field(person.email, appointment.show_email),
        phone=field(appointment.phone, appointment.show_phone),
        photo=field(person.photo_id and photo_of(appointment), appointment.show_photo),
        post=field(appointment.post, appointment.show_name, names),
        institution=field(appointment.institution, appointment.show_name, names),
        at_risk=person.at_risk,
    )


def photo_of(appointment):
    return reverse("members:contact_photo", args=[appointment.pk])


def _levels(appointment, reader):
    """Which choices open a field to READER: those of the name, and those of the other fields."""
    if reader is not None and reader.pk == appointment.person_id:
        return ALL, ALL
    if not appointment.person.at_risk:
        return levels_of(reader), levels_of(reader)
    if reader is None or not is_secretariat(reader):
        return NOBODY, NOBODY
    return ALL, ALL if is_secretariat_admin(reader) else NOBODY


def levels_of(reader):
    """The choices that open a field to READER where nobody is at risk."""
    if reader is None or not reader.is_authenticated:
        return EVERYBODY
    if not hasattr(reader, "contact_levels"):  # asked once: a user lives as long as her request, a list has many rows
        opened = MEMBERS if reader.has_perm("members.read_contacts") else EVERYBODY
        reader.contact_levels = ALL if is_secretariat(reader) else opened
    return reader.contact_levels


def posts_for(reader):
    """Today's posts as READER may list them. A person at risk is listed for the secretariat and for herself alone: to be
    found by her region, language or sector tells too much already."""
    posts = Appointment.objects.current().select_related("person", "member__region")
    if not is_secretariat(reader):
        posts = posts.filter(Q(person__at_risk=False) | Q(person=reader))
    return posts.order_by(alphabetical("name", "member__"), "role", "since", "pk")


def invitations_for(reader, member):
    """The invitations to posts of MEMBER of which READER may know: of a person at risk, not even that she is invited."""
    invitations = member.invitations.all()
    if not is_secretariat(reader):
        invitations = invitations.exclude(email__in=User.objects.filter(at_risk=True).values("email"))
    return invitations


def may_open_another(reader):
    """Count one more card for READER; False once there were MOST_CARDS in CARDS_PERIOD."""
    key = f"contact-cards:{reader.pk}"
    cache.add(key, 0, CARDS_PERIOD)
    try:
        return cache.incr(key) <= MOST_CARDS
    except ValueError:  # it ended between the two
        return True
