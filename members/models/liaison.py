"""What the secretariat and its partner networks have said to each other."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.member import Member
from members.models.people import User


class LiaisonEntryQuerySet(models.QuerySet):
    def due(self, on):
        """A next step was agreed for ON or earlier, and nobody has said that it is done."""
        return self.filter(next_on__lte=on, done_at=None)


class LiaisonEntry(models.Model):
    """One contact with a partner; the log is the secretariat's own."""

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("kind of contact", "meeting")
        CALL = "call", pgettext_lazy("kind of contact", "call")
        MAIL = "mail", pgettext_lazy("kind of contact", "mail")
        EVENT = "event", pgettext_lazy("kind of contact", "event")
        OTHER = "other", pgettext_lazy("kind of contact", "other")

    member = models.ForeignKey(Member, models.PROTECT, related_name="liaison", verbose_name=_("partner"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    on = models.DateField(_("day"))
    words = models.TextField(_("what was said"), max_length=5000)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("next step by"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = LiaisonEntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("entry of the liaison log"), _("entries of the liaison log")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="day_of_next_step_has_its_step",
                condition=models.Q(next_on=None) | ~models.Q(next_step=""),
                violation_error_message=_("Say what is to be done by that day."),
            )
        ]

    def __str__(self):
        return f"{self.member_id} {self.on}"

    def get_absolute_url(self):
        return reverse("members:liaison_entry", args=[self.pk])
