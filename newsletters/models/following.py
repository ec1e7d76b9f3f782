"""What readers follow, what is new, and the rounds in which they were told of it."""

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsletters.models.subscribers import CONFIRM_WITHIN, Subscriber


class NoveltyQuerySet(models.QuerySet):
    def newest(self):
        """The number of the newest; 0 where there is none."""
        return self.aggregate(newest=Max("pk"))["newest"] or 0


class Novelty(models.Model):
    """One record that came to be public: written down once, by one process at a time, so its number orders what is new.

    `kind` is one of newsletters.news.KINDS, `record` the key of the row.
    """

    kind = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    noticed_at = models.DateTimeField(db_default=Now())

    objects = NoveltyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("novelty"), _("novelties")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="novelty_once", fields=["kind", "record"])]
        indexes = [models.Index(name="novelties_by_day", fields=["noticed_at"])]

    def __str__(self):
        return f"{self.kind} {self.record}"


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("how often", "at once")
    WEEKLY = "weekly", pgettext_lazy("how often", "once a week")
    MONTHLY = "monthly", pgettext_lazy("how often", "once a month")


class FollowQuerySet(models.QuerySet):
    def active(self):
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def asked_with(self, token):
        """The one that TOKEN, of a mail not older than a week, asks to confirm."""
        since = timezone.now() - CONFIRM_WITHIN
        return self.filter(token_hash=Subscriber.hash(token), asked_at__gt=since).select_related("subscriber")

    def unanswered(self):
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRM_WITHIN)


class Follow(models.Model):
    """An address follows one thing: a country, a theme, a list with its filters … (newsletters.topics).

    `told_upto` is the number of the newest novelty that it was told of, or that it had no part in.
    """

    class What(models.TextChoices):
        COUNTRY = "country", _("country or organization")
        THEME = "theme", _("theme")
        MEETING = "meeting", _("meeting")
        PLAN = "plan", _("action plan")
        PLANS = "plans", _("list of action plans")
        MEETINGS = "meetings", _("list of meetings")
        STATEMENTS = "statements", _("list of statements")
        ACTION_POINTS = "action_points", _("list of action points")
        SEARCH = "search", _("search")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="follows", verbose_name=_("subscriber"))
    what = models.CharField(_("what is followed"), max_length=20, choices=What)
    key = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    told_upto = models.PositiveBigIntegerField(default=0, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("follower"), _("followers")
        ordering = ["what", "key", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_follow_per_thing", fields=["subscriber", "what", "key"]),
            models.CheckConstraint(
                name="only_the_confirmed_end", condition=Q(ended_at=None) | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(name="follow_has_a_frequency", condition=Q(frequency__in=Frequency.values)),
        ]
        indexes = [
            models.Index(
                name="active_follows",
                fields=["frequency", "subscriber"],
                condition=Q(confirmed_at__isnull=False, ended_at=None),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_active(self):
        return self.confirmed_at is not None and self.ended_at is None


class Round(models.Model):
    """Followers were told what was new: once for each frequency and period, however often a task asks for it."""

    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    period = models.CharField(max_length=20, help_text="2026-W48, 2026-11, or the number of the newest novelty")
    upto = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name, verbose_name_plural = _("round of mails to followers"), _("rounds of mails to followers")
        constraints = [models.UniqueConstraint(name="one_round_per_period", fields=["frequency", "period"])]

    def __str__(self):
        return f"{self.frequency} {self.period}"
