"""The outbox: one row per person and mailing. The rows are the truth of who was asked, got it, or did not; a task only
says "look" (docs/decisions/0004)."""

import datetime as dt

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from wpsnet.outbox.tokens import message_id_of


class Mailing(models.Model):
    """One message to several people. `key` makes it happen once, however often it is asked for."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        CANCELLED = "cancelled", _("cancelled")

    LATE = dt.timedelta(hours=6)  # so late it asks first: what was meant for Monday may be wrong on Tuesday

    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60, help_text="folder below templates/emails/")
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    note = models.CharField(max_length=300, blank=True, help_text="why it stopped by itself; a person may go on")
    bulk = models.BooleanField(default=False, help_text="written once a language, see RenderedMail")
    send_at = models.DateTimeField(null=True, help_text="not before; None is at once")
    began_at = models.DateTimeField(null=True, help_text="when the first copy was taken up")
    failures = models.PositiveSmallIntegerField(default=0, help_text="copies refused for good among the first")
    proven = models.BooleanField(default=False, help_text="the first copies arrived, or somebody looked and went on")
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


class RenderedMail(models.Model):
    """What a bulk mailing says in one language: the whole message, with places for what differs from reader to reader."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="rendered")
    language = models.CharField(max_length=10)
    message = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_mail_per_language", fields=["mailing", "language"])]

    def __str__(self):
        return f"{self.mailing_id} in {self.language}"


class DeliveryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(is_open=True)

    def due(self, now):
        """What a worker may take: waiting, its time has come, its mailing runs, and no other worker holds it."""
        return self.filter(
            Q(next_at=None) | Q(next_at__lte=now),
            Q(lease_until=None) | Q(lease_until__lt=now),
            Q(mailing__send_at=None) | Q(mailing__send_at__lte=now),
            ~Exists(CoolingDomain.objects.filter(domain=OuterRef("domain"), until__gt=now)),
            is_open=True,
            state__in=Delivery.WAITING,
            mailing__state=Mailing.State.RUNNING,
        )

    def unreachable(self):
        """Came back for good, because of the person written to."""
        return self.filter(unreachable=True)

    def lost(self, now):
        """Begun, but the worker has not been heard of for the whole of its lease."""
        return self.filter(is_open=True, state=Delivery.State.SENDING, lease_until__lt=now)

    def cancelled(self):
        """Waiting in a mailing that nobody will send any more."""
        cancelled = Mailing.objects.filter(state=Mailing.State.CANCELLED)
        return self.filter(is_open=True, state__in=Delivery.WAITING, mailing__in=cancelled)


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

    mailing = models.ForeignKey(
        Mailing, models.PROTECT, related_name="deliveries", db_index=False
    )  # the unique one does
    address = models.EmailField()
    domain = models.CharField(max_length=254, blank=True, db_default="", help_text="of the address")
    language = models.CharField(max_length=10, default="en")
    why = models.CharField(max_length=60, blank=True, db_default="", help_text="as what this person is written to")
    context = models.JSONField(default=dict, db_default={}, help_text="what differs from person to person")
    bulk = models.BooleanField(default=False, db_default=False, help_text="that of its mailing")
    turn = models.PositiveIntegerField(
        default=0, db_default=0, help_text="its number in its domain: domains take turns"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    # A column of its own: an index that looked at `state` would be written at every step of a row.
    is_open = models.GeneratedField(
        expression=Q(state__in=["pending", "sending", "deferred"]), output_field=models.BooleanField(), db_persist=True
    )
    reason = models.CharField(max_length=300, blank=True)
    unreachable = models.BooleanField(
        default=False, help_text="nobody is reached at this address, says the mail server, or the address itself"
    )
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
            models.CheckConstraint(name="address_is_normalised", condition=Q(address=Lower("address"))),
            models.CheckConstraint(
                name="sent_delivery_has_its_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="open_deliveries", fields=["bulk", "turn", "id"], condition=Q(is_open=True)),
            models.Index(name="unreachable_deliveries", fields=["id"], condition=Q(unreachable=True)),
        ]

    def __str__(self):
        return f"{self.mailing_id} to {self.pk}"  # never the address: this string reaches logs

    @property
    def message_id(self):
        return message_id_of(self.pk)


class CoolingDomain(models.Model):
    """A domain whose server asked us to come back later, several times in a row: it is left alone for a while."""

    domain = models.CharField(max_length=254, primary_key=True)
    until = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1, help_text="in a row; each doubles the pause")

    def __str__(self):
        return self.domain


class Suppression(models.Model):
    """An address to which no bulk mail goes. Asked when a mailing is frozen and again when a copy is sent."""

    class Reason(models.TextChoices):
        LEFT = "left", _("asked to get no more of these mails")
        RETURNED = "returned", _("mail to this address came back for good")
        COMPLAINED = "complained", _("called our mail unwanted")

    address = models.EmailField(primary_key=True)
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="suppressed_address_is_lower_case", condition=Q(address=Lower("address")))
        ]

    def __str__(self):
        return f"suppressed since {self.since}"  # never the address: this string reaches logs


class Installation(models.Model):
    """Which database, at which address, may send mail. A restored copy finds itself described otherwise and refuses."""

    name = models.CharField(max_length=300)
    since = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.name
