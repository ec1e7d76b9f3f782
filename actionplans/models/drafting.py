"""A member on its way to its first or next plan: its checklist, which it keeps to itself or shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member, User


class Drafting(models.Model):
    """The checklist of MEMBER. Only its team sees it until it `is_public`."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="drafting", verbose_name=_("member"))
    is_public = models.BooleanField(_("everybody sees it"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("checklist"), _("checklists")

    def __str__(self):
        return f"#{self.pk}"


class DraftingStep(models.Model):
    """Where MEMBER is with one step of the guide (actionplans.guide.STEPS)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("step", "not begun")
        DOING = "doing", pgettext_lazy("step", "under way")
        DONE = "done", pgettext_lazy("step", "done")
        SKIPPED = "skipped", pgettext_lazy("step", "not needed")

    drafting = models.ForeignKey(Drafting, models.CASCADE, related_name="steps", verbose_name=_("checklist"))
    step = models.SlugField(_("step"), max_length=20)
    state = models.CharField(_("how far it is"), max_length=10, choices=State, default=State.OPEN)
    owner = models.CharField(
        _("who sees to it"), max_length=120, blank=True, help_text=_("An office rather than a person.")
    )
    due = models.DateField(_("by when"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("step of the checklist"), _("steps of the checklist")
        constraints = [models.UniqueConstraint(name="one_row_a_step", fields=["drafting", "step"])]

    def __str__(self):
        return f"#{self.pk}"
