"""What happened to a plan and what others judge of it, each with who says so. Sources that disagree stand side by side."""

from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.document_languages import language_name
from actionplans.models.plan import Plan
from members.models import Member
from wpsnet.dates import EDTFField
from wpsnet.models import Source, Theme


class PlanEventQuerySet(models.QuerySet):
    def held(self, on):
        """What certainly holds on the day ON."""
        return self.filter(holds_from__lte=on)

    def told(self, on):
        """What sources had said by the day ON, each with its source, in the order in which it holds.

        `holds`: it certainly holds that day, and is not only foretold. `that_day`: it was said on that very day.
        """
        holds = Case(When(holds_from__lte=on, then=True), default=False)
        that_day = Case(When(stated_first=on, stated_last=on, then=True), default=False)
        events = self.filter(Q(holds_from__lte=on) | Q(foretold_from__lte=on)).select_related("source", "reply")
        return events.annotate(holds=holds, that_day=that_day)


# The last day that the date allows, or the day on which a source reported it as past, if that is earlier.
HAPPENED_BY = Case(
    When(Q(kind="announced", stated_last__isnull=False), then=F("stated_last")),
    When(last__isnull=True, then=F("stated_last")),
    When(Q(first__isnull=True) | Q(stated_last__gte=F("first")), then=Least("last", "stated_last")),
    default=F("last"),
)
# What a source only foretells never counts as happened, but for a period: once it is set, it begins by itself.
TOLD = Q(stated_last=None) | Q(first=None) | Q(stated_last__gte=F("first")) | Q(kind__in=["announced", "in_force"])


# Questions that are asked of one thing each (Finding.Subject).
SUBJECTS = ["theme", "resolution", "language", "focus_country"]
# The resolutions of the Security Council on women and peace and security, by number, with their year.
RESOLUTIONS = {
    "1325": 2000,
    "1820": 2008,
    "1888": 2009,
    "1889": 2009,
    "1960": 2010,
    "2106": 2013,
    "2122": 2013,
    "2242": 2015,
    "2467": 2019,
    "2493": 2019,
}


def resolution_name(number):
    """“1325 (2000)”, as the United Nations write it; where the year is not known here, the number alone."""
    return f"{number} ({RESOLUTIONS[number]})" if number in RESOLUTIONS else number


def told_by(on):
    """To be prefetched into `told` of each plan: what was known of it on the day ON."""
    return Prefetch("events", PlanEvent.objects.told(on), to_attr="told")


def answered():
    """To be prefetched into `findings` of each plan, with all that is shown of them."""
    return Prefetch("findings", Finding.objects.select_related("source", "theme__parent", "country"))


class PlanEvent(models.Model):
    """Something that happened, or was announced, at a date that may be only a year.

    `stated_on` is the day the source said so. An event that a source reports as past has happened by that day, however
    vague its date ("launched in 2017", said on 21 September 2017); one that lies after it is an announcement.
    `happened_by` is the day by which it lies in the past, if it happens at all; `holds_from` the day from which it
    certainly holds, empty where it is only foretold; `foretold_from` the day on which it was foretold.
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
        expression=HAPPENED_BY, output_field=models.DateField(null=True), db_persist=True
    )
    holds_from = models.GeneratedField(
        expression=Case(When(TOLD, then=HAPPENED_BY)), output_field=models.DateField(null=True), db_persist=True
    )
    foretold_from = models.GeneratedField(
        expression=Case(When(stated_last__lt=F("first"), then=F("stated_last"))),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    objects = PlanEventQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("of a plan", "event"), pgettext_lazy("of a plan", "events")
        ordering = ["happened_by", "pk"]
        indexes = [models.Index(name="plan_event_by_day", fields=["plan", "holds_from"])]
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

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#event-{self.pk}"

    @property
    def is_announcement(self):
        """Said before it was to happen."""
        return bool(self.stated_last and self.first and self.stated_last < self.first)


class Finding(models.Model):
    """An answer to one question about a plan, as judged by the source named: never by the portal.

    A question of `Subject` is asked of one theme, resolution, language or country, which `theme`, `code` or `country` holds.
    """

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
        PARLIAMENT = "parliament", _("Does parliament have a role?")
        CIVIL_DRAFTING = "civil_society_drafting", _("Did civil society take part in the drafting?")
        CIVIL_STEERING = "civil_society_steering", _("Does civil society help to steer the plan?")
        CIVIL_DOING = "civil_society_doing", _("Does civil society help to carry the plan out?")
        CIVIL_MONITORING = "civil_society_monitoring", _("Does civil society monitor the plan?")

    class Subject(models.TextChoices):
        THEME = "theme", _("Does the plan take up this theme?")
        RESOLUTION = "resolution", _("Does the plan cite this resolution?")
        LANGUAGE = "language", _("Is the plan written in this language?")
        COUNTRY = "focus_country", _("Does the plan look at this country?")

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("finding", "yes")
        NO = "no", pgettext_lazy("finding", "no")
        PARTLY = "partly", pgettext_lazy("finding", "partly")
        UNCLEAR = "unclear", pgettext_lazy("finding", "unclear")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings", verbose_name=_("action plan"))
    question = models.CharField(_("question"), max_length=30, choices=[*Question.choices, *Subject.choices])
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("theme")
    )
    country = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    code = models.CharField(_("number of the resolution, or code of the language"), max_length=10, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    source = models.ForeignKey(Source, models.PROTECT, related_name="findings", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("finding"), _("findings")
        ordering = ["question", "pk"]
        indexes = [
            models.Index(name="findings_by_answer", fields=["question", "answer", "plan"]),
            models.Index(name="findings_on_themes", fields=["theme", "plan"], condition=Q(theme__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_finding_per_source",
                fields=["plan", "question", "theme", "country", "code", "source", "locator"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="finding_is_about_what_it_asks",
                condition=Q(question="theme", theme__isnull=False, country=None, code="")
                | Q(question="focus_country", theme=None, country__isnull=False, code="")
                | (Q(question__in=["resolution", "language"], theme=None, country=None) & ~Q(code=""))
                | (~Q(question__in=SUBJECTS) & Q(theme=None, country=None, code="")),
            ),
            models.CheckConstraint(
                name="resolution_is_a_number", condition=~Q(question="resolution") | Q(code__regex=r"^[1-9]\d{0,3}$")
            ),
        ]

    def __str__(self):
        return f"{self.asked} {self.get_answer_display()}"

    @property
    def subject(self):
        """The theme, resolution, language or country that is asked about, in words; empty for other questions."""
        match self.question:
            case self.Subject.THEME:
                return self.theme.name
            case self.Subject.COUNTRY:
                return self.country.name
            case self.Subject.RESOLUTION:
                return resolution_name(self.code)
            case self.Subject.LANGUAGE:
                return language_name(self.code)
        return ""

    @property
    def key(self):
        """The same as a short code: climate, 1325, fr, MLI."""
        return self.theme.slug if self.theme_id else self.country.slug if self.country_id else self.code

    @property
    def asked(self):
        """The question in words, with what it asks about."""
        subject = self.subject
        return f"{self.get_question_display()} {subject}" if subject else self.get_question_display()
