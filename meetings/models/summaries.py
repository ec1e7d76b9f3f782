"""A chair's summary that was sent to be read in, and what the reader proposes to record of it. Drafts: nothing here is public."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting
from wpsnet.models import StoredFile


class SummaryQuerySet(models.QuerySet):
    def to_read(self, now):
        """Summaries that no worker has read, and none is reading."""
        return self.filter(state__in=Summary.OPEN).filter(Q(lease_until=None) | Q(lease_until__lt=now))

    def for_list(self):
        is_open = Q(proposals__state=Proposal.State.OPEN)
        counted = self.annotate(proposed=Count("proposals"), left_open=Count("proposals", filter=is_open))
        return counted.select_related("file", "sent_by", "meeting").order_by("-sent_at", "-pk")


class Summary(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("summary", "waits to be read")
        READING = "reading", pgettext_lazy("summary", "is being read")
        READ = "read", pgettext_lazy("summary", "has been read")
        NO_SUMMARY = "no_summary", pgettext_lazy("summary", "does not look like a summary")
        NO_TEXT = "no_text", pgettext_lazy("summary", "holds no text")
        ENCRYPTED = "encrypted", pgettext_lazy("summary", "is locked with a password")
        DAMAGED = "damaged", pgettext_lazy("summary", "is damaged")
        FAILED = "failed", pgettext_lazy("summary", "could not be read")

    OPEN = [State.WAITING, State.READING]

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    language = models.CharField(_("language"), max_length=10, blank=True)
    remarks = models.JSONField(_("what a reader must know"), default=list)  # [(code, words)]
    unknown = models.JSONField(_("names that were not recognised"), default=list)  # [(words, place, passage)]
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("meeting")
    )
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("summary to be read in"), _("summaries to be read in")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(name="unread_summaries", fields=["id"], condition=Q(state__in=["waiting", "reading"]))]

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        return reverse("meetings:summary", args=[self.pk])


class Proposal(models.Model):
    """One thing to record, with the passage that it comes from. `said` is what the reader found (meetings/reader)."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("the meeting")
        LETTER = "letter", _("the letter and its document")
        CHAIR = "chair", _("who chaired")
        PERSON = "person", _("people with a role")
        SPEAKER = "speaker", _("who spoke, and what is reported")
        PLAN = "plan", _("what is said of plans")
        COUNT = "count", _("how many have a plan")
        POINT = "point", _("action points")
        SIGNATORY = "signatory", _("who signed")
        SYMBOL = "symbol", _("document symbols in the text")
        DATE = "date", _("dates in the text")

    NOTED = [Kind.SIGNATORY, Kind.SYMBOL, Kind.DATE]  # shown; what is recorded of them stands in other proposals

    class Confidence(models.TextChoices):
        SURE = "sure", pgettext_lazy("a reading", "sure")
        LIKELY = "likely", pgettext_lazy("a reading", "likely")
        GUESS = "guess", pgettext_lazy("a reading", "a guess")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "open")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "recorded")
        KNOWN = "known", pgettext_lazy("proposal", "was on record already")
        REFUSED = "refused", pgettext_lazy("proposal", "cannot be recorded")

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="proposals", verbose_name=_("summary"))
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    said = models.JSONField(_("what was found"))
    place = models.CharField(_("place in the summary"), max_length=60, blank=True)
    quote = models.TextField(_("passage"))
    confidence = models.CharField(_("how sure"), max_length=6, choices=Confidence)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)

    class Meta:
        verbose_name, verbose_name_plural = _("proposal"), _("proposals")
        ordering = ["summary", "order"]
        constraints = [models.UniqueConstraint(name="proposal_order_once", fields=["summary", "order"])]

    def __str__(self):
        return f"{self.summary_id}/{self.order}"

    @property
    def is_noted(self):
        return self.kind in self.NOTED
