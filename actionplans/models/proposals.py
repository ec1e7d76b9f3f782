"""What somebody who may not publish wants to have recorded of a plan. It waits for those who publish for the member."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.plan import Plan
from members.models import User


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(settled_at=None)


class Proposal(models.Model):
    """What was typed into the form of KIND. Only once it is published does it become a record, of which readers learn."""

    class Kind(models.TextChoices):
        EVENT = "event", _("an event of the plan")
        FINDING = "finding", _("an answer to a question about the plan")
        CONTENT = "content", _("themes, resolutions, languages or countries")
        BODY = "body", _("a body of the plan")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="proposals", verbose_name=_("action plan"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    typed = models.JSONField(_("what was typed"), help_text="field of the form to the values typed into it")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    is_published = models.BooleanField(pgettext_lazy("proposal", "published"), default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("proposal"), _("proposals")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(name="waiting_proposals", fields=["plan"], condition=Q(settled_at=None))]
        constraints = [
            models.CheckConstraint(
                name="proposal_is_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None, is_published=False)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
