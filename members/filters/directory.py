import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member, Membership, Question, Region

ANY = pgettext_lazy("filter", "any")


class MemberFilter(django_filters.FilterSet):
    """The directory: by part of a name in any of the six languages, kind, group and region."""

    name = django_filters.CharFilter(label=_("Name"), method="by_name", max_length=100)
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Region.objects.order_by("name"), to_field_name="code", method="by_region"
    )

    unanswered = django_filters.ChoiceFilter(
        label=_("No answer yet to"), choices=Question.choices, method="without_answer", empty_label=ANY
    )

    class Meta:
        model = Member
        fields = ["name", "kind", "un_group", "region", "unanswered"]

    def by_name(self, members, _name, value):
        return members.named(value)

    def by_region(self, members, _name, region):
        return members.filter(Q(region=region) | Q(subregion=region))

    def without_answer(self, members, _name, question):
        return members.without_answer(question)


class NetworkFilter(MemberFilter):
    """The same for the secretariat, and how an entry stands in the network today."""

    STANDINGS = [
        ("in", _("in the network")),
        *Membership.Standing.choices,
        ("out", _("not in the network")),
    ]

    standing = django_filters.ChoiceFilter(label=_("In the network"), choices=STANDINGS, method="by_standing")

    class Meta(MemberFilter.Meta):
        fields = ["name", "kind", "un_group", "region", "standing"]

    def by_standing(self, members, _name, value):
        if value == "in":
            return members.in_network()
        if value == "out":
            return members.exclude(pk__in=Membership.objects.on().values("member"))
        return members.filter(pk__in=Membership.objects.on().filter(standing=value).values("member"))
