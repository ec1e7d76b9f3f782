"""Where the network meets: the meeting, its sessions, who was there, who spoke and what they said."""

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member
from wpsnet import symbols
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
from wpsnet.models import Source


class MeetingQuerySet(models.QuerySet):
    def for_list(self):
        hosts = Prefetch("hosts", Member.objects.order_by(alphabetical("name")))
        return self.select_related("country", "source").prefetch_related(hosts).order_by("-first", "slug")

    def held(self, on=None):
        """Begun by the day ON, today by default."""
        return self.filter(first__lte=on or timezone.localdate())


class Meeting(models.Model):
    class Kind(models.TextChoices):
        LAUNCH = "launch", pgettext_lazy("kind of meeting", "launch")
        CAPITAL = "capital_level", _("capital-level meeting")
        BRIEFING = "briefing", pgettext_lazy("kind of meeting", "briefing")
        THEMATIC = "thematic", _("thematic meeting")
        SIDE_EVENT = "side_event", _("side event")
        VIRTUAL = "virtual", _("virtual meeting")
        OTHER = "other_event", _("other event")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    ordinal = models.PositiveSmallIntegerField(_("number of the meeting"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=300)
    date = EDTFField(_("date"), first="first", last="last")
    first = models.DateField(null=True, editable=False)
    last = models.DateField(null=True, editable=False)
    country = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    attendance_words = models.CharField(_("attendance"), max_length=400, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    hosts = models.ManyToManyField(Member, related_name="meetings_hosted", blank=True, verbose_name=_("hosts"))
    chairs = models.ManyToManyField(Member, related_name="meetings_chaired", blank=True, verbose_name=_("chairs"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.TextField(_("note"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ["-first", "slug"]
        constraints = [
            models.UniqueConstraint(name="meeting_number_once", fields=["ordinal"]),
            models.CheckConstraint(name="meeting_lasts_some_time", condition=~Q(duration_minutes=0)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meetings:detail", args=[self.slug])


class Session(models.Model):
    """A part of a meeting, in its order, with the paragraphs of the chair's summary that report it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sessions", verbose_name=_("meeting"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    paragraphs = models.CharField(_("paragraphs of the chair's summary"), max_length=40, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = pgettext_lazy("part of a meeting", "session")
        verbose_name_plural = pgettext_lazy("parts of a meeting", "sessions")
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(name="session_number_once", fields=["meeting", "number"])]

    def __str__(self):
        return self.title

    @property
    def paragraphs_cited(self):
        """Its paragraphs, written as places in a source are."""
        if not self.paragraphs:
            return ""
        return f"para. {self.paragraphs}" if self.paragraphs.isdigit() else f"paras. {self.paragraphs}"


class Speaker(models.Model):
    """A person in a role at a session, with the function held on that day."""

    class Role(models.TextChoices):
        OPENING = "opening", pgettext_lazy("role at a meeting", "opening")
        MODERATOR = "moderator", _("moderator")
        PANELLIST = "panellist", _("panellist")
        SPEAKER = "speaker", _("speaker")
        CLOSING = "closing", pgettext_lazy("role at a meeting", "closing")

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="speakers", verbose_name=pgettext_lazy("part of a meeting", "session")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function on that day"), max_length=300, blank=True)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("country or organization"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name, verbose_name_plural = _("speaker"), _("speakers")
        ordering = ["session", "order"]
        constraints = [models.UniqueConstraint(name="speaker_order_once", fields=["session", "order"])]

    def __str__(self):
        return self.name


class StatementQuerySet(models.QuerySet):
    def for_list(self):
        """Across meetings, newest first."""
        return self.select_related("member", "meeting__source", "source").order_by(
            "-meeting__first", "meeting__slug", "order"
        )


class Statement(models.Model):
    """What a delegation said, in the portal's own words; or that it spoke and its words were not reported."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="statements", verbose_name=_("meeting"))
    order = models.PositiveSmallIntegerField(_("order"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="statements", verbose_name=_("delegation"))
    reported = models.BooleanField(_("content reported"))
    text = models.TextField(_("text"), blank=True)
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("statement"), _("statements")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(name="statement_order_once", fields=["meeting", "order"]),
            models.UniqueConstraint(name="one_statement_per_delegation", fields=["meeting", "member"]),
        ]

    def __str__(self):
        return f"{self.meeting_id}/{self.order}"

    @property
    def anchor(self):
        return f"statement-{self.order}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#{self.anchor}"


class Attendance(models.Model):
    """Recorded as present. Presence is not membership."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances", verbose_name=_("delegation"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("attendance"), _("attendances")
        ordering = ["meeting", "member__slug"]
        constraints = [
            models.UniqueConstraint(name="attendance_once_per_source", fields=["meeting", "member", "source"])
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.member_id}"


class Paper(models.Model):
    """A document of a meeting. A joint document has two symbols, written A/71/927-S/2017/485; none is an answer too."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("chair's summary")
        GUIDELINES = "guidelines", _("operating guidelines")
        COMMUNIQUE = "communique", _("joint communiqué")
        LETTER = "letter", pgettext_lazy("kind of paper", "letter")
        OTHER = "other", pgettext_lazy("kind of paper", "other")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers", verbose_name=_("meeting"))
    symbols = models.CharField(_("document symbol"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    letter_date = EDTFField(_("date of the letter"), blank=True)
    ga_session = models.PositiveSmallIntegerField(_("session of the General Assembly"), null=True, blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=200, blank=True)
    sc_year = models.PositiveSmallIntegerField(_("year of the Security Council"), null=True, blank=True)
    signatories = models.CharField(_("signatories"), max_length=400, blank=True)
    url = models.URLField(_("address"), max_length=400, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name, verbose_name_plural = _("document"), _("documents")
        ordering = ["meeting", "letter_date", "pk"]
        constraints = [models.UniqueConstraint(name="symbol_once", fields=["symbols"], condition=~Q(symbols=""))]

    def __str__(self):
        return self.symbols or self.title

    @property
    def halves(self):
        """The document symbols by themselves: A/71/927-S/2017/485 is A/71/927 and S/2017/485."""
        return symbols.halves(self.symbols)
