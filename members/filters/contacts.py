import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.filters.region import RegionFilter
from members.models import Appointment, Member


class ContactFilter(django_filters.FilterSet):
    """Contacts: by the member, and by what the post is. Not by the person: a hidden name would be found by it."""

    member = django_filters.CharFilter(label=_("Country or organization"), method="by_member", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind"), field_name="member__kind", choices=Member.Kind)
    region = RegionFilter()
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES, method="by_language")

    class Meta:
        model = Appointment
        fields = ["member", "kind", "region", "role", "sector", "language"]

    def by_member(self, posts, _name, value):
        return posts.filter(member__in=Member.objects.order_by().named(value).values("pk"))

    def by_language(self, posts, _name, language):
        return posts.filter(languages__contains=[language])
