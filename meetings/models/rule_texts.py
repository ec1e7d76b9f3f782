"""The network's own rules: operating guidelines and founding texts, their versions, and what members say of a draft."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting
from members.models import Member, User
from wpsnet import symbols
from wpsnet.dates import EDTFField
from wpsnet.models import Source


def real_symbol(text):
    try:
        symbols.parse(text)
    except symbols.NotASymbol:
        raise ValidationError(
            _("“%(symbol)s” is not a symbol of a United Nations document. Write it as A/70/10-S/2015/20."),
            params={"symbol": text},
        ) from None


class RuleText(models.Model):
    class Kind(models.TextChoices):
        GUIDELINES = "guidelines", _("operating guidelines")
        FOUNDING = "founding", _("founding text")
        OTHER = "other", pgettext_lazy("kind of paper", "other")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = _("text of the rules"), _("texts of the rules")
        ordering = ["slug"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:rule", args=[self.slug])


class RuleVersionQuerySet(models.QuerySet):
    def public(self):
        """Adopted, or being consulted on or having been."""
        return self.filter(~Q(adopted="") | Q(consultation_opens__lte=timezone.localdate()))

    def for_list(self):
        return self.select_related("text", "adopted_at", "source").order_by("-number")


class RuleVersion(models.Model):
    """A version: a draft first, then members are consulted, then a meeting adopts it."""

    text = models.ForeignKey(RuleText, models.PROTECT, related_name="versions", verbose_name=_("text of the rules"))
    number = models.PositiveSmallIntegerField(_("number"))
    consultation_opens = models.DateField(_("consultation opens"), null=True, blank=True)
    consultation_closes = models.DateField(_("consultation closes"), null=True, blank=True)
    adopted = EDTFField(_("adopted"), blank=True)
    adopted_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="rules_adopted", verbose_name=_("adopted at")
    )
    symbols = models.CharField(_("document symbol"), max_length=80, blank=True, validators=[real_symbol])
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("version of the rules"), _("versions of the rules")
        ordering = ["text", "-number"]
        constraints = [
            models.UniqueConstraint(name="rule_version_number_once", fields=["text", "number"]),
            models.UniqueConstraint(name="rule_symbol_once", fields=["symbols"], condition=~Q(symbols="")),
            models.CheckConstraint(
                name="consultation_opens_and_closes",
                condition=Q(consultation_opens=None, consultation_closes=None)
                | Q(
                    consultation_opens__isnull=False,
                    consultation_closes__isnull=False,
                    consultation_closes__gte=F("consultation_opens"),
                ),
                violation_error_message=_("Give both days of the consultation, the first before the last, or neither."),
            ),
            models.CheckConstraint(
                name="adopted_at_some_time",
                condition=Q(adopted_at=None) | ~Q(adopted=""),
                violation_error_message=_("Say when the meeting adopted it."),
            ),
        ]

    def __str__(self):
        return f"{self.text_id}/{self.number}"

    @property
    def takes_comments(self):
        today = timezone.localdate()
        is_open = self.consultation_opens and self.consultation_opens <= today <= self.consultation_closes
        return bool(is_open) and not self.adopted

    @property
    def is_public(self):
        return bool(self.adopted or (self.consultation_opens and self.consultation_opens <= timezone.localdate()))

    @property
    def state_label(self):
        if self.adopted:
            return pgettext_lazy("version", "adopted")
        if self.takes_comments:
            return _("in consultation")
        return _("consultation not open") if self.consultation_opens else pgettext_lazy("version", "draft")


class RuleParagraph(models.Model):
    """A paragraph of a version; its languages stand side by side."""

    version = models.ForeignKey(RuleVersion, models.CASCADE, related_name="paragraphs", verbose_name=_("version"))
    order = models.PositiveSmallIntegerField(_("order"))
    words = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("paragraph of the rules"), _("paragraphs of the rules")
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(name="rule_paragraph_once", fields=["version", "order"])]

    def __str__(self):
        return f"{self.version_id}/{self.order}"


class RuleComment(models.Model):
    """What a member, or an organization of civil society as a guest, says of a paragraph; and the secretariat's answer."""

    paragraph = models.ForeignKey(
        RuleParagraph, models.PROTECT, related_name="comments", verbose_name=_("paragraph of the rules")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("country or organization"))
    words = models.TextField(_("comment"), max_length=5_000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    answer = models.TextField(_("answer of the secretariat"), max_length=5_000, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("comment on the rules"), _("comments on the rules")
        ordering = ["paragraph", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_answer_has_a_day",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"
