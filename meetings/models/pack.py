"""The pack of a meeting: agenda, papers, participants and open action points, as they stood when it was made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


class Pack(models.Model):
    """One making of the pack. `contents` keeps what was in it, so that the next can say what has changed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="packs", verbose_name=_("meeting"))
    number = models.PositiveIntegerField(_("number"))
    contents = models.JSONField(_("contents"))  # {kind: {key: [digest, {language: words}]}}
    changes = models.JSONField(_("what has changed"), default=list)  # [[verb, kind, {language: words}]]
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("pack of a meeting"), _("packs of meetings")
        ordering = ["meeting", "-number"]
        constraints = [models.UniqueConstraint(name="pack_number_once", fields=["meeting", "number"])]

    def __str__(self):
        return f"{self.meeting_id}/{self.number}"
