"""What readers report as wrong, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member


class CorrectionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Correction.State.WAITING)


class Correction(models.Model):
    """An error that a reader reports on a page. Who answers is the member that the page is about, or the secretariat."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("correction", "waits for an answer")
        CORRECTED = "corrected", pgettext_lazy("correction", "corrected")
        KEPT = "kept", pgettext_lazy("correction", "left as it is")

    page = models.CharField(_("page"), max_length=300)
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("country or organization")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    wrong = models.TextField(_("what is wrong"), max_length=3000)
    right = models.TextField(_("what would be right"), max_length=3000, blank=True)
    source = models.CharField(_("how you know"), max_length=500, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("correction"), _("corrections")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_is_answered_by_somebody",
                condition=Q(state="waiting", answer="", decided_at=None, decided_by=None)
                | ~Q(state="waiting") & ~Q(answer="") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def get_absolute_url(self):
        return reverse("observatory:answer_correction", args=[self.pk])
