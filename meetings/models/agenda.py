"""Before a meeting: its hours and time zone, its agenda in two levels, who leads each part, and the papers."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.actionpoints import ActionPoint
from meetings.models.meeting import Meeting
from members.models import Member, User
from wpsnet.models import StoredFile


def known_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone. Write it as Africa/Windhoek."), params={"name": name})


class Schedule(models.Model):
    """When and how a meeting takes place, beyond its days. Hours are those of the clock on the wall at the place, so that
    they stay when a country changes its time. `sequence` counts what calendars must be told of."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="schedule", verbose_name=_("meeting"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[known_zone])
    opens = models.TimeField(_("opens at"), null=True, blank=True)
    closes = models.TimeField(_("closes at"), null=True, blank=True)
    video_url = models.URLField(_("address of the video link"), max_length=500, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    agenda_published_at = models.DateTimeField(_("agenda published at"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("number of changes"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "schedule")
        verbose_name_plural = pgettext_lazy("of meetings", "schedules")
        constraints = [
            models.CheckConstraint(
                name="meeting_opens_and_closes",
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                violation_error_message=_("Give both hours, or neither."),
            ),
            models.CheckConstraint(
                name="video_url_is_web", condition=Q(video_url="") | Q(video_url__regex=r"^https?://")
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.time_zone}"

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)

    def at(self, day, hour):
        """The moment when the clock at the place shows HOUR on DAY."""
        return dt.datetime.combine(day, hour, tzinfo=self.zone)


class AgendaItemQuerySet(models.QuerySet):
    def for_page(self):
        """Top items in their order, with sub-items, people, papers and what is carried over."""
        parts = AgendaItem.objects.with_parts().order_by("order", "pk")
        return self.filter(parent=None).with_parts().prefetch_related(Prefetch("parts", parts)).order_by(*BY_DAY)

    def with_parts(self):
        people = Prefetch("people", AgendaPerson.objects.select_related("member").order_by("order", "pk"))
        papers = Prefetch("papers", AgendaPaper.objects.select_related("file").order_by("pk"))
        carried = ActionPoint.objects.with_state().select_related("meeting").order_by("-meeting__first", "order")
        return self.prefetch_related(people, papers, Prefetch("points", carried, to_attr="carried"))


BY_DAY = [F("day").asc(nulls_last=True), F("begins").asc(nulls_last=True), "order", "pk"]


class AgendaItem(models.Model):
    """A session of the agenda, or an item within one. Without an hour of its own it begins when the one before it ends."""

    class Kind(models.TextChoices):
        SESSION = "session", pgettext_lazy("part of an agenda", "session")
        BREAK = "break", pgettext_lazy("part of an agenda", "break")
        MATTERS_ARISING = "matters_arising", pgettext_lazy("part of an agenda", "matters arising")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SESSION)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    points = models.ManyToManyField(
        ActionPoint, related_name="carried_to", blank=True, verbose_name=_("action points carried over")
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("agenda item"), _("agenda items")
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="matters_arise_once_in_a_meeting", fields=["meeting"], condition=Q(kind="matters_arising")
            ),
            models.CheckConstraint(name="agenda_item_lasts_some_time", condition=~Q(minutes=0)),
            models.CheckConstraint(name="agenda_hour_has_a_day", condition=Q(begins=None) | Q(day__isnull=False)),
        ]

    def __str__(self):
        return self.title

    @property
    def anchor(self):
        return f"item-{self.pk}"


class AgendaPerson(models.Model):
    """Who leads an item or speaks in it, with the function held on that day. It stays when that person changes post."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        PANELLIST = "panellist", _("panellist")
        SPEAKER = "speaker", _("speaker")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="people", verbose_name=_("agenda item"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function on that day"), max_length=300, blank=True)
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country or organization"),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("person on the agenda"), _("people on the agenda")
        ordering = ["item", "order", "pk"]

    def __str__(self):
        return f"#{self.pk}"


class AgendaPaper(models.Model):
    """A paper for an item in one language: a file kept here or an address, for everybody or for those who take part."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name=_("agenda item"))
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    is_public = models.BooleanField(_("everybody may read it"), default=False)
    comments_open = models.DateField(_("comments are open from"), null=True, blank=True)
    comments_close = models.DateField(_("comments are open until"), null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("paper of the agenda"), _("papers of the agenda")
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agenda_paper_is_somewhere",
                condition=~Q(url="") | Q(file__isnull=False),
                violation_error_message=_("Give a file, or the address of the paper."),
            ),
            models.CheckConstraint(name="agenda_paper_url_is_web", condition=Q(url="") | Q(url__regex=r"^https?://")),
            models.CheckConstraint(
                name="comments_close_after_they_open",
                condition=Q(comments_open=None) | Q(comments_close=None) | Q(comments_close__gte=F("comments_open")),
                violation_error_message=_("Comments cannot close before they open."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def takes_comments(self):
        """Today; where only one of the days is given, the other side is open."""
        today = timezone.localdate()
        return bool(self.comments_open or self.comments_close) and not (
            (self.comments_open and today < self.comments_open) or (self.comments_close and today > self.comments_close)
        )
