"""Who speaks for a member, from a day until a day; who chairs; who has been invited."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.member import Member
from members.models.people import User
from wpsnet.models import Source


class Visibility(models.TextChoices):
    """To whom a piece of contact data is shown. The person chooses; nothing is public unless she says so."""

    SECRETARIAT = "secretariat", _("the secretariat only")
    MEMBERS = "members", _("members of the network who have signed in")
    PUBLIC = "public", _("everybody")


class AppointmentQuerySet(models.QuerySet):
    def current(self, on=None):
        """Held on the day ON, today by default."""
        on = on or timezone.localdate()
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on), person__is_active=True)

    def editing(self):
        """Posts that may edit the member's entry."""
        return self.filter(role__in=[Appointment.Role.FOCAL_POINT, Appointment.Role.ALTERNATE])

    def publishing(self):
        """Posts that publish it."""
        return self.filter(role=Appointment.Role.FOCAL_POINT)

    def named_in_public(self):
        return self.current().filter(show_name=Visibility.PUBLIC, person__at_risk=False)


class Appointment(models.Model):
    class Role(models.TextChoices):
        FOCAL_POINT = "focal_point", _("focal point")
        ALTERNATE = "alternate", pgettext_lazy("role", "alternate")
        REPRESENTATIVE = "representative", _("civil society representative")
        POLICE = "police", _("police gender focal point")
        MISSION = "mission", _("contact at the permanent mission")

    class Sector(models.TextChoices):
        FOREIGN = "foreign_affairs", _("foreign affairs")
        DEFENCE = "defence", _("defence")
        INTERIOR = "interior", _("interior")
        POLICE = "police", pgettext_lazy("sector", "police")
        GENDER = "gender", pgettext_lazy("sector", "gender equality")
        OTHER = "other", pgettext_lazy("sector", "other")

    person = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments", verbose_name=_("member"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    post = models.CharField(_("post"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    show_name = models.CharField(_("name is shown to"), max_length=12, choices=Visibility, default=Visibility.MEMBERS)
    show_email = models.CharField(
        _("e-mail address is shown to"), max_length=12, choices=Visibility, default=Visibility.SECRETARIAT
    )
    show_phone = models.CharField(
        _("telephone is shown to"), max_length=12, choices=Visibility, default=Visibility.SECRETARIAT
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("appointment"), _("appointments")
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.UniqueConstraint(
                name="one_open_post_per_person_and_role",
                fields=["person", "member", "role"],
                condition=Q(until=None),
                violation_error_message=_("This person already holds this post."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.member_id}"

    @property
    def edits(self):
        """Whether this post writes the member's entry."""
        return self.role in (self.Role.FOCAL_POINT, self.Role.ALTERNATE)

    @property
    def is_named_in_public(self):
        return self.show_name == Visibility.PUBLIC and not self.person.at_risk


class BureauTermQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year)


class BureauTerm(models.Model):
    """A member's year in the chair. The bureau of a year is the chair with the outgoing and the incoming one."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co_chair", _("co-chair")
        LAUNCH = "launch", _("launched the network")

    member = models.ForeignKey(Member, models.PROTECT, related_name="bureau_terms", verbose_name=_("member"))
    year = models.PositiveSmallIntegerField(_("year"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    sources = models.ManyToManyField(Source, related_name="+", verbose_name=_("sources"))
    note = models.CharField(_("note"), max_length=600, blank=True)

    objects = BureauTermQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("bureau term"), _("bureau terms")
        ordering = ["-year", "role", "member__slug"]
        constraints = [
            models.UniqueConstraint(name="one_bureau_role_per_year", fields=["member", "year"]),
            models.UniqueConstraint(name="one_chair_per_year", fields=["year"], condition=Q(role="chair")),
            models.CheckConstraint(name="network_began_in_2016", condition=Q(year__gte=2016)),
        ]

    def __str__(self):
        return f"{self.year} {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

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
