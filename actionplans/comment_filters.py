"""Comments on plans, asked by plan, organisation, answer and, for the secretariat, by what became of them."""

import django_filters
from django.utils.translation import gettext_lazy as _

from actionplans.filters import ANY
from actionplans.models import PlanComment
from members.models import Member

STATES = {
    "waiting": {"published_at": None, "held_at": None},
    "published": {"published_at__isnull": False},
    "held": {"held_at__isnull": False},
}


class CommentFilter(django_filters.FilterSet):
    member = django_filters.ModelChoiceFilter(
        label=_("Country or organization"),
        field_name="plan__member",
        queryset=Member.objects.filter(plans__isnull=False).distinct().order_by("name"),
        to_field_name="slug",
        empty_label=ANY,
    )
    plan = django_filters.CharFilter(label=_("Plan, such as NAM/1"), method="by_plan", max_length=150)
    answered = django_filters.BooleanFilter(
        label=_("Answered by the member"), field_name="answered_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = PlanComment
        fields = []

    def filter_queryset(self, comments):
        return super().filter_queryset(comments.for_list())

    def by_plan(self, comments, _name, address):
        member, _slash, slug = address.partition("/")
        return comments.filter(plan__member__slug=member, plan__slug=slug)


class ModerationFilter(CommentFilter):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("waiting", _("waits for the secretariat")), ("published", _("published")), ("held", _("held back"))],
        method="by_state",
        empty_label=ANY,
    )

    def by_state(self, comments, _name, state):
        return comments.filter(**STATES[state])
