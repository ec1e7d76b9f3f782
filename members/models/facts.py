"""What a member says of itself in figures and names, question by question, each answer with its source and date."""

from babel.numbers import format_percent
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.models.people import User
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical, babel_locale, pick
from wpsnet.models import Source


class Question(models.TextChoices):
    """What every member is asked. The chair's summary of 2017 (A/71/927-S/2017/485, paras. 9, 17, 23, 30) names them."""

    COORDINATION = "coordination", _("Co-ordination mechanism")
    ACCOUNTABILITY = "accountability", _("Body that holds the government to account for its plan")
    ADVISER_DEFENCE = "adviser_defence", _("Gender adviser in the ministry of defence")
    ADVISER_INTERIOR = "adviser_interior", _("Gender adviser in the ministry of the interior")
    POLICE = "police", _("Police gender focal point, or the body put forward as one")
    DEPLOYMENT_REVIEW = "deployment_review", _("Review of deployment procedures")
    LAWS = "laws", _("Laws and policies, in brief")
    WOMEN_ARMED_FORCES = "women_armed_forces", _("Women in the armed forces")
    WOMEN_POLICE = "women_police", _("Women in the police")
    WOMEN_MISSIONS = "women_missions", _("Women among personnel sent to United Nations missions")

    @property
    def is_share(self):
        """Whether the answer is a percentage."""
        return self in SHARES


SHARES = (Question.WOMEN_ARMED_FORCES, Question.WOMEN_POLICE, Question.WOMEN_MISSIONS)


class Answer(models.TextChoices):
    YES = "yes", pgettext_lazy("answer", "yes")
    PARTLY = "partly", pgettext_lazy("answer", "partly")
    UNDER_WAY = "under_way", pgettext_lazy("answer", "under way")
    PLANNED = "planned", pgettext_lazy("answer", "planned")
    NO = "no", pgettext_lazy("answer", "no")


class FactQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None).filter(withdrawn_at=None)

    def proposed(self):
        """Written by somebody who may not publish; whoever publishes the entry decides."""
        return self.filter(published_at=None, withdrawn_at=None)

    def newest(self):
        """Published, and no answer of the same member to the same question is of a later date."""
        later = Fact.objects.published().filter(
            member=OuterRef("member"), question=OuterRef("question"), as_of_last__gt=OuterRef("as_of_last")
        )
        return self.published().exclude(Exists(later))

    def for_list(self):
        """Across members: question by question, in the reader's alphabetical order."""
        return self.select_related("member__region", "source").order_by(
            "question", alphabetical("name", "member__"), "member__slug", "-as_of_last", "-pk"
        )


class Fact(models.Model):
    """One answer of MEMBER to QUESTION, as of a date. Answers are added, not overwritten: the newest date stands first,
    and two sources that differ stand side by side."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="facts", verbose_name=_("member"))
    question = models.CharField(_("question"), max_length=30, choices=Question)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    share = models.DecimalField(_("share in per cent"), max_digits=4, decimal_places=1, null=True, blank=True)
    texts = models.JSONField(_("in words"), default=dict, blank=True, help_text="language to Markdown")
    as_of = EDTFField(_("as of"), first="as_of_first", last="as_of_last")
    as_of_first = models.DateField(null=True, editable=False)
    as_of_last = models.DateField(null=True, editable=False)
    source_title = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source of the reference data")
    )
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    corrects = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    written_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("fact"), _("facts")
        ordering = ["question", "-as_of_last", "-pk"]
        indexes = [
            models.Index(
                name="published_facts",
                fields=["question", "member", "as_of_last"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="fact_says_something",
                condition=~Q(answer="") | Q(share__isnull=False) | ~Q(texts={}),
                violation_error_message=_("Give an answer, a share or some words."),
            ),
            models.CheckConstraint(
                name="share_is_a_percentage",
                condition=Q(share=None) | Q(share__gte=0, share__lte=100),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="published_fact_has_its_person",
                condition=Q(published_at=None) | Q(published_by__isnull=False) | Q(source__isnull=False),
            ),
            models.CheckConstraint(
                name="fact_has_its_source",
                condition=Q(source__isnull=False) | ~Q(source_title=""),
                violation_error_message=_("Name the source of this answer."),
            ),
            models.CheckConstraint(
                name="fact_has_its_author",
                condition=Q(source__isnull=False) | Q(written_by__isnull=False),
            ),
            models.CheckConstraint(
                name="fact_source_is_web", condition=Q(source_url="") | Q(source_url__regex=r"^https?://")
            ),
        ]

    def __str__(self):
        return f"{self.member_id} {self.question}"

    @property
    def anchor(self):
        return f"answer-{self.question}"

    def get_absolute_url(self):
        return f"{self.member.get_absolute_url()}#{self.anchor}"

    @property
    def cited(self):
        """Its source: one of the reference data, or the one that was written down with the answer."""
        return self.source or Source(title=self.source_title, url=self.source_url)

    @property
    def words(self):
        """What is said in words, in the reader's language or one that stands in for it."""
        return pick(self.texts)[0]

    @property
    def share_in_words(self):
        """12.5 %, as the reader's language writes it."""
        if self.share is None:
            return ""
        locale = babel_locale(get_language())
        pattern = locale.percent_formats[None].pattern.replace("##0", "##0.#")
        return format_percent(self.share / 100, pattern, locale)

    @property
    def in_short(self):
        """The answer without its words: yes, no, 12.5 %."""
        return " · ".join(filter(None, [str(self.get_answer_display()), self.share_in_words]))
