"""The right of reply: what a member answers to what others say of its plan. It stands beside their words, never instead."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans.models.bodies import PlanBody
from actionplans.models.events import Finding, PlanEvent
from members.models import User


class Reply(models.Model):
    """One answer to one event, finding or body, in Markdown. Earlier answers are in the history."""

    event = models.OneToOneField(PlanEvent, models.CASCADE, null=True, blank=True, related_name="reply")
    finding = models.OneToOneField(Finding, models.CASCADE, null=True, blank=True, related_name="reply")
    body = models.OneToOneField(PlanBody, models.CASCADE, null=True, blank=True, related_name="reply")
    language = models.CharField(_("language"), max_length=10)
    words = models.TextField(_("answer"), max_length=5000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("reply"), _("replies")
        constraints = [
            models.CheckConstraint(
                name="reply_answers_one_thing",
                condition=Q(event__isnull=False, finding=None, body=None)
                | Q(event=None, finding__isnull=False, body=None)
                | Q(event=None, finding=None, body__isnull=False),
            ),
            models.CheckConstraint(name="reply_says_something", condition=~Q(words="")),
        ]

    def __str__(self):
        return f"{self.event_id or self.finding_id or self.body_id} {self.language}"
