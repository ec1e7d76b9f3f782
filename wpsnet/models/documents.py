"""Files that a worker makes: one row per page, language and content, kept until the content changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DocumentQuerySet(models.QuerySet):
    def ready(self):
        return self.filter(state=Document.State.READY)

    def open(self):
        return self.filter(state__in=[Document.State.WAITING, Document.State.RENDERING])

    def lost(self, now):
        """Open rows that no worker holds any more."""
        return self.open().filter(Q(lease_until=None) | Q(lease_until__lt=now))


class Document(models.Model):
    """A PDF of one page in one language. `kind` and `key` name the page (wpsnet.documents finds who can render it)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RENDERING = "rendering", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the HTML that is rendered")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    file = models.FileField(upload_to="documents/", max_length=200, blank=True)
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_document_per_content", fields=["kind", "key", "language", "content_hash"]
            ),
            models.CheckConstraint(
                name="ready_document_has_its_file",
                condition=~Q(state="ready") | (~Q(file="") & Q(ready_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="open_documents", fields=["asked_at"], condition=Q(state__in=["waiting", "rendering"]))
        ]

    def __str__(self):
        return f"{self.kind} {self.key} ({self.language})"
