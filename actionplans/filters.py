"""The plan registry asked from all sides. Every filter stands in the address, so an answer can be cited."""

import datetime as dt
import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.bodies import led_by, with_body
from actionplans.content import all_themes, finds, in_order, pillar_of, with_language, with_theme
from actionplans.document_languages import language_choices
from actionplans.models import (
    CURRENT,
    ONCE_MADE,
    RESOLUTIONS,
    Finding,
    Plan,
    Status,
    answered,
    bodies_told,
    resolution_name,
    told_by,
)
from actionplans.shelf import kept_texts
from members.filters.region import RegionFilter
from members.models import Member, OrganisationMembership
from wpsnet import dates
from wpsnet.languages import CODES, alphabetical, column

ANY = pgettext_lazy("filter", "any")
# What else can be asked of a question than for one of its answers.
ANSWERED = [("answered", _("a source answers this")), ("unanswered", _("no source answers this"))]
WORKING = [Status.IN_FORCE, Status.PROLONGED, Status.UNDER_REVIEW]
OPEN = ("as_of", "status", "name")  # the filters that are asked for most
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


class YearField(forms.IntegerField):
    """A year in which plans may have been in force."""

    def __init__(self, **kwargs):
        super().__init__(min_value=2000, max_value=2100, **kwargs)


class YearFilter(django_filters.Filter):
    field_class = YearField


class FindingFilter(django_filters.ChoiceFilter):
    """By what a source answers to QUESTION. Plans of which sources answer differently are found under each answer."""

    def __init__(self, question):
        super().__init__(label=question.label, choices=[*Finding.Answer.choices, *ANSWERED], empty_label=ANY)
        self.question = question

    def filter(self, plans, value):
        if not value:
            return plans
        said = Finding.objects.filter(plan=OuterRef("pk"), question=self.question)
        if value == "unanswered":
            return plans.exclude(Exists(said))
        return plans.filter(Exists(said if value == "answered" else said.filter(answer=value)))


def organisations(_request):
    """The organisations of which it is known who belongs to them."""
    return Member.objects.filter(belonging__isnull=False).distinct().order_by("name")


def focus_countries(_request):
    """The countries of which a source says that a plan looks at them, or does not."""
    named = Finding.objects.filter(question=Finding.Subject.COUNTRY)
    return Member.objects.filter(pk__in=named.values("country")).order_by(alphabetical("name"))


def themes():
    """The pillars, each with itself and its themes below it."""
    groups = {}
    for theme in in_order(all_themes()):
        groups.setdefault(pillar_of(theme).name, []).append((theme.slug, theme.name))
    return groups.items()


class PlanFilter(django_filters.FilterSet):
    as_of = DayFilter(**day_options())
    status = django_filters.ChoiceFilter(label=_("Status"), choices=STATUSES, method="by_status", empty_label=ANY)
    name = django_filters.CharFilter(label=_("Country or organization"), method="by_name", max_length=100)
    member = django_filters.CharFilter(
        field_name="member__slug", lookup_expr="iexact", max_length=80, widget=forms.HiddenInput
    )
    group = django_filters.ChoiceFilter(
        label=_("United Nations regional group"),
        choices=Member.Group.choices,
        field_name="member__un_group",
        empty_label=ANY,
    )
    region = RegionFilter(empty_label=ANY)
    organisation = django_filters.ModelChoiceFilter(
        label=_("Member of the organization"),
        queryset=organisations,
        to_field_name="slug",
        method="by_organisation",
        empty_label=ANY,
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Plan.Kind.choices, empty_label=ANY)
    generation = django_filters.ChoiceFilter(
        label=_("Generation"), choices=[(str(n), str(n)) for n in range(1, 10)], empty_label=ANY
    )
    lead_type = django_filters.ChoiceFilter(
        label=_("Led by"), choices=Plan.LeadType.choices, method="by_lead_type", empty_label=ANY
    )
    body = django_filters.CharFilter(
        label=_("Body with a part in the plan"), method="by_body", max_length=100, help_text=_("A word of its name.")
    )
    theme = django_filters.ChoiceFilter(label=_("Pillar or theme"), choices=themes, method="by_theme", empty_label=ANY)
    resolution = django_filters.ChoiceFilter(
        label=_("Cites the resolution"),
        choices=[(number, resolution_name(number)) for number in RESOLUTIONS],
        method="by_resolution",
        empty_label=ANY,
    )
    language = django_filters.ChoiceFilter(
        label=_("Language of the plan"), choices=language_choices, method="by_language", empty_label=ANY
    )
    focus_country = django_filters.ModelChoiceFilter(
        label=_("Looks at the country"),
        queryset=focus_countries,
        to_field_name="slug",
        method="by_focus_country",
        empty_label=ANY,
    )
    year = YearFilter(label=_("In force in the year"), method="by_year", help_text=_("For example 2018."))
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[("leading", _("one national plan a country, as on the map"))],
        method="by_show",
        empty_label=_("all plans"),
    )

    class Meta:
        model = Plan
        fields = []

    @classmethod
    def get_filters(cls):
        """Those above, then one for each question that findings answer, by its own name: budget=yes."""
        return super().get_filters() | {question.value: FindingFilter(question) for question in Finding.Question}

    @property
    def on(self):
        """The day for which the status is asked: today where none, or none that exists, is given."""
        return getattr(self.form, "cleaned_data", {}).get("as_of") or timezone.localdate()

    @property
    def is_narrowed(self):
        """Whether one of the filters behind “more filters” is in use."""
        return any(field.value() for field in [*self.rare(), *self.findings()])

    def usual(self):
        return [self.form[name] for name in OPEN]

    def rare(self):
        asked = [*OPEN, *Finding.Question.values]
        return [field for field in self.form.visible_fields() if field.name not in asked]

    def findings(self):
        """The fields that ask what sources find."""
        return [self.form[question] for question in Finding.Question.values]

    def states(self):
        """The states that the filters on countries leave, whether or not they have a plan."""
        asked = self.form.cleaned_data
        states = Member.objects.states().for_list()
        if asked["region"]:
            states = states.filter(Q(region=asked["region"]) | Q(subregion=asked["region"]))
        if asked["group"]:
            states = states.filter(un_group=asked["group"])
        if asked["organisation"]:
            belonging = OrganisationMembership.objects.on(self.on).filter(organisation=asked["organisation"])
            states = states.filter(pk__in=belonging.values("member"))
        return states.named(asked["name"]) if asked["name"] else states

    def filter_queryset(self, plans):
        return super().filter_queryset(plans.for_list(self.on).prefetch_related(told_by(self.on)))

    def by_status(self, plans, _name, value):
        return plans.filter(status__in=GROUPS.get(value, [value]))

    def by_name(self, plans, _name, value):
        matches = Q(member__acronym__icontains=value) | Q(member__slug__iexact=value)
        for code in CODES:
            matches |= Q(**{f"member__{column('name', code)}__icontains": value})
        return plans.filter(matches)

    def by_organisation(self, plans, _name, organisation):
        """Plans of those that belonged to ORGANISATION on the day, and its own."""
        members = OrganisationMembership.objects.on(self.on).filter(organisation=organisation)
        return plans.filter(Q(member__in=members.values("member")) | Q(member=organisation))

    def by_year(self, plans, _name, year):
        """Plans in force on the first day of YEAR or on its last."""
        ends = [Plan.objects.with_status(day) for day in (dt.date(year, 1, 1), dt.date(year, 12, 31))]
        in_force = [Q(pk__in=known.filter(status__in=WORKING).values("pk")) for known in ends]
        return plans.filter(in_force[0] | in_force[1])

    def by_lead_type(self, plans, _name, kind):
        return led_by(plans, kind)

    def by_body(self, plans, _name, words):
        return with_body(plans, words)

    def by_theme(self, plans, _name, slug):
        return with_theme(plans, slug)

    def by_resolution(self, plans, _name, number):
        return plans.filter(Exists(finds(question=Finding.Subject.RESOLUTION, code=number)))

    def by_language(self, plans, _name, code):
        return with_language(plans, code)

    def by_focus_country(self, plans, _name, country):
        return plans.filter(Exists(finds(question=Finding.Subject.COUNTRY, country=country)))

    def by_show(self, plans, _name, value):
        return plans.filter(pk__in=Plan.objects.leading(self.on).values("pk"))


class PlansField(forms.Field):
    """Up to four plans, each by its address: NAM/1."""

    MOST = 4
    widget = forms.MultipleHiddenInput

    def clean(self, value):
        addresses = list(dict.fromkeys(value or []))
        if len(addresses) > self.MOST:
            raise ValidationError(_("Up to four plans can be compared. Take some away."))
        for address in addresses:
            member, _slash, slug = address.partition("/")
            if "\0" in address or not Plan.objects.filter(member__slug=member, slug=slug).exists():
                raise ValidationError(_("No plan is known at “%(address)s”."), params={"address": address[:80]})
        return addresses


class PlansFilter(django_filters.Filter):
    field_class = PlansField

    def filter(self, plans, addresses):
        chosen = Q(pk=None)
        for member, _slash, slug in (address.partition("/") for address in addresses or []):
            chosen |= Q(member__slug=member, slug=slug)
        return plans.filter(chosen)


class ComparedFilter(django_filters.FilterSet):
    """The plans that stand side by side, on a day."""

    as_of = DayFilter(**day_options())
    plan = PlansFilter(label=_("Plans"), required=False)

    class Meta:
        model = Plan
        fields = []

    on = PlanFilter.on

    def filter_queryset(self, plans):
        told = plans.for_list(self.on).prefetch_related(told_by(self.on), answered(), bodies_told(), kept_texts())
        return super().filter_queryset(told)
