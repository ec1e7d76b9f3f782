import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.filters.board import NONE, YES_NO
from members.models import Appointment, User


class PeopleFilter(django_filters.FilterSet):
    """Everybody with an account."""

    who = django_filters.CharFilter(label=_("Name or e-mail address"), method="by_name", max_length=100)
    secretariat = django_filters.ChoiceFilter(
        label=_("Post in the secretariat"),
        choices=[*User.Secretariat.choices, (NONE, pgettext_lazy("post", "none"))],
        method="by_secretariat",
    )
    post = django_filters.ChoiceFilter(label=_("Holds a post today"), choices=YES_NO, method="by_post")
    at_risk = django_filters.ChoiceFilter(label=_("At risk"), choices=YES_NO, method="by_mark")
    is_active = django_filters.ChoiceFilter(label=_("Account switched on"), choices=YES_NO, method="by_mark")
    signed_in = django_filters.ChoiceFilter(label=_("Has signed in at least once"), choices=YES_NO, method="by_sign_in")

    class Meta:
        model = User
        fields = ["who", "secretariat", "post", "at_risk", "is_active", "signed_in"]

    def by_name(self, people, _name, value):
        return people.filter(Q(name__icontains=value) | Q(email__icontains=value))

    def by_secretariat(self, people, _name, value):
        return people.filter(secretariat="" if value == NONE else value)

    def by_post(self, people, _name, value):
        holders = Q(pk__in=Appointment.objects.current().values("person"))
        return people.filter(holders if value == "yes" else ~holders)

    def by_mark(self, people, name, value):
        return people.filter(**{name: value == "yes"})

    def by_sign_in(self, people, _name, value):
        return people.filter(last_login__isnull=value == "no")
