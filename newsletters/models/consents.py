"""How an address came to be written to: what was agreed, when, how and through whom; and lists that are read in."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from members.models import User
from newsletters.models.subscribers import Subscriber


class Consent(models.Model):
    """One agreement to receive the newsletter or the digest. It goes with the address."""

    class What(models.TextChoices):
        NEWSLETTER = "newsletter", _("newsletter")
        DIGEST = "digest", _("digest")

    class Way(models.TextChoices):
        PORTAL = "portal", _("by a link in a mail of the portal")
        IMPORT = "import", _("collected elsewhere and read in")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="consents", verbose_name=_("subscriber"))
    what = models.CharField(_("to what"), max_length=10, choices=What)
    given_on = models.DateField(_("given on"))
    way = models.CharField(_("way"), max_length=10, choices=Way)
    how = models.CharField(_("how it was collected"), max_length=300, blank=True)
    collected_by = models.CharField(_("collected by"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="collected_consent_says_how_and_by_whom",
                condition=Q(way="portal") | (~Q(how="") & ~Q(collected_by="")),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class SubscriberList(models.Model):
    """A list of addresses that an officer has sent and not yet taken in. Its rows are forgotten once that is done."""

    rows = models.JSONField(_("rows"), default=list)
    refused = models.JSONField(_("refused rows"), default=list)
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    sent_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("sent by"))

    class Meta:
        verbose_name, verbose_name_plural = _("list of subscribers"), _("lists of subscribers")

    def __str__(self):
        return f"#{self.pk}"
