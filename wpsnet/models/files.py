"""Files that people send: checked before they are stored (wpsnet.files), never changed, found again by their hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file that passed the checks. Who may have it is decided by the record that it is attached to."""

    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to="files/%Y/%m/", max_length=200)
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("stored by")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("file"), _("files")
        constraints = [models.CheckConstraint(name="stored_file_is_not_empty", condition=models.Q(size__gt=0))]

    def __str__(self):
        return f"#{self.pk}"  # never the name: this string reaches logs
