import django_filters
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from members.filters.directory import ANY
from members.filters.region import RegionFilter
from members.models import Answer, Fact, Member, Question
from wpsnet.languages import alphabetical


def who_answered():
    return Member.objects.filter(pk__in=Fact.objects.published().values("member")).order_by(alphabetical("name"))


class AnswerFilter(django_filters.FilterSet):
    """The answers of members: by question, answer, region, kind and member; the newest of each, or all."""

    question = django_filters.ChoiceFilter(label=_("Question"), choices=Question.choices, empty_label=ANY)
    answer = django_filters.ChoiceFilter(label=_("Answer"), choices=Answer.choices, empty_label=ANY)
    region = RegionFilter(empty_label=ANY)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Member.Kind.choices, field_name="member__kind", empty_label=ANY
    )
    member = django_filters.ModelChoiceFilter(
        label=_("Country or organization"),
        queryset=lambda request: who_answered(),
        to_field_name="slug",
        empty_label=ANY,
    )
    show = django_filters.ChoiceFilter(
        label=_("Answers of which date"),
        choices=[("all", _("all of them"))],
        method="by_date",
        empty_label=_("the newest of each member"),
    )

    class Meta:
        model = Fact
        fields = ["question", "answer", "region", "kind", "member", "show"]

    def by_date(self, facts, _name, _value):
        return facts  # see filter_queryset: the newest are the default

    def filter_queryset(self, facts):
        facts = super().filter_queryset(facts)
        return facts if self.form.cleaned_data["show"] else facts.newest()

    def summary(self):
        """For one question: how many members answer how, and how many of those that are asked do not."""
        if not self.is_valid() or not (question := self.form.cleaned_data["question"]):
            return {}
        asked = self.form.cleaned_data
        members = Member.objects.filter(kind=asked["kind"] or Member.Kind.STATE)
        if region := asked["region"]:
            members = members.filter(Q(region=region) | Q(subregion=region))
        said = Fact.objects.newest().filter(question=question, member__in=members).order_by()
        counts = dict(said.values_list("answer").annotate(rows=Count("member", distinct=True)))
        return {
            "asked": Question(question),
            "counts": [(answer, counts[answer]) for answer in Answer if counts.get(answer)],
            "unanswered": members.without_answer(question).count(),
            "of": members.count(),
        }
