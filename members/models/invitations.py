"""Who has been invited to an account, and to which post."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.appointments import Appointment
from members.models.member import Member
from members.models.people import User


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def expired(self):
        """Nobody has taken them in time, and nobody has withdrawn them."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__lte=timezone.now())

    def not_taken(self):
        return self.filter(accepted_at=None, withdrawn_at=None)

    def with_token(self, token):
        return self.filter(token_hash=Invitation.hash(token))


class Invitation(models.Model):
    """The only way to an account. The token stands in the mail alone; here is its hash."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("member")
    )
    role = models.CharField(_("role"), max_length=20, choices=Appointment.Role, blank=True)
    secretariat = models.CharField(
        _("post in the secretariat"), max_length=10, choices=User.Secretariat, blank=True, default=""
    )
    succeeds = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("succeeds")
    )
    post = models.CharField(_("post"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Appointment.Sector, blank=True)
    edits = models.BooleanField(_("writes the entry"), default=False)
    publishes = models.BooleanField(_("publishes the entry"), default=False)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_to_a_post_names_member_and_role",
                condition=(Q(role="") & Q(member__isnull=True)) | (~Q(role="") & Q(member__isnull=False)),
            ),
            models.CheckConstraint(
                name="accepted_invitation_has_its_person",
                condition=Q(accepted_at__isnull=True) | Q(accepted_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_open(self):
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()

    @staticmethod
    def new_token():
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash(token):
        return hashlib.sha256(token.encode()).hexdigest()
