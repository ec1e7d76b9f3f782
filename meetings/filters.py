import django_filters
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import ActionPoint, Meeting, Statement
from members.models import Member
from wpsnet.languages import alphabetical, in_any_language

ANY = pgettext_lazy("filter", "any")
YES_OR_NO = [("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no"))]


def years():
    return [(str(day.year), str(day.year)) for day in Meeting.objects.dates("first", "year", order="DESC")]


def countries_of_meetings(request):
    return Member.objects.filter(pk__in=Meeting.objects.values("country")).order_by(alphabetical("name"))


def delegations(request):
    return Member.objects.filter(pk__in=Statement.objects.values("member")).order_by(alphabetical("name"))


def meetings_with_statements(request):
    return Meeting.objects.filter(pk__in=Statement.objects.values("meeting")).order_by("-first")


def meetings_with_action_points(request):
    return Meeting.objects.filter(pk__in=ActionPoint.objects.values("meeting")).order_by("-first")


def those_responsible(request):
    return Member.objects.filter(pk__in=ActionPoint.responsible.through.objects.values("member")).order_by(
        alphabetical("name")
    )


class MeetingFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Meeting.Kind.choices, empty_label=ANY)
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years, field_name="first__year", empty_label=ANY)
    country = django_filters.ModelChoiceFilter(
        label=_("Held in"), queryset=countries_of_meetings, to_field_name="slug", empty_label=ANY
    )

    class Meta:
        model = Meeting
        fields = ["kind", "year", "country"]


class StatementFilter(django_filters.FilterSet):
    delegation = django_filters.ModelChoiceFilter(
        label=_("Delegation"), field_name="member", queryset=delegations, to_field_name="slug", empty_label=ANY
    )
    meeting = django_filters.ModelChoiceFilter(
        label=_("Meeting"), queryset=meetings_with_statements, to_field_name="slug", empty_label=ANY
    )
    reported = django_filters.ChoiceFilter(
        label=_("Content reported"), choices=YES_OR_NO, method="by_reported", empty_label=ANY
    )
    text = django_filters.CharFilter(label=_("Words in the text"), method="by_text", max_length=100)

    class Meta:
        model = Statement
        fields = ["delegation", "meeting", "reported", "text"]

    def by_reported(self, statements, _name, value):
        return statements.filter(reported=value == "yes")

    def by_text(self, statements, _name, value):
        return statements.filter(in_any_language("text__icontains", value))


class ActionPointFilter(django_filters.FilterSet):
    """The ledger. Words are looked for in the point and in the heading that it stands under."""

    DUE = [
        ("late", _("passed, and nothing is recorded")),
        ("dated", _("has a due date")),
        ("undated", _("has no due date")),
    ]

    meeting = django_filters.ModelChoiceFilter(
        label=_("Meeting"), queryset=meetings_with_action_points, to_field_name="slug", empty_label=ANY
    )
    responsible = django_filters.ModelChoiceFilter(
        label=_("Responsible"), queryset=those_responsible, to_field_name="slug", empty_label=ANY
    )
    text = django_filters.CharFilter(label=_("Words in the text or heading"), method="by_text", max_length=100)
    due = django_filters.ChoiceFilter(label=_("Due date"), choices=DUE, method="by_due", empty_label=ANY)
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome recorded"), choices=YES_OR_NO, method="by_outcome", empty_label=ANY
    )

    class Meta:
        model = ActionPoint
        fields = ["meeting", "responsible", "text", "due", "outcome"]

    def by_text(self, points, _name, value):
        words = in_any_language("text__icontains", value)
        own_heading = ActionPoint.objects.headings().filter(
            words, meeting=OuterRef("meeting"), ref=Substr(OuterRef("ref"), 1, 3)
        )
        return points.filter(words | Exists(own_heading))

    def by_due(self, points, _name, value):
        match value:
            case "late":
                return points.late()
            case "dated":
                return points.exclude(due="")
        return points.filter(due="")

    def by_outcome(self, points, _name, value):
        return points.with_outcome() if value == "yes" else points.without_outcome()
