"""Subscribers, as the secretariat asks for them."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsletters.models import Consent, Follow, Subscriber

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
