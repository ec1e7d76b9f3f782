"""The digest: what was new in a period, put together by itself, and let go by an officer or by itself."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import User
from wpsnet.models import Mailing


class Every(models.TextChoices):
    WEEK = "week", pgettext_lazy("every", "week")
    MONTH = "month", pgettext_lazy("every", "month")
    QUARTER = "quarter", pgettext_lazy("every", "quarter of a year")
    NEVER = "never", _("never: no digest is made")


class DigestSettings(models.Model):
    """One row: how often, to whom, and whether an officer has to look at it first."""

    every = models.CharField(_("A digest every"), max_length=10, choices=Every, default=Every.MONTH)
    automatic = models.BooleanField(
        _("Send it without asking"),
        default=False,
        help_text=_("Without this, an officer looks at each digest and lets it go."),
    )
    to_people = models.BooleanField(_("To the people of the network"), default=True)
    to_subscribers = models.BooleanField(_("To public subscribers who asked for it"), default=True)

    class Meta:
        verbose_name, verbose_name_plural = _("settings of the digest"), _("settings of the digest")
        constraints = [models.CheckConstraint(name="digest_settings_are_one_row", condition=Q(pk=1))]

    def __str__(self):
        return self.every

    @classmethod
    def now(cls):
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class DateRange(Func):
    function, output_field = "daterange", DateRangeField()


class DigestQuerySet(models.QuerySet):
    def waiting(self):
        """For an officer."""
        return self.filter(issued_at=None, set_aside_at=None)


class Digest(models.Model):
    """What was new from `first` to the day before `until`. `issued` is what was sent, language by language."""

    first = models.DateField(_("from"))
    until = models.DateField(_("to the day before"))
    upto = models.PositiveBigIntegerField(editable=False)
    after = models.PositiveBigIntegerField(editable=False)
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    issued_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    issued = models.JSONField(null=True, blank=True, editable=False)
    mailing = models.OneToOneField(
        Mailing, models.PROTECT, null=True, blank=True, editable=False, related_name="digest"
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("digest"), _("digests")
        ordering = ["-first"]
        constraints = [
            ExclusionConstraint(
                name="digests_do_not_overlap",
                expressions=[(DateRange(F("first"), F("until")), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="digest_covers_some_days", condition=Q(first__lt=F("until"))),
            models.CheckConstraint(
                name="digest_is_sent_or_set_aside", condition=Q(issued_at=None) | Q(set_aside_at=None)
            ),
            models.CheckConstraint(
                name="sent_digest_has_its_words",
                condition=Q(issued_at=None) | Q(issued__isnull=False, mailing__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_digest_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.issued_at IS NOT NULL AND (OLD.issued, OLD.first, OLD.until, OLD.issued_at) IS DISTINCT FROM"
                    " (NEW.issued, NEW.first, NEW.until, NEW.issued_at)"
                ),
            )
        ]

    def __str__(self):
        return f"{self.first}"

    def get_absolute_url(self):
        return reverse("newsletters:digest", args=[self.pk])

    @property
    def is_open(self):
        return self.issued_at is None and self.set_aside_at is None
