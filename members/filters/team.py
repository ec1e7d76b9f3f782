import django_filters
from django.utils.translation import gettext_lazy as _

from members.models import Appointment


class TeamFilter(django_filters.FilterSet):
    held = django_filters.ChoiceFilter(
        label=_("Held"), choices=[("today", _("today")), ("earlier", _("earlier"))], method="by_day"
    )

    class Meta:
        model = Appointment
        fields = ["role", "held"]

    def by_day(self, posts, _name, value):
        return posts.filter(is_past=value == "earlier")
