"""What a plan sets out to do, and what is reported of it: objectives, their actions with indicators, a report a year, money."""

import datetime as dt

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.commitments import Outcome
from actionplans.models.plan import Plan
from members.models import User
from wpsnet.dates import EDTFField
from wpsnet.models import Source

FIRST_YEAR, LAST_YEAR = 2000, 2100
REPORT_MONTHS = 3  # so long after a year has ended its report may come; then readers see that none was given


def last_year_due(today=None):
    """The newest year of which a report is due by the day TODAY."""
    today = today or timezone.localdate()
    return today.year - 1 if today >= dt.date(today.year, REPORT_MONTHS + 1, 1) else today.year - 2


class Objective(models.Model):
    """A goal of PLAN in its own words, which are of one language."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="objectives", verbose_name=_("action plan"))
    number = models.CharField(_("number"), max_length=20)
    order = models.CharField(max_length=80, editable=False)
    words = models.TextField(_("objective"), max_length=1000)
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name, verbose_name_plural = _("objective"), _("objectives")
        ordering = ["plan", "order", "pk"]
        constraints = [models.UniqueConstraint(name="one_objective_per_number", fields=["plan", "number"])]

    def __str__(self):
        return self.number


class ActionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(retired_on=None)

    def with_report(self, year):
        """Annotate `outcome` and `report_words` of the report on YEAR; None where no update was given."""
        reports = ProgressReport.objects.filter(action=OuterRef("pk"), year=year)
        return self.annotate(
            outcome=Subquery(reports.values("outcome")[:1]),
            report_words=Subquery(reports.values("words")[:1]),
            reported_value=Subquery(reports.values("value")[:1]),
            evidence=Subquery(reports.values("evidence")[:1]),
        )

    def for_list(self, year):
        rows = self.standing().with_report(year).select_related("objective__plan__member")
        return rows.order_by(
            "objective__plan__member__slug", "objective__plan__slug", "objective__order", "order", "pk"
        )


class Action(models.Model):
    """What is to be done for an objective: by whom, by when, and how one sees that it is done."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actions", verbose_name=_("objective"))
    number = models.CharField(_("number"), max_length=20)
    order = models.CharField(max_length=80, editable=False)
    words = models.TextField(pgettext_lazy("of a plan", "action"), max_length=1000)
    lead = models.CharField(_("lead body"), max_length=200, blank=True)
    lead_type = models.CharField(_("type of lead body"), max_length=30, choices=Plan.LeadType, blank=True)
    due = EDTFField(_("due"), last="due_last", blank=True)
    due_last = models.DateField(null=True, editable=False)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.CharField(_("baseline"), max_length=100, blank=True)
    target = models.CharField(_("target"), max_length=100, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a plan", "action")
        verbose_name_plural = pgettext_lazy("of a plan", "actions")
        ordering = ["objective", "order", "pk"]
        indexes = [models.Index(name="standing_actions", fields=["lead"], condition=Q(retired_on=None))]
        constraints = [models.UniqueConstraint(name="one_action_per_number", fields=["objective", "number"])]

    def __str__(self):
        return self.number

    @property
    def plan(self):
        return self.objective.plan


class ProgressReport(models.Model):
    """What the member says of an action for one year."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="reports", verbose_name=_("action"))
    year = models.PositiveSmallIntegerField(_("year"))
    outcome = models.CharField(_("how far it was met"), max_length=10, choices=Outcome)
    value = models.CharField(_("value of the indicator"), max_length=100, blank=True)
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    evidence = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("reported by"))
    reported_at = models.DateTimeField(_("reported at"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("progress report"), _("progress reports")
        ordering = ["action", "-year"]
        indexes = [models.Index(name="reports_of_a_year", fields=["year", "outcome"])]
        constraints = [
            models.UniqueConstraint(name="one_report_per_year", fields=["action", "year"]),
            models.CheckConstraint(name="report_year_is_sane", condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))),
            models.CheckConstraint(name="evidence_is_web", condition=Q(evidence="") | Q(evidence__regex=r"^https?://")),
        ]

    def __str__(self):
        return f"{self.action_id} {self.year}"


class BudgetLine(models.Model):
    """Money for a plan in one year, as a source tells it. Amounts of different currencies are never added up."""

    class Kind(models.TextChoices):
        PROMISED = "promised", pgettext_lazy("money", "promised")
        ALLOCATED = "allocated", pgettext_lazy("money", "allocated")
        SPENT = "spent", pgettext_lazy("money", "spent")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="budget_lines", verbose_name=_("action plan"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Write the three capital letters of the currency, such as EUR."))],
        help_text=_("The three letters of ISO 4217, such as EUR or NAD."),
    )
    civil_society_share = models.DecimalField(
        _("share for civil society in per cent"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("budget line"), _("budget lines")
        ordering = ["year", "currency", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_budget_line_per_source", fields=["plan", "kind", "year", "currency", "source", "locator"]
            ),
            models.CheckConstraint(
                name="budget_is_positive",
                condition=Q(amount__gte=0),
                violation_error_message=_("An amount is not negative."),
            ),
            models.CheckConstraint(
                name="budget_year_is_sane",
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=_("Give a year from 2000 on."),
            ),
            models.CheckConstraint(name="budget_currency_is_iso", condition=Q(currency__regex=r"^[A-Z]{3}$")),
            models.CheckConstraint(
                name="civil_society_share_is_a_percentage",
                condition=Q(civil_society_share=None) | Q(civil_society_share__gte=0, civil_society_share__lte=100),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.kind} {self.year}"
