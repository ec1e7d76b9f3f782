"""The chair's summary of a meeting: masthead, letter, numbered paragraphs in six languages, and what delegations suggest.

Once it is final, nobody changes it: triggers of the database refuse. What was wrong is said in a corrigendum."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting, Statement
from members.models import Member, User
from wpsnet import symbols

# A part of a summary. Asked for in each write, with a lock that waits for somebody who makes the summary final just now.
PART_STAYS = """
    IF EXISTS (
        SELECT 1 FROM meetings_chairsummary
        WHERE id = {row}.summary_id AND state = 'final' FOR SHARE
    ) THEN
        RAISE EXCEPTION 'A final summary does not change.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN {row};
"""


def parts_stay():
    """Triggers of a table whose rows belong to a summary."""
    return [
        pgtrigger.Trigger(
            name="stays_once_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=PART_STAYS.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name="is_kept_once_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=PART_STAYS.format(row="OLD"),
        ),
    ]


class ChairSummary(models.Model):
    """`seal` is the SHA-256 of the whole text in all languages (meetings.chair_text.canonical), set when it becomes final."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a summary", "draft")
        CIRCULATED = "circulated", pgettext_lazy("state of a summary", "circulated for correction")
        FINAL = "final", pgettext_lazy("state of a summary", "final")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="chair_summary", verbose_name=_("meeting"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("title"), max_length=300)
    original = models.CharField(_("original language"), max_length=10, choices=settings.LANGUAGES, default="en")
    symbols = models.CharField(
        _("document symbol"),
        max_length=80,
        blank=True,
        help_text=_("As A/72/100-S/2017/200. Leave it empty until the United Nations have given it."),
    )
    ga_session = models.PositiveSmallIntegerField(_("session of the General Assembly"), null=True, blank=True)
    agenda_item = models.CharField(_("number of the agenda item"), max_length=20, blank=True)
    agenda_title = models.CharField(_("title of the agenda item"), max_length=300, blank=True)
    sc_year = models.PositiveSmallIntegerField(_("year of the Security Council"), null=True, blank=True)
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    letter_title = models.CharField(
        _("heading of the letter"), max_length=400, blank=True, help_text=_("Who writes to whom, and on which day.")
    )
    letter = models.TextField(
        _("letter of transmittal"), max_length=6000, blank=True, help_text=_("An empty line begins a new paragraph.")
    )
    correct_until = models.DateField(_("corrections until"), null=True, blank=True)
    circulated_at = models.DateTimeField(_("circulated at"), null=True, blank=True, editable=False)
    final_at = models.DateTimeField(_("final since"), null=True, blank=True, editable=False)
    seal = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("begun by"), editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("chair's summary"), _("chairs' summaries")
        ordering = ["meeting"]
        constraints = [
            models.CheckConstraint(
                name="final_summary_is_sealed",
                condition=Q(state="final", final_at__isnull=False, seal__regex="^[0-9a-f]{64}$")
                | ~Q(state="final") & Q(final_at=None, seal=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="final_summary_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="final"),
            )
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.state}"

    def get_absolute_url(self):
        return reverse("meetings:chair_summary", args=[self.meeting.slug])

    @property
    def halves(self):
        """The document symbols by themselves, as Paper has them."""
        return symbols.halves(self.symbols)

    @property
    def is_final(self):
        return self.state == ChairSummary.State.FINAL

    @property
    def takes_suggestions(self):
        """Today."""
        on_time = self.correct_until is None or timezone.localdate() <= self.correct_until
        return self.state == ChairSummary.State.CIRCULATED and on_time


class Signatory(models.Model):
    """Who signs the letter, with the function held on that day."""

    summary = models.ForeignKey(
        ChairSummary, models.CASCADE, related_name="signatories", verbose_name=_("chair's summary")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function on that day"), max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = _("signatory"), _("signatories")
        ordering = ["summary", "order", "pk"]
        triggers = parts_stay()

    def __str__(self):
        return f"#{self.pk}"


class Paragraph(models.Model):
    """A piece of the summary. `position` orders all pieces; `number` is what is printed and cited: 12, or (a)(i) of an
    action point; headings and footnotes have none. `version` counts its changes, so that nobody overwrites another."""

    class Kind(models.TextChoices):
        HEADING = "heading", pgettext_lazy("part of a text", "heading")
        PARAGRAPH = "paragraph", pgettext_lazy("part of a text", "numbered paragraph")
        GROUP = "group", pgettext_lazy("part of a text", "group of action points")
        ACTION = "action", pgettext_lazy("part of a text", "action point")
        FOOTNOTE = "footnote", pgettext_lazy("part of a text", "footnote")

    NUMBERED = [Kind.PARAGRAPH, Kind.GROUP, Kind.ACTION]

    summary = models.ForeignKey(
        ChairSummary, models.CASCADE, related_name="paragraphs", verbose_name=_("chair's summary")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    number = models.CharField(_("number"), max_length=12, blank=True, editable=False)
    circulated_as = models.CharField(_("number when circulated"), max_length=12, blank=True, editable=False)
    text = models.TextField(_("text"), max_length=8000)
    note_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="footnotes", verbose_name=_("footnote of")
    )
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("statement")
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("saved by"), editable=False)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("paragraph of a summary"), _("paragraphs of summaries")
        ordering = ["summary", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="paragraph_number_once",
                fields=["summary", "number"],
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="footnote_belongs_to_a_paragraph",
                condition=Q(kind="footnote", note_of__isnull=False) | ~Q(kind="footnote") & Q(note_of=None),
            ),
        ]
        triggers = parts_stay()

    def __str__(self):
        return f"{self.summary_id} {self.number or self.pk}"

    @property
    def slug(self):
        """Its number in an address: 12, a-i."""
        return self.number.replace(")(", "-").strip("()")

    @property
    def anchor(self):
        return f"p-{self.slug}" if self.number else f"part-{self.pk}"


class Suggestion(models.Model):
    """What a delegation would have a paragraph say, in one language. `was` is what it said when this was written."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="suggestions", verbose_name=_("paragraph"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("delegation"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    was = models.TextField(_("text when it was suggested"), editable=False, blank=True)
    text = models.TextField(_("suggested text"), max_length=8000)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"), editable=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    accepted = models.BooleanField(_("accepted"), null=True, editable=False)
    answer = models.TextField(_("answer of the chair"), max_length=2000, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by"), editable=False
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("suggestion"), _("suggestions")
        ordering = ["paragraph", "pk"]
        constraints = [
            models.CheckConstraint(
                name="settled_suggestion_says_by_whom",
                condition=Q(accepted=None, settled_by=None, settled_at=None)
                | Q(accepted__isnull=False, settled_by__isnull=False, settled_at__isnull=False),
            ),
            models.CheckConstraint(name="declined_suggestion_says_why", condition=~Q(accepted=False) | ~Q(answer="")),
        ]

    def __str__(self):
        return f"#{self.pk}"


class Corrigendum(models.Model):
    """What a final summary should have said. It is added beside the summary, which stays; it does not change either."""

    summary = models.ForeignKey(
        ChairSummary, models.PROTECT, related_name="corrigenda", verbose_name=_("chair's summary")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, related_name="corrigenda", verbose_name=_("paragraph")
    )
    text = models.TextField(
        _("correction"), max_length=4000, help_text=_("Which words are wrong, and what should be read instead.")
    )
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("issued by"), editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("corrigendum"), _("corrigenda")
        ordering = ["summary", "number"]
        constraints = [models.UniqueConstraint(name="corrigendum_number_once", fields=["summary", "number"])]
        triggers = [pgtrigger.Protect(name="corrigendum_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.summary_id} Corr.{self.number}"
