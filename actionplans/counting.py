"""How we count: each number that others have published beside ours for the same day, and what may explain the difference."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from actionplans.models import Finding, Plan, PublishedCount
from members.models import Member

Subject = PublishedCount.Subject
# The list of plans that opens behind each of our numbers.
LISTS = {
    Subject.COUNTRIES: "show=leading&status=made",
    Subject.AFRICA: "show=leading&status=made&region=002",
    Subject.AMERICAS: "show=leading&status=made&region=019",
    Subject.ASIA_PACIFIC: "show=leading&status=made&group=asia_pacific",
    Subject.REGIONAL: "kind=regional&status=made",
    **{
        Subject(question): f"kind=national&status=made&{question}=yes"
        for question in ("budget", "disarmament", "monitoring", "civil_society")
    },
}
# Such an event does not show that the plan exists.
NOT_YET = ["announced", "drafting"]


@dataclass
class Counted:
    """PUBLISHED, and ours: what certainly stood on its day, and what may have stood without a source that dates it."""

    published: PublishedCount
    certain: list = field(default_factory=list)
    possible: list = field(default_factory=list)

    @property
    def difference(self):
        return len(self.certain) - self.published.number

    @property
    def agrees(self):
        number, relation = self.published.number, self.published.relation
        if relation == PublishedCount.Relation.EXACTLY:
            return len(self.certain) == number
        return len(self.certain) > number or (relation == "at_least" and len(self.certain) == number)

    @property
    def unexplained(self):
        """How many the source counts that we can neither show nor suspect."""
        return max(0, -self.difference - len(self.possible))

    def get_absolute_url(self):
        return f"{reverse('actionplans:list')}?{self.query}"

    @property
    def query(self):
        return f"as_of={self.published.last.isoformat()}&{LISTS[self.published.subject]}"


def all_counts():
    """A Counted for each published count, the newest first."""
    plans = list(plans_made())
    answered = defaultdict(set)
    for plan, question in Finding.objects.filter(answer=Finding.Answer.YES).values_list("plan", "question"):
        answered[question].add(plan)
    published = PublishedCount.objects.select_related("source").order_by("-last", "subject", "pk")
    return [counted(one, [plan for plan in plans if belongs(plan, one.subject, answered)]) for one in published]


def plans_made():
    """Plans that were made at some time: `certain_on`, the day from which they stand for certain, and `possible_on`, the
    first day on which they may have stood."""
    made = ~Q(events__kind__in=NOT_YET)
    first = Min(Coalesce("events__first", "events__stated_first", "events__happened_by"), filter=made)
    plans = Plan.objects.annotate(certain_on=Min("events__holds_from", filter=made), possible_on=first)
    return (
        plans.filter(certain_on__isnull=False).select_related("member__region").order_by("member__slug", "generation")
    )


def belongs(plan, subject, answered):
    member, national = plan.member, plan.kind == Plan.Kind.NATIONAL
    match subject:
        case Subject.REGIONAL:
            return plan.kind == Plan.Kind.REGIONAL
        case Subject.COUNTRIES:
            return national
        case Subject.AFRICA:
            return national and member.region and member.region.code == "002"
        case Subject.AMERICAS:
            return national and member.region and member.region.code == "019"
        case Subject.ASIA_PACIFIC:
            return national and member.un_group == Member.Group.ASIA_PACIFIC
    return national and plan.pk in answered[subject]


def counted(published, plans):
    """Of PLANS, those that stood on the day of PUBLISHED: by country where countries are counted."""
    by_country = published.subject in (Subject.COUNTRIES, Subject.AFRICA, Subject.AMERICAS, Subject.ASIA_PACIFIC)
    certain, possible = {}, {}
    for plan in plans:
        key = plan.member_id if by_country else plan.pk
        if plan.certain_on <= published.last:
            certain.setdefault(key, plan)
        elif plan.possible_on <= published.last:
            possible.setdefault(key, plan)
    possible = {key: plan for key, plan in possible.items() if key not in certain}
    return Counted(published, list(certain.values()), list(possible.values()))
