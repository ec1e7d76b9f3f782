"""What members consult of each other: laws, policies, good practices, studies, toolkits, and instruments with who joined them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.document_languages import language_name
from actionplans.models import Plan
from actionplans.models.commitments import Told, ToldQuerySet
from meetings.models import ActionPoint, Statement
from members.models import Member, User
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
from wpsnet.models import Source, StoredFile, Theme


class ResourceQuerySet(ToldQuerySet):
    def concerning(self, member):
        """Those of MEMBER, those about it, and the instruments that it adheres to."""
        adhered = Adherence.objects.filter(member=member).values("resource")
        return self.filter(Q(member=member) | Q(about=member) | Q(pk__in=adhered)).distinct()

    def for_list(self):
        """With what a row of the list shows, the newest first."""
        rows = self.published().select_related("member", "source", "file").prefetch_related("themes", "about")
        return rows.order_by(F("made_last").desc(nulls_last=True), alphabetical("title"), "pk")


class Resource(Told):
    """One thing to consult, which MEMBER answers for. A good practice has fields of its own: what was done, and how it went."""

    class Kind(models.TextChoices):
        LAW = "law", _("law")
        POLICY = "policy", _("policy")
        PRACTICE = "practice", _("good practice")
        KNOWLEDGE = "knowledge", _("knowledge product")
        TOOLKIT = "toolkit", _("toolkit")
        STUDY = "study", _("study")
        INSTRUMENT = "instrument", _("instrument")

    class Measure(models.TextChoices):
        """What was done, in the words that women, peace and security offices sort their measures by."""

        RECRUITMENT = "recruitment", pgettext_lazy("measure", "recruitment")
        QUOTAS = "quotas", pgettext_lazy("measure", "quotas and targets")
        TRAINING = "training", pgettext_lazy("measure", "training")
        MENTORING = "mentoring", pgettext_lazy("measure", "mentoring")
        NETWORKS = "networks", pgettext_lazy("measure", "women's networks in the services")
        REVIEW = "review", pgettext_lazy("measure", "review of procedures")
        OUTREACH = "outreach", pgettext_lazy("measure", "outreach")
        ANALYSIS = "analysis", pgettext_lazy("measure", "gender analysis")
        PROTECTION = "protection", pgettext_lazy("measure", "protection")
        FACILITIES = "facilities", pgettext_lazy("measure", "facilities and equipment")
        MEDIATION = "mediation", pgettext_lazy("measure", "support to mediators")
        FUNDING = "funding", pgettext_lazy("measure", "funding of women's organizations")

    class Link(models.TextChoices):
        UNCHECKED = "", pgettext_lazy("link", "not checked yet")
        WORKS = "works", pgettext_lazy("link", "works")
        BROKEN = "broken", pgettext_lazy("link", "does not answer")

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="resources", verbose_name=_("country or organization")
    )
    about = models.ManyToManyField(Member, blank=True, related_name="+", verbose_name=_("also about"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    made = EDTFField(_("date"), first="made_first", last="made_last", blank=True)
    made_first = models.DateField(null=True, editable=False)
    made_last = models.DateField(null=True, editable=False)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name=_("languages"))
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    link_state = models.CharField(_("state of the link"), max_length=10, choices=Link, blank=True, editable=False)
    link_checked_at = models.DateTimeField(_("link checked at"), null=True, editable=False)
    measures = ArrayField(
        models.CharField(max_length=20, choices=Measure), default=list, blank=True, verbose_name=_("measures")
    )
    done = models.TextField(_("what was done"), blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    cost = models.TextField(_("what it cost"), blank=True)
    conditions = models.TextField(_("what it takes"), blank=True)
    contact = models.CharField(
        _("office to ask"), max_length=200, blank=True, help_text=_("An office, not a person: all readers see it.")
    )
    statement = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="practices", verbose_name=_("statement")
    )
    action_points = models.ManyToManyField(
        ActionPoint, blank=True, related_name="resources", verbose_name=_("action points that it answers")
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("resource"), _("resources")
        ordering = ["-made_last", "pk"]
        indexes = [
            models.Index(
                name="published_resources",
                fields=["kind", "-made_last"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            )
        ]
        constraints = [
            CheckConstraint(
                name="measures_are_of_practices", condition=Q(kind="practice") | Q(measures=[], statement=None)
            ),
            CheckConstraint(name="link_is_checked_with_a_day", condition=Q(link_state="") | ~Q(link_checked_at=None)),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def get_absolute_url(self):
        return reverse("observatory:resource", args=[self.pk])

    @property
    def languages_in_words(self):
        return [language_name(code) for code in self.languages]

    @property
    def measures_in_words(self):
        return [self.Measure(measure).label for measure in self.measures if measure in self.Measure.values]


class Adherence(models.Model):
    """Since when MEMBER adheres to an instrument: a compact, a call, a standard, a code of conduct."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="adherences", verbose_name=_("instrument"))
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="adherences", verbose_name=_("country or organization")
    )
    since = EDTFField(_("since"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("adherence"), _("adherences")
        ordering = ["resource", "pk"]
        constraints = [UniqueConstraint(name="adheres_once", fields=["resource", "member"])]

    def __str__(self):
        return f"#{self.pk}"


class PracticeUseQuerySet(models.QuerySet):
    def confirmed(self):
        """By both sides; only these are shown to readers."""
        return self.filter(confirmed_by_plan_at__isnull=False, confirmed_by_practice_at__isnull=False)


class PracticeUse(models.Model):
    """That PLAN took over a practice. Readers see it once those of the plan and those of the practice have both said so."""

    practice = models.ForeignKey(Resource, models.CASCADE, related_name="uses", verbose_name=_("good practice"))
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="practices", verbose_name=_("action plan"))
    confirmed_by_practice_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_practice = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by_plan_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_plan = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    objects = PracticeUseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("use of a practice"), _("uses of practices")
        ordering = ["-said_at"]
        constraints = [UniqueConstraint(name="practice_used_once_in_a_plan", fields=["practice", "plan"])]

    def __str__(self):
        return f"#{self.pk}"
