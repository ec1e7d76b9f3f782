"""The plan registry asked from all sides. Every filter stands in the address, so an answer can be cited."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models import CURRENT, ONCE_MADE, Finding, Plan, Status, told_by
from members.models import Member, Region
from wpsnet import dates
from wpsnet.languages import CODES, column

ANY = pgettext_lazy("filter", "any")
GROUPS = {"current": CURRENT, "made": ONCE_MADE}
STATUSES = [
    *Status.choices,
    ("current", _("current: adopted, in force, extended or under review")),
    ("made", _("made at any time: current, expired or replaced")),
]
NATURAL_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


class DayField(forms.CharField):
    """A day, or a month or year that stands for its last day."""

    def __init__(self, **kwargs):
        super().__init__(max_length=10, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not NATURAL_DAY.fullmatch(text):
            raise ValidationError(
                _(
                    "“%(text)s” is not a day. Write 2017-09-21, or 2017-09 or 2017 for the last day of that month or year."
                ),
                params={"text": text},
            )
        _first, last = dates.bounds(text)
        return last


def day_options():
    return {"label": _("As of"), "required": False, "help_text": _("For example 2017-09-21, 2017-09 or 2017.")}


class DayForm(forms.Form):
    """The day for which a page is asked; today where none is given."""

    as_of = DayField(**day_options())

    @property
    def day(self):
        return (self.is_valid() and self.cleaned_data["as_of"]) or timezone.localdate()


class DayFilter(django_filters.Filter):
    field_class = DayField

    def filter(self, plans, value):
        return plans  # the day shapes every row: see PlanFilter.filter_queryset


class PlanFilter(django_filters.FilterSet):
    as_of = DayFilter(**day_options())
    status = django_filters.ChoiceFilter(label=_("Status"), choices=STATUSES, method="by_status", empty_label=ANY)
    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    group = django_filters.ChoiceFilter(
        label=_("United Nations regional group"),
        choices=Member.Group.choices,
        field_name="member__un_group",
        empty_label=ANY,
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.order_by("name"),
        to_field_name="code",
        method="by_region",
        empty_label=ANY,
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Plan.Kind.choices, empty_label=ANY)
    generation = django_filters.ChoiceFilter(
        label=_("Generation"), choices=[(str(n), str(n)) for n in range(1, 10)], empty_label=ANY
    )
    lead_type = django_filters.ChoiceFilter(label=_("Led by"), choices=Plan.LeadType.choices, empty_label=ANY)
    question = django_filters.ChoiceFilter(
        label=_("Question"), choices=Finding.Question.choices, method="by_question", empty_label=ANY
    )
    answer = django_filters.ChoiceFilter(
        label=_("Answer of a source"), choices=Finding.Answer.choices, method="by_answer", empty_label=ANY
    )
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[("leading", _("one national plan a country, as on the map"))],
        method="by_show",
        empty_label=_("all plans"),
    )

    class Meta:
        model = Plan
        fields = []

    @property
    def on(self):
        """The day for which the status is asked: today where none, or none that exists, is given."""
        return getattr(self.form, "cleaned_data", {}).get("as_of") or timezone.localdate()

    @property
    def is_narrowed(self):
        """Whether one of the filters behind “more filters” is in use."""
        rare = ["group", "region", "kind", "generation", "lead_type", "question", "answer", "show"]
        return any(self.form[name].value() for name in rare)

    def filter_queryset(self, plans):
        return super().filter_queryset(plans.for_list(self.on).prefetch_related(told_by(self.on)))

    def by_status(self, plans, _name, value):
        return plans.filter(status__in=GROUPS.get(value, [value]))

    def by_name(self, plans, _name, value):
        matches = Q(member__acronym__icontains=value) | Q(member__slug__iexact=value)
        for code in CODES:
            matches |= Q(**{f"member__{column('name', code)}__icontains": value})
        return plans.filter(matches)

    def by_region(self, plans, _name, region):
        return plans.filter(Q(member__region=region) | Q(member__subregion=region))

    def by_question(self, plans, _name, question):
        answer = self.form.cleaned_data["answer"]
        return self.with_finding(plans, question=question, **({"answer": answer} if answer else {}))

    def by_answer(self, plans, _name, answer):
        # With a question, that question must have the answer: by_question sees to both at once.
        return plans if self.form.cleaned_data["question"] else self.with_finding(plans, answer=answer)

    def with_finding(self, plans, **asked):
        return plans.filter(Exists(Finding.objects.filter(plan=OuterRef("pk"), **asked)))

    def by_show(self, plans, _name, value):
        return plans.filter(pk__in=Plan.objects.leading(self.on).values("pk"))
