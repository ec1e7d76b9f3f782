"""The networks that work with this one: what each is, whom to write to, and what it holds."""

import django_filters
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext_lazy as _

from meetings.models import Event
from members.contacts import contact_of
from members.filters.region import RegionFilter
from members.models import Appointment, Member, ProfileRevision
from wpsnet.exports import Column
from wpsnet.languages import pick

CONTACTS = [Appointment.Role.PARTNER, Appointment.Role.REPRESENTATIVE, Appointment.Role.FOCAL_POINT]


class PartnerFilter(django_filters.FilterSet):
    """By part of a name in any of the six languages, kind and region."""

    name = django_filters.CharFilter(label=_("Name"), method="by_name", max_length=100)
    region = RegionFilter(at="")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[choice for choice in Member.Kind.choices if choice[0] != Member.Kind.STATE]
    )

    class Meta:
        model = Member
        fields = ["name", "kind", "region"]

    def by_name(self, partners, _name, value):
        return partners.named(value)


def partners():
    """Partner networks with the words of their entry, the `posts` of those to write to, and their `upcoming` events."""
    newest = ProfileRevision.objects.filter(member=OuterRef("pk")).order_by("-number")
    posts = Appointment.objects.current().filter(role__in=CONTACTS).select_related("person")
    return (
        Member.objects.partners()
        .for_list()
        .annotate(texts=Subquery(newest.values("texts")[:1]))
        .prefetch_related(
            Prefetch("appointments", posts.order_by("role", "since"), to_attr="posts"),
            Prefetch("events", Event.objects.upcoming(), to_attr="upcoming"),
        )
    )


def contacts_of(partner):
    """What everybody may see of those to write to; nothing of somebody who shows nothing."""
    contacts = [(post, contact_of(post, None)) for post in partner.posts]
    return [(post, contact) for post, contact in contacts if not contact.is_empty]


def in_words(contact):
    return ", ".join(filter(None, [contact.name, contact.post, contact.email, contact.phone]))


NETWORKS = [
    Column("name", _("name"), lambda partner: partner.name),
    Column("code", _("address of an organization"), lambda partner: partner.slug),
    Column("acronym", _("acronym"), lambda partner: partner.acronym),
    Column("kind", _("kind"), lambda partner: partner.get_kind_display()),
    Column("region", _("region"), lambda partner: partner.region and partner.region.name),
    Column("website", _("website"), lambda partner: partner.website),
    Column(
        "contact",
        _("contact person"),
        lambda partner: "; ".join(in_words(contact) for _post, contact in contacts_of(partner)),
    ),
    Column("about", _("what it is"), lambda partner: pick((partner.texts or {}).get("setup") or {})[0]),
    Column(
        "events",
        _("events still to come"),
        lambda partner: "; ".join(f"{e.period} {e.title}" for e in partner.upcoming),
    ),
]
