"""What civil society says of how a plan is carried out, and what the member answers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models.plan import Plan
from members.models import Member, User


class PlanCommentQuerySet(models.QuerySet):
    def waiting(self):
        """Neither published nor held back: the secretariat has not looked yet."""
        return self.filter(published_at=None, held_at=None)

    def published(self):
        return self.exclude(published_at=None)

    def for_list(self):
        return self.select_related("plan__member", "organisation").order_by("-published_at", "-pk")


class PlanComment(models.Model):
    """Words of a civil society ORGANISATION. They are held back for reasons of law or of somebody's safety alone."""

    class Ground(models.TextChoices):
        LAW = "law", pgettext_lazy("ground", "it would break the law")
        SAFETY = "safety", pgettext_lazy("ground", "it could put somebody in danger")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments", verbose_name=_("action plan"))
    organisation = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("organization"))
    words = models.TextField(_("comment"), max_length=5000)
    language = models.CharField(_("language"), max_length=10)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    held_at = models.DateTimeField(_("held back at"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answer = models.TextField(_("answer of the member"), max_length=5000, blank=True)
    answer_language = models.CharField(_("language"), max_length=10, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = PlanCommentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("comment on a plan"), _("comments on plans")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(name="comments_in_public", fields=["plan", "published_at"])]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(words="")),
            models.CheckConstraint(name="comment_is_shown_or_held", condition=Q(published_at=None) | Q(held_at=None)),
            models.CheckConstraint(
                name="comment_is_held_on_a_ground",
                condition=Q(held_at=None, ground="", reason="")
                | (Q(held_at__isnull=False) & ~Q(ground="") & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="comment_is_decided_by_somebody",
                condition=Q(published_at=None, held_at=None) | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_has_its_language_and_day",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & ~Q(answer_language="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.plan_id} #{self.pk}"
