"""What the events of one plan tell when they are read together. `plan.told` holds them (see models.told_by)."""

from dataclasses import dataclass

from actionplans.models import Finding, Plan, PlanEvent, Status
from actionplans.models.plan import DAYS, MADE


@dataclass(frozen=True)
class Period:
    """From when until when, in EDTF; `disputed` where sources give other dates than these."""

    begins: str
    ends: str
    disputed: bool


def held(plan):
    """The events of PLAN that count on the day for which it is asked: not what was only foretold."""
    return [event for event in plan.told if event.holds]


def last_event(plan):
    """The newest event that counts; where nothing has happened yet, the next one that is foretold."""
    return next(reversed(held(plan)), None) or next(iter(plan.told), None)


def said_that_day(plan):
    """The events of PLAN that a source stated on the very day for which the status is asked."""
    return [event for event in plan.told if event.that_day]


def with_end(plan):
    """Each end of PLAN's period that a source gives, the extensions last."""
    ends = [event for event in held(plan) if event.until]
    return sorted(ends, key=lambda event: event.kind == PlanEvent.Kind.PROLONGED)


def differing(values):
    return len(set(values)) > 1


def period(plan):
    """The period of PLAN that its status rests on: its latest end, and the earliest day given for its beginning."""
    began = sorted(
        (event for event in held(plan) if event.kind == PlanEvent.Kind.IN_FORCE), key=lambda event: event.first
    )
    ends = with_end(plan)
    last = max(ends, key=lambda event: event.until_last) if ends and plan.ends else None
    first_ends = [event.until for event in ends if event.kind in MADE]
    if not began and not last:
        return None
    return Period(
        begins=began[0].date if began else "",
        ends=last.until if last else "",
        disputed=differing(first_ends) or differing(event.date for event in began),
    )


# For each status, the days (see plan.DAYS) that can bring it about, the weightiest first.
DECIDING = {
    Status.PLANNED: ["announced"],
    Status.DRAFTING: ["drafted"],
    Status.ADOPTED: ["made"],
    Status.IN_FORCE: ["working", "extended"],
    Status.PROLONGED: ["extended"],
    Status.UNDER_REVIEW: ["reviewed"],
    Status.EXPIRED: ["expired"],
    Status.REPLACED: ["replaced"],
}


def deciding_event(plan):
    """The event from which the status of PLAN follows; None where a later plan has taken its place, or nothing is known."""
    if is_over(plan):
        return next(event for event in with_end(plan) if event.until_last == plan.ends)
    for name in DECIDING.get(plan.status, []):
        for event in held(plan):
            if event.kind in DAYS[name] and event.happened_by == getattr(plan, f"{name}_on"):
                return event
    return plan.told[0] if plan.status == Status.PLANNED else None


def is_over(plan):
    """Whether PLAN has expired because its period ended, and not because a source says so."""
    alive = max((event.happened_by for event in held(plan) if event.kind in [*MADE, "prolonged"]), default=None)
    return plan.status == Status.EXPIRED and not (plan.expired_on and (not alive or plan.expired_on >= alive))


def successor(plan, series):
    """The next national plan in SERIES, a member's plans in their order, that exists on the day; None if there is none."""
    if plan.kind != Plan.Kind.NATIONAL or not plan.generation:
        return None
    national = [other for other in series if other.kind == Plan.Kind.NATIONAL and other.generation and other.made_on]
    return next((other for other in national if other.generation > plan.generation), None)


def judgements(findings):
    """FINDINGS by question, as (question in words, findings, whether their answers differ)."""
    by_question = {}
    for finding in findings:
        by_question.setdefault(finding.question, []).append(finding)
    return [
        (label, by_question[question], differing(finding.answer for finding in by_question[question]))
        for question, label in Finding.Question.choices
        if question in by_question
    ]
