"""The outbox: one row per person and mailing. The rows are the truth of who was asked, got it, or did not; a task only
says "look" (docs/decisions/0004)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _


class Mailing(models.Model):
    """One message to several people. `key` makes it happen once, however often it is asked for."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        CANCELLED = "cancelled", _("cancelled")

    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60, help_text="folder below templates/emails/")
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.key

    def counts(self):
        """How many deliveries are in which state, all states named. Counted when asked for, so it cannot be wrong."""
        rows = self.deliveries.order_by().values_list("state").annotate(rows=Count("pk"))
        return dict.fromkeys(Delivery.State.values, 0) | dict(rows)

    @property
    def is_finished(self):
        """Everybody asked about has an answer. Never stored: it follows from the rows."""
        return not self.deliveries.open().exists()


class DeliveryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Delivery.OPEN)

    def due(self, now):
        """What a worker may take: waiting, its time has come, its mailing runs, and no other worker holds it."""
        return self.filter(
            Q(next_at=None) | Q(next_at__lte=now),
            Q(lease_until=None) | Q(lease_until__lt=now),
            state__in=Delivery.WAITING,
            mailing__state=Mailing.State.RUNNING,
        )

    def lost(self, now):
        """Begun, but the worker has not been heard of for the whole of its lease."""
        return self.filter(state=Delivery.State.SENDING, lease_until__lt=now)

    def cancelled(self):
        """Waiting in a mailing that nobody will send any more."""
        return self.filter(
            state__in=Delivery.WAITING, mailing__in=Mailing.objects.filter(state=Mailing.State.CANCELLED)
        )


class Delivery(models.Model):
    """One person's copy of a mailing. The Message-ID follows from the row, so it is the same on every attempt."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("accepted by the mail server")
        DEFERRED = "deferred", _("deferred")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("skipped")
        UNCERTAIN = "uncertain", _("uncertain")

    WAITING = [State.PENDING, State.DEFERRED]
    OPEN = [*WAITING, State.SENDING]

    mailing = models.ForeignKey(Mailing, models.PROTECT, related_name="deliveries")
    address = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    context = models.JSONField(default=dict, help_text="what differs from person to person")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="SMTP conversations begun")
    interruptions = models.PositiveSmallIntegerField(
        default=0, help_text="conversations whose worker died, so that nobody knows how they ended"
    )
    next_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="one_delivery_per_address", fields=["mailing", "address"]),
            models.CheckConstraint(
                name="address_is_normalised", condition=Q(address=models.functions.Lower("address"))
            ),
            models.CheckConstraint(
                name="sent_delivery_has_its_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                name="open_deliveries", fields=["id"], condition=Q(state__in=["pending", "sending", "deferred"])
            )
        ]

    def __str__(self):
        return f"{self.mailing_id} to {self.pk}"  # never the address: this string reaches logs

    @property
    def message_id(self):
        return f"<delivery.{self.mailing_id}.{self.pk}@{urlsplit(settings.SITE_URL).hostname}>"
