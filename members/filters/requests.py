import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member, MembershipRequest, Region
from wpsnet.languages import in_any_language


class RequestFilter(django_filters.FilterSet):
    """Requests to join: by words, kind, how they stand, and the region of the country."""

    STATES = [
        ("waiting", _("waits for the secretariat")),
        ("asked", _("waits for an answer")),
        *MembershipRequest.Decision.choices,
    ]

    words = django_filters.CharFilter(label=_("Name or e-mail address"), method="by_words", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="code", method="by_region"
    )

    class Meta:
        model = MembershipRequest
        fields = ["words", "kind", "state", "region"]

    def by_words(self, requests, _name, value):
        matches = Q(organisation__icontains=value) | Q(acronym__iexact=value)
        matches |= Q(name__icontains=value) | Q(email__icontains=value)
        countries = Member.objects.states().filter(in_any_language("name__icontains", value))
        return requests.filter(matches | Q(country__in=countries.order_by().values("pk")))

    def by_state(self, requests, _name, value):
        if value in MembershipRequest.Decision.values:
            return requests.filter(decision=value)
        return requests.filter(decision="", asked_by__isnull=value == "waiting")

    def by_region(self, requests, _name, region):
        of_the_country = Q(country__region=region) | Q(country__subregion=region)
        return requests.filter(of_the_country | Q(member__region=region) | Q(member__subregion=region))
