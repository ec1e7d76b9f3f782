import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models import ActionPoint, Duty, Event, Meeting, State, Statement, Undertaking
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
    return Member.objects.filter(pk__in=Duty.objects.exclude(member=None).values("member")).order_by(
        alphabetical("name")
    )


def years_due():
    return [(str(day.year), str(day.year)) for day in ActionPoint.objects.dates("due_last", "year", order="DESC")]


class MeetingFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Meeting.Kind.choices, empty_label=ANY)
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years, field_name="first__year", empty_label=ANY)
    country = django_filters.ModelChoiceFilter(
        label=_("Held in"), queryset=countries_of_meetings, to_field_name="slug", empty_label=ANY
    )

    class Meta:
        model = Meeting
        fields = ["kind", "year", "country"]


def years_of_the_programme():
    rows = Undertaking.objects.confirmed().order_by("-year")
    return [(str(year), str(year)) for year in rows.values_list("year", flat=True).distinct()]


def planners(request):
    return Member.objects.filter(pk__in=Undertaking.objects.confirmed().values("member")).order_by(alphabetical("name"))


class ProgrammeFilter(django_filters.FilterSet):
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years_of_the_programme, empty_label=ANY)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Undertaking.Kind.choices, empty_label=ANY)
    member = django_filters.ModelChoiceFilter(
        label=_("Planned by"), queryset=planners, to_field_name="slug", empty_label=ANY
    )

    class Meta:
        model = Undertaking
        fields = ["year", "kind", "member"]


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
        ("late", _("passed, and nobody says that it is done")),
        ("dated", _("has a due date")),
        ("undated", _("has no due date")),
    ]

    meeting = django_filters.ModelChoiceFilter(
        label=_("Meeting"), queryset=meetings_with_action_points, to_field_name="slug", empty_label=ANY
    )
    as_of = django_filters.DateFilter(
        label=_("As of the day"), method="on_day", widget=forms.DateInput({"type": "date"})
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=ANY)
    body = django_filters.ChoiceFilter(
        label=_("Responsible body"), choices=Duty.Body.choices, method="by_body", empty_label=ANY
    )
    responsible = django_filters.ModelChoiceFilter(
        label=_("Responsible by name"), queryset=those_responsible, to_field_name="slug", empty_label=ANY
    )
    text = django_filters.CharFilter(label=_("Words in the text or heading"), method="by_text", max_length=100)
    due = django_filters.ChoiceFilter(label=_("Due date"), choices=DUE, method="by_due", empty_label=ANY)
    year = django_filters.ChoiceFilter(
        label=_("Due in"), choices=years_due, field_name="due_last__year", empty_label=ANY
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome recorded"), choices=YES_OR_NO, method="by_outcome", empty_label=ANY
    )

    class Meta:
        model = ActionPoint
        fields = ["meeting", "as_of", "state", "body", "responsible", "text", "due", "year", "outcome"]

    def on_day(self, points, _name, value):
        """Before the other filters, which then ask for the state of that day."""
        return points.with_state(value)

    def by_body(self, points, _name, value):
        return points.filter(Exists(Duty.objects.filter(point=OuterRef("pk"), body=value)))

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


def organisers(request):
    return Member.objects.filter(pk__in=Event.organisers.through.objects.values("member")).order_by(
        alphabetical("name")
    )


class EventFilter(django_filters.FilterSet):
    """Events of others: those to come unless asked otherwise."""

    WHEN = [("past", _("over")), ("all", _("all, also those that are over"))]

    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="by_when", empty_label=_("still to come"))
    organiser = django_filters.ModelChoiceFilter(
        label=_("Organizer"), field_name="organisers", queryset=organisers, to_field_name="slug", empty_label=ANY
    )
    text = django_filters.CharFilter(label=_("Words in the title or place"), method="by_text", max_length=100)

    class Meta:
        model = Event
        fields = ["when", "organiser", "text"]

    def filter_queryset(self, events):
        found = super().filter_queryset(events)
        return found if self.form.cleaned_data["when"] else found.upcoming()

    def by_when(self, events, _name, value):
        return events.past() if value == "past" else events.order_by("-starts_first", "-pk")

    def by_text(self, events, _name, value):
        return events.filter(in_any_language("title__icontains", value) | in_any_language("place__icontains", value))
