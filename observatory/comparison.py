"""Countries side by side: everything that can be compared, in the same few queries whichever countries they are."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from actionplans.models import KEPT, Commitment, Plan, told_by
from actionplans.wording import plan_title, status_label
from meetings.models import Attendance, Duty, Progress, State, Statement
from members.models import BureauTerm, Membership
from observatory.models import Adherence, Resource
from wpsnet.exports import Column


@dataclass
class Compared:
    """One country with what is known of it."""

    member: object
    memberships: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    commitments: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    attendances: list = field(default_factory=list)
    duties: list = field(default_factory=list)
    resources: list = field(default_factory=list)

    def get_absolute_url(self):
        return self.member.get_absolute_url()

    @property
    def generation(self):
        """The newest generation of its national plans of which something was known."""
        return max((plan.generation for plan in self.plans if plan.generation), default=None)

    @property
    def kept(self):
        return [commitment for commitment in self.commitments if commitment.outcome in KEPT]

    @property
    def owed(self):
        return [duty for duty in self.duties if duty.told != Progress.DONE]

    @property
    def meetings(self):
        """Where it was recorded as present, each meeting once, whatever number of sources says so."""
        return list({one.meeting_id: one.meeting for one in self.attendances}.values())


def side_by_side(members, on):
    """A Compared of each of MEMBERS, in their order. Plans, membership, chairs and reports are those of the day ON."""
    compared = {member.pk: Compared(member) for member in members}
    keys = list(compared)
    for name, rows in told(keys, on).items():
        for row in rows:
            getattr(compared[row.member_id], name).append(row)
    for duty in (duty for one in compared.values() for duty in one.duties):
        duty.told_label = Progress(duty.told).label if duty.told else State.NO_REPORT.label
    for resource in resources_of(keys):
        for key in {resource.member_id, *resource.told_of, *resource.adhering} & compared.keys():
            compared[key].resources.append(resource)
    return list(compared.values())


def told(keys, on):
    """{field of Compared: rows that carry a member}, for the members of these KEYS."""
    plans = Plan.objects.known(on).filter(member__in=keys).prefetch_related(told_by(on)).select_related("member")
    chairs = BureauTerm.objects.filter(member__in=keys, year__lte=on.year).with_sources()
    duties = Duty.objects.filter(member__in=keys).with_latest(on).select_related("point__meeting")
    said = Statement.objects.filter(member__in=keys).select_related("meeting", "source")
    present = Attendance.objects.filter(member__in=keys).select_related("meeting", "source")
    return {
        "memberships": Membership.objects.on(on).filter(member__in=keys).select_related("source"),
        "terms": chairs.order_by("-year", "role"),
        "plans": plans.order_by(F("generation").desc(nulls_last=True), "slug"),
        "commitments": Commitment.objects.for_list().filter(member__in=keys),
        "statements": said.order_by("-meeting__first", "meeting__slug"),
        "attendances": present.order_by("-meeting__first", "meeting__slug", "source__key"),
        "duties": duties.order_by("-point__meeting__first", "point__order"),
    }


def resources_of(keys):
    """Resources of these members, about them, or to which they adhere; `told_of` and `adhering` are keys of members."""
    about = Resource.about.through.objects
    adhered = Adherence.objects
    concerned = Q(member__in=keys)
    concerned |= Q(pk__in=about.filter(member__in=keys).values("resource"))
    concerned |= Q(pk__in=adhered.filter(member__in=keys).values("resource"))
    here = OuterRef("pk")
    return (
        Resource.objects.published()
        .filter(concerned)
        .annotate(
            told_of=ArraySubquery(about.filter(resource=here).values("member")),
            adhering=ArraySubquery(adhered.filter(resource=here).values("member")),
        )
        .order_by("kind", F("made_last").desc(nulls_last=True), "pk")
    )


def joined(texts):
    return " | ".join(str(text) for text in texts)


COLUMNS = [
    Column("country", _("Code of the country"), lambda row: row.member.slug),
    Column("name", _("Name"), lambda row: row.member.name),
    Column("confirmed_on", _("Last day on which the entry was confirmed"), lambda row: row.member.confirmed_on),
    Column(
        "membership",
        _("Standing in the network on the day"),
        lambda row: joined(one.standing for one in row.memberships),
        Membership.Standing.choices,
    ),
    Column(
        "chair",
        _("Years in the chair up to the day, and as what"),
        lambda row: joined(f"{one.year} {one.role}" for one in row.terms),
        BureauTerm.Role.choices,
    ),
    Column(
        "plans",
        _("Action plans, each with its status on the day"),
        lambda row: joined(f"{plan_title(plan)}: {status_label(plan)}" for plan in row.plans),
    ),
    Column("generation", _("Newest generation of the plans"), lambda row: row.generation),
    Column("commitments", _("Commitments outside the plans"), lambda row: len(row.commitments)),
    Column("commitments_kept", _("Commitments of which it is reported that they were met"), lambda row: len(row.kept)),
    Column("statements", _("Statements at meetings"), lambda row: len(row.statements)),
    Column("meetings", _("Meetings where it is recorded as present"), lambda row: len(row.meetings)),
    Column("action_points", _("Action points that name it"), lambda row: len(row.duties)),
    Column("action_points_open", _("Of these, not reported as done by the day"), lambda row: len(row.owed)),
    Column("resources", _("Laws, policies, practices"), lambda row: len(row.resources)),
]
