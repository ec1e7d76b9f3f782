"""A file with members or appointments: read, previewed row by row, applied whole or not at all, and undone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.people import User
from wpsnet.models import StoredFile


class ImportQuerySet(models.QuerySet):
    def open(self):
        """A worker has something to do."""
        return self.filter(state__in=Import.OPEN)

    def lost(self, now):
        """Open ones that no worker holds."""
        return self.open().filter(Q(lease_until=None) | Q(lease_until__lt=now))


class Import(models.Model):
    class Kind(models.TextChoices):
        MEMBERS = "members", _("members")
        APPOINTMENTS = "appointments", _("appointments")

    class State(models.TextChoices):
        READING = "reading", _("being read")
        UNREADABLE = "unreadable", _("cannot be read")
        READY = "ready", _("ready to look at")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        DISCARDED = "discarded", _("discarded")

    OPEN = [State.READING, State.APPLYING, State.UNDOING]

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("file"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    problems = models.JSONField(_("problems"), default=list, blank=True, help_text="[code, {what its sentence names}]")
    rows_found = models.PositiveIntegerField(_("rows in the file"), default=0)
    rows_read = models.PositiveIntegerField(_("rows read so far"), default=0)
    rows_empty = models.PositiveIntegerField(_("empty rows"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="workers that have begun with what is open")
    lease_until = models.DateTimeField(null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("noun", "import"), pgettext_lazy("noun", "imports")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="applied_import_has_its_time",
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_discarded_import_has_no_file", condition=Q(file__isnull=False) | Q(state="discarded")
            ),
            models.CheckConstraint(
                name="undone_import_has_its_time", condition=~Q(state="undone") | Q(undone_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class ImportRow(models.Model):
    """One line of the file, and what it would do. `before` is what applying it replaced, so that it can be undone."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("row", "new")
        CHANGED = "changed", pgettext_lazy("row", "changed")
        UNCHANGED = "unchanged", pgettext_lazy("row", "unchanged")
        FAULTY = "faulty", pgettext_lazy("row", "faulty")

    upload = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    cells = models.JSONField(default=dict, help_text="column to text, as the file says it")
    changes = models.JSONField(default=list, help_text="[field, old, new]")
    faults = models.JSONField(default=list, help_text="[column, code, {what its sentence names}]")
    target = models.PositiveBigIntegerField(null=True, help_text="key of the record that it made or changed")
    before = models.JSONField(null=True, help_text="field to value, before it was applied")

    class Meta:
        verbose_name, verbose_name_plural = _("row of an import"), _("rows of imports")
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(name="one_row_per_line", fields=["upload", "line"]),
            models.CheckConstraint(
                name="faulty_row_says_why",
                condition=Q(state="faulty") & ~Q(faults=[]) | ~Q(state="faulty") & Q(faults=[]),
            ),
        ]

    def __str__(self):
        return f"{self.upload_id}:{self.line}"
