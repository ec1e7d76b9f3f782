"""What editors say to each other of an item."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from members.models import User
from newsletters.models.editions import Item


class RemarkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)


class Remark(models.Model):
    """One remark. It is for those who make the edition alone, and is never part of it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="remarks", verbose_name=_("item"))
    words = models.TextField(_("remark"), max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("remark"), _("remarks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="remark_is_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
