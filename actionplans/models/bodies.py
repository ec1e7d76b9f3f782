"""Who leads a plan, who takes part in it, who monitors it: each body with who says so."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.plan import Plan
from wpsnet.models import Source


def bodies_told():
    """To be prefetched into `bodies` of each plan, each with its source."""
    return Prefetch("bodies", PlanBody.objects.select_related("source"))


class PlanBody(models.Model):
    """One body and its part in PLAN, as told by SOURCE; empty where an earlier record did not say by whom."""

    class Role(models.TextChoices):
        LEADS = "leads", pgettext_lazy("body of a plan", "leads")
        TAKES_PART = "takes_part", pgettext_lazy("body of a plan", "takes part")
        MONITORS = "monitors", pgettext_lazy("body of a plan", "monitors")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bodies", verbose_name=_("action plan"))
    role = models.CharField(_("part in the plan"), max_length=15, choices=Role)
    name = models.CharField(_("body"), max_length=400, blank=True)
    kind = models.CharField(_("type of body"), max_length=30, choices=Plan.LeadType, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="plan_bodies", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("body of a plan"), _("bodies of plans")
        ordering = ["plan", "role", "pk"]
        indexes = [models.Index(name="leading_bodies", fields=["kind", "plan"], condition=Q(role="leads"))]
        constraints = [
            models.UniqueConstraint(
                name="one_body_per_source",
                fields=["plan", "role", "name", "source", "locator"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="body_is_called_something",
                condition=~Q(name="") | ~Q(kind=""),
                violation_error_message=_("Give the name of the body, or at least its type."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.called}"

    @property
    def called(self):
        """Its name; where no source gives it, its type."""
        return self.name or self.get_kind_display()
