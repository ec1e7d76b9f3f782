"""Actions and boards as columns of a file."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models import Outcome, Plan
from actionplans.wording import plan_title
from wpsnet.exports import Column


def action_columns(year):
    """An action and what is reported of it for YEAR."""
    return [
        Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda one: one.plan.member.slug),
        Column("country", _("country or organization"), lambda one: one.plan.member.name),
        Column("plan", _("plan"), lambda one: plan_title(one.plan)),
        Column("objective_number", _("number of the objective"), lambda one: one.objective.number),
        Column("objective", _("objective"), lambda one: one.objective.words),
        Column("action_number", _("number of the action"), lambda one: one.number),
        Column("action", pgettext_lazy("of a plan", "action"), lambda one: one.words),
        Column("language", _("language"), lambda one: one.objective.language),
        Column("lead", _("lead body"), lambda one: one.lead),
        Column("lead_type", _("type of lead body"), lambda one: one.lead_type, codes=Plan.LeadType.choices),
        Column("due", _("due"), lambda one: one.due),
        Column("indicator", _("indicator"), lambda one: one.indicator),
        Column("unit", _("unit"), lambda one: one.unit),
        Column("baseline", _("baseline"), lambda one: one.baseline),
        Column("target", _("target"), lambda one: one.target),
        Column("year", _("year"), lambda one: year),
        Column(
            "outcome",
            _("how far it was met; empty where no update was given"),
            lambda one: one.outcome,
            codes=Outcome.choices,
        ),
        Column("value", _("value of the indicator"), lambda one: one.reported_value),
        Column("report", _("report in words"), lambda one: one.report_words),
        Column("evidence", _("address of the evidence"), lambda one: one.evidence),
        Column(
            "address",
            _("address"),
            lambda one: f"{settings.SITE_URL}{one.plan.get_absolute_url()}implementation/?year={year}",
        ),
    ]


def board_columns(line_of):
    """A line of the board; LINE_OF makes it of a row."""
    return [
        Column("label", _("what is counted by"), lambda row: line_of(row).label),
        Column("actions", pgettext_lazy("of a plan", "actions"), lambda row: row["total"]),
        *(
            Column(name, label, lambda row, name=name: row[name])
            for name, label in [*Outcome.choices, ("silent", _("no update given"))]
        ),
    ]
