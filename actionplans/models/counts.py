"""Numbers of plans that others have published, to hold ours against."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.dates import EDTFField
from wpsnet.models import Source


class PublishedCount(models.Model):
    """How many countries had a plan, or how many plans had a feature, on a date, as SOURCE says."""

    class Subject(models.TextChoices):
        COUNTRIES = "countries", _("countries with a national action plan")
        AFRICA = "africa", _("countries in Africa with a national action plan")
        AMERICAS = "americas", _("countries in the Americas with a national action plan")
        ASIA_PACIFIC = "asia_pacific", _("countries in Asia and the Pacific with a national action plan")
        BUDGET = "budget", _("plans with a budget")
        DISARMAMENT = "disarmament", _("plans that cover disarmament")
        MONITORING = "monitoring", _("plans with a monitoring framework")
        CIVIL_SOCIETY = "civil_society", _("plans in which civil society has a role")
        REGIONAL = "regional", _("regional action plans")

    class Relation(models.TextChoices):
        EXACTLY = "exactly", pgettext_lazy("a number", "exactly")
        AT_LEAST = "at_least", pgettext_lazy("a number", "at least")
        MORE_THAN = "more_than", pgettext_lazy("a number", "more than")

    subject = models.CharField(_("what is counted"), max_length=20, choices=Subject)
    date = EDTFField(_("date"), first="first", last="last")
    first = models.DateField(null=True, editable=False)
    last = models.DateField(null=True, editable=False)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation, default=Relation.EXACTLY)
    number = models.PositiveSmallIntegerField(_("number"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("published count"), _("published counts")
        ordering = ["last", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_count_per_source", fields=["subject", "date", "source", "locator"])
        ]

    def __str__(self):
        return f"{self.subject} {self.date}"
