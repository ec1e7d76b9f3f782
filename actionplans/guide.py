"""The way to an action plan, from the mandate to the launch: its steps, and what peers did at each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplans.models import Finding, PlanEvent

MOST_PEERS = 5  # the list behind them shows all
Kind, Question = PlanEvent.Kind, Finding.Question


@dataclass(frozen=True)
class Step:
    """One step: what to do, what helps, and the event or the finding by which peers are found."""

    code: str
    title: Any
    words: Any
    hint: Any
    event: str = ""
    question: str = ""

    def get_absolute_url(self):
        return f"{reverse('actionplans:guide')}#{self.code}"


STEPS = [
    Step(
        "mandate",
        _("Get a mandate"),
        _("Somebody with the power to do so says that there will be a plan, by when, and which body leads."),
        _("A decision of the government, with a date, is stronger than a promise. Publish it."),
        event=Kind.ANNOUNCED,
    ),
    Step(
        "group",
        _("Set up the group that writes"),
        _("Bring together the ministries that will have to act: foreign affairs, defence, interior, justice, finance."),
        _("Civil society and the police belong to the group from the first meeting, not only at the end."),
        event=Kind.DRAFTING,
    ),
    Step(
        "look-back",
        _("Look back"),
        _("Ask what the last plan has changed, and describe the situation from which this one begins."),
        _("Without figures for the beginning, nobody can say later what has changed."),
        question=Question.BASELINE,
    ),
    Step(
        "consult",
        _("Ask those whom it concerns"),
        _("Listen to women's organizations in all parts of the country, to survivors and to local government."),
        _("Say in public what you heard and what became of it. Pay for the journeys."),
        question=Question.CIVIL_SOCIETY,
    ),
    Step(
        "goals",
        _("Agree on goals"),
        _("Choose few goals. Say for each what changes at home and what changes abroad."),
        _("A goal that no body answers for will not be reached."),
        question=Question.DOMESTIC,
    ),
    Step(
        "actions",
        _("Write actions with indicators"),
        _("Under each goal stand actions, each with a body that answers for it, a date and an indicator."),
        _("Take indicators for which somebody already collects the figures."),
        question=Question.INDICATORS,
    ),
    Step(
        "budget",
        _("Cost it, and find the money"),
        _("Write beside each action what it costs and who pays. Set a share aside for civil society."),
        _("Speak to the ministry of finance before the budget of the year is closed."),
        question=Question.BUDGET,
    ),
    Step(
        "monitoring",
        _("Agree how it is followed"),
        _("Lay down who reports, when, to whom, and how civil society checks the reports."),
        _("A report each year, in public, in four plain levels is better than a long one at the end."),
        question=Question.MONITORING,
    ),
    Step(
        "parliament",
        _("Bring in parliament"),
        _("Agree that progress is reported to parliament, and to which committee."),
        _("Members of parliament who know the plan defend its money."),
        question=Question.REPORTING,
    ),
    Step(
        "adopt",
        _("Adopt it"),
        _("The government, or the head of state, adopts the plan. Write down the day and the decision."),
        _("Enter the day and its source here at once, so that the status is right."),
        event=Kind.ADOPTED,
    ),
    Step(
        "launch",
        _("Launch it, and publish it"),
        _("Make the plan known in all languages of the country, and put the text where everybody finds it."),
        _("Invite those who helped to write it. Send the text to this portal."),
        event=Kind.LAUNCHED,
    ),
    Step(
        "next",
        _("Plan the next one"),
        _("A year before the plan ends, decide whether it is extended, reviewed or followed by another."),
        _("An extension is a decision, too: write it down before the last day of the plan."),
        event=Kind.UNDER_REVIEW,
    ),
]
BY_CODE = {step.code: step for step in STEPS}
CODES = [(step.code, step.title) for step in STEPS]


def newest(records, by, **conditions):
    """The MOST_PEERS newest of RECORDS for each value of the field BY."""
    place = Window(RowNumber(), partition_by=by, order_by=[F("pk").desc()])
    found = records.filter(**conditions).annotate(place=place).filter(place__lte=MOST_PEERS)
    return found.select_related("plan__member", "source").order_by(by, "place")


def with_peers():
    """(step, the findings and events of plans that show how peers took it, where all of them are listed)."""
    asked = [step.question for step in STEPS if step.question]
    kinds = [step.event for step in STEPS if step.event]
    yes = list(newest(Finding.objects, "question", answer="yes", question__in=asked))
    told = list(newest(PlanEvent.objects.exclude(note=""), "kind", kind__in=kinds))
    rows = []
    for step in STEPS:
        findings = [one for one in yes if one.question == step.question]
        events = [one for one in told if one.kind == step.event]
        more = f"{reverse('actionplans:list')}?{step.question}=yes" if step.question else ""
        rows.append((step, findings or events, more))
    return rows
