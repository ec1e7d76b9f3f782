"""Subscribers, as the secretariat asks for them, and the columns of their file: each with its consent."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsletters.models import Consent, Follow, Subscriber
from wpsnet.exports import Column

ANY = pgettext_lazy("filter", "any")
STATES = [
    ("active", pgettext_lazy("subscriber", "confirmed")),
    ("asked", pgettext_lazy("subscriber", "asked, not confirmed yet")),
    ("left", pgettext_lazy("subscriber", "has left")),
]
WANTED = [("newsletter", _("the newsletter")), ("digest", _("the digest")), ("follows", _("what it follows"))]


class SubscriberFilter(django_filters.FilterSet):
    email = django_filters.CharFilter(label=_("Words in the address"), lookup_expr="icontains", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=ANY)
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Subscriber._meta.get_field("language").choices, empty_label=ANY
    )
    wants = django_filters.ChoiceFilter(label=_("Gets"), choices=WANTED, method="by_wish", empty_label=ANY)
    way = django_filters.ChoiceFilter(label=_("Consent"), choices=Consent.Way.choices, method="by_way", empty_label=ANY)

    class Meta:
        model = Subscriber
        fields = []

    def by_state(self, subscribers, _name, value):
        match value:
            case "active":
                return subscribers.confirmed()
            case "asked":
                return subscribers.filter(confirmed_at=None)
        return subscribers.filter(left_at__isnull=False)

    def by_wish(self, subscribers, _name, value):
        match value:
            case "follows":
                follows = Follow.objects.active().filter(subscriber=OuterRef("pk"))
                return subscribers.confirmed().filter(Exists(follows))
            case "digest":
                return subscribers.confirmed().filter(digest=True)
        return subscribers.readers()

    def by_way(self, subscribers, _name, value):
        return subscribers.filter(Q(Exists(Consent.objects.filter(subscriber=OuterRef("pk"), way=value))))


def consents(subscriber):
    """“newsletter, 2026-11-02, collected at a conference, by the secretariat”, one after the other."""
    return "; ".join(
        ", ".join(filter(None, [one.what, one.given_on.isoformat(), one.how or one.way, one.collected_by]))
        for one in subscriber.consents.all()
    )


SUBSCRIBERS = [
    Column("email", _("e-mail address"), lambda row: row.email),
    Column("language", _("language"), lambda row: row.language),
    Column("newsletter", _("newsletter"), lambda row: "yes" if row.is_active and row.newsletter else "no"),
    Column("digest", _("digest"), lambda row: "yes" if row.is_active and row.digest else "no"),
    Column("follows", _("how much it follows"), lambda row: row.follow_count),
    Column("asked_on", _("asked on"), lambda row: row.asked_at.date().isoformat()),
    Column("confirmed_on", _("confirmed on"), lambda row: row.confirmed_at and row.confirmed_at.date().isoformat()),
    Column("left_on", _("left on"), lambda row: row.left_at and row.left_at.date().isoformat()),
    Column("consent", _("consent"), consents),
]
