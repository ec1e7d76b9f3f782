"""What came back about a mail that the mail server had accepted: stored first, each once, then applied to its delivery."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from wpsnet.models.outbox import Delivery


class ReturnedMail(models.Model):
    class Kind(models.TextChoices):
        HARD = "hard", _("nobody is reached at the address")
        SOFT = "soft", _("the mail could not be delivered this time")
        REFUSED = "refused", _("the mail itself was not wanted")
        COMPLAINT = "complaint", _("called unwanted by its reader")
        DELAYED = "delayed", _("delayed, it is tried again")
        ANSWER = "answer", _("an automatic answer, such as out of office")
        UNKNOWN = "unknown", _("not understood")

    WEIGHTS = {Kind.HARD: 1, Kind.SOFT: 0.5}  # as Mailman counts

    event = models.CharField(max_length=64, unique=True, help_text="what arrives twice is stored once")
    delivery = models.ForeignKey(Delivery, models.CASCADE, null=True, related_name="returns")
    kind = models.CharField(max_length=10, choices=Kind)
    weight = models.FloatField(default=0, help_text="0 once somebody has said that the address is right")
    status = models.CharField(max_length=12, blank=True, help_text="RFC 3463")
    reason = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(name="returns_that_count", fields=["delivery"], condition=models.Q(weight__gt=0))]

    def __str__(self):
        return f"{self.kind} {self.status}"  # never the address: this string reaches logs
