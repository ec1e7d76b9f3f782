from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wpsnet.models import StoredFile


class Snapshot(models.Model):
    """All public lists as they stood on a day: one file with a checksum, that can be cited."""

    day = models.DateField(_("day"), unique=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    rows = models.JSONField(_("rows"), default=dict, help_text=_("how many rows each list has"))

    class Meta:
        verbose_name, verbose_name_plural = _("snapshot"), _("snapshots")
        ordering = ["-day"]

    def __str__(self):
        return self.day.isoformat()

    def get_absolute_url(self):
        return reverse("observatory:snapshot", args=[self.day])
