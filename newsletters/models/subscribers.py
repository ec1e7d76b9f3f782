import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CONFIRM_WITHIN = dt.timedelta(days=7)
leaving = signing.Signer(salt="newsletters.leave")


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        """The address has answered and has not left: what it asks for is sent to it."""
        return self.filter(confirmed_at__isnull=False, left_at=None)

    def readers(self):
        """Of the newsletter."""
        return self.confirmed().filter(newsletter=True)

    def left(self):
        """The newsletter: no edition is sent to them, whatever else they are in the network."""
        return self.exclude(confirmed_at=None).filter(Q(newsletter=False) | Q(left_at__isnull=False))

    def without_digest(self):
        """The same for the digest."""
        return self.exclude(confirmed_at=None).filter(Q(digest=False) | Q(left_at__isnull=False))

    def asked_with(self, token):
        """The one whom TOKEN, of a mail not older than a week, asks to confirm."""
        return self.filter(token_hash=Subscriber.hash(token), asked_at__gt=timezone.now() - CONFIRM_WITHIN)

    def unanswered(self):
        """Never confirmed, and the link has ended: there is no reason to keep the address."""
        ended = timezone.now() - CONFIRM_WITHIN
        return self.filter(confirmed_at=None, asked_at__lt=ended).exclude(follows__asked_at__gt=ended)

    def leaving_with(self, token):
        """The one whose link to leave carries TOKEN; none where it was not made here."""
        try:
            return self.filter(pk=leaving.unsign(token))
        except signing.BadSignature:
            return self.none()


class Subscriber(models.Model):
    """An address and what it wants. Nothing is sent to it before it has confirmed, nor after it has left.

    `newsletter` and `digest` are empty where nobody has asked: then people of the network get them, and others do not.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    newsletter = models.BooleanField(_("newsletter"), null=True, blank=True, default=True)
    digest = models.BooleanField(_("digest"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("subscriber"), _("subscribers")
        constraints = [
            models.CheckConstraint(name="subscriber_email_is_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="only_the_confirmed_leave", condition=Q(left_at=None) | Q(confirmed_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"  # never the address: this string reaches logs

    @property
    def is_active(self):
        return self.confirmed_at is not None and self.left_at is None

    @property
    def leave_token(self):
        """Signed, not stored: every mail carries it, none may make that of an earlier one useless, and it never ends."""
        return leaving.sign(self.pk)

    @staticmethod
    def new_token():
        return secrets.token_urlsafe(24)

    @staticmethod
    def hash(token):
        return hashlib.sha256(token.encode()).hexdigest()
