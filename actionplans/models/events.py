"""What happened to a plan and what others judge of it, each with who says so. Sources that disagree stand side by side."""

from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.plan import Plan, holding
from wpsnet.dates import EDTFField
from wpsnet.models import Source


class PlanEventQuerySet(models.QuerySet):
    def held(self, on):
        """What certainly holds on the day ON."""
        return self.filter(holding(on))

    def told(self, on):
        """What sources had said by the day ON, each with its source, in the order in which it holds.

        `holds`: it certainly holds that day, and is not only foretold. `that_day`: it was said on that very day.
        """
        holds = Case(When(holding(on), then=True), default=False)
        that_day = Case(When(stated_first=on, stated_last=on, then=True), default=False)
        foretold = Q(stated_last__lte=on, stated_last__lt=F("first"))
        events = self.filter(holding(on) | foretold).select_related("source")
        return events.annotate(holds=holds, that_day=that_day)


def told_by(on):
    """To be prefetched into `told` of each plan: what was known of it on the day ON."""
    return Prefetch("events", PlanEvent.objects.told(on), to_attr="told")


class PlanEvent(models.Model):
    """Something that happened, or was announced, at a date that may be only a year.

    `stated_on` is the day the source said so. An event that a source reports as past has happened by that day, however
    vague its date ("launched in 2017", said on 21 September 2017); one that lies after it is an announcement.
    `happened_by` is the day from which the event certainly holds.
    """

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        DRAFTING = "drafting", _("being drafted")
        ADOPTED = "adopted", pgettext_lazy("plan", "adopted")
        LAUNCHED = "launched", pgettext_lazy("plan", "launched")
        IN_FORCE = "in_force", pgettext_lazy("event", "period begins")
        ATTESTED = "attested", pgettext_lazy("plan", "known to exist")
        PROLONGED = "prolonged", pgettext_lazy("plan", "extended")
        UNDER_REVIEW = "under_review", _("under review")
        EXPIRED = "expired", pgettext_lazy("plan", "expired")
        REPLACED = "replaced", pgettext_lazy("plan", "replaced")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="events", verbose_name=_("action plan"))
    kind = models.CharField(_("event"), max_length=20, choices=Kind)
    date = EDTFField(_("date"), first="first", last="last", blank=True)
    first = models.DateField(null=True, editable=False)
    last = models.DateField(null=True, editable=False)
    until = EDTFField(_("period ends"), last="until_last", blank=True)
    until_last = models.DateField(null=True, editable=False)
    stated_on = EDTFField(_("stated on"), first="stated_first", last="stated_last", blank=True)
    stated_first = models.DateField(null=True, editable=False)
    stated_last = models.DateField(null=True, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="plan_events", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    happened_by = models.GeneratedField(
        expression=Case(
            When(Q(kind="announced", stated_last__isnull=False), then=F("stated_last")),
            When(last__isnull=True, then=F("stated_last")),
            When(Q(first__isnull=True) | Q(stated_last__gte=F("first")), then=Least("last", "stated_last")),
            default=F("last"),
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    objects = PlanEventQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("of a plan", "event"), pgettext_lazy("of a plan", "events")
        ordering = ["happened_by", "pk"]
        indexes = [models.Index(name="plan_event_by_day", fields=["plan", "happened_by"])]
        constraints = [
            models.CheckConstraint(
                name="plan_event_has_a_date", condition=~Q(date="") | ~Q(until="") | ~Q(stated_on="")
            ),
            models.UniqueConstraint(
                name="one_event_per_source", fields=["plan", "kind", "date", "until", "source", "locator"]
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.date}"

    @property
    def is_announcement(self):
        """Said before it was to happen."""
        return bool(self.stated_last and self.first and self.stated_last < self.first)


class Finding(models.Model):
    """An answer to one question about a plan, as judged by the source named: never by the portal."""

    class Question(models.TextChoices):
        BUDGET = "budget", _("Is a budget allocated?")
        MONITORING = "monitoring", _("Is there a monitoring framework?")
        CIVIL_SOCIETY = "civil_society", _("Does civil society have a role?")
        DISARMAMENT = "disarmament", _("Does the plan cover disarmament?")
        INDICATORS = "indicators", _("Does the plan have indicators?")
        BASELINE = "baseline", _("Is there a baseline?")
        REPORTING = "reporting_to_parliament", _("Is progress reported to parliament?")
        DOMESTIC = "domestic_focus", _("Does the plan look at the country itself?")
        FOREIGN = "foreign_focus", _("Does the plan look abroad?")
        ADVISERS = "gender_advisers", _("Are gender advisers foreseen?")

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("finding", "yes")
        NO = "no", pgettext_lazy("finding", "no")
        PARTLY = "partly", pgettext_lazy("finding", "partly")
        UNCLEAR = "unclear", pgettext_lazy("finding", "unclear")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings", verbose_name=_("action plan"))
    question = models.CharField(_("question"), max_length=30, choices=Question)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    source = models.ForeignKey(Source, models.PROTECT, related_name="findings", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("finding"), _("findings")
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_finding_per_source", fields=["plan", "question", "source", "locator"])
        ]

    def __str__(self):
        return f"{self.get_question_display()} {self.get_answer_display()}"
