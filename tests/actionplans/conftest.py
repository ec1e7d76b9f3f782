"""Plans to ask about. Namibia's follows its life: drafted in 2017, adopted in 2019, with two ends that sources give."""

import pytest

from actionplans.models import Finding, Plan, PlanEvent
from members.models import Member
from wpsnet.models import Source


@pytest.fixture
def government(db):
    return Source.objects.create(key="GOV", title="Government", kind="government", url="https://example.org/plan")


@pytest.fixture
def plan(namibia, source, government):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    plan.bodies.create(role="leads", kind="gender", source=source)
    tell(plan, source, "drafting", "2017-09-21", stated_on="2017-09-21", locator="para. 20", note_en="Being prepared.")
    tell(plan, source, "in_force", "2019", until="2024")
    tell(plan, government, "in_force", "2019", until="2026", note_en="Two years more.")
    Finding.objects.create(plan=plan, question="budget", answer="yes", source=government)
    Finding.objects.create(plan=plan, question="budget", answer="no", source=source, note_en="Nothing is set aside.")
    return plan


def tell(plan, source, kind, date, **fields):
    return PlanEvent.objects.create(plan=plan, source=source, kind=kind, date=date, **fields)


@pytest.fixture
def many(source):
    """A function: so many countries with a plan and two events each."""

    def make(count):
        for number in range(count):
            code = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
            member = Member.objects.create(kind="state", slug=code, iso2=code[1:], name_en=f"Country {number}")
            plan = Plan.objects.create(member=member, slug="1", generation=1, kind="national")
            tell(plan, source, "adopted", "2015", stated_on="2015-09-21", note_en="A note.")
            tell(plan, source, "in_force", "2016", until="2040")
            Finding.objects.create(plan=plan, question="budget", answer="yes", source=source)

    return make
