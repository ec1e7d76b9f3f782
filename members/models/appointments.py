"""Who speaks for a member, from a day until a day."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.bureau import BureauTerm
from members.models.member import Member
from members.models.people import User


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

    def with_current(self, on=None):
        """Annotate `is_current`, for a query that also needs the posts of the past."""
        return self.annotate(is_current=Exists(self.model.objects.current(on).filter(pk=OuterRef("pk"))))

    def unended(self):
        """Held today, or from some day to come."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))

    def editing(self):
        """Posts that may edit the member's entry."""
        return self.filter(edits=True)

    def publishing(self):
        """Posts that publish it."""
        return self.filter(publishes=True)

    def leading(self):
        """Posts that manage the member's team."""
        return self.filter(role=Appointment.Role.FOCAL_POINT)

    def for_team(self):
        """Posts held today or from a day to come first, then the earlier ones, each with its person and `is_past`."""
        ended = Q(until__isnull=False, until__lt=timezone.localdate())
        posts = self.select_related("person", "member")
        posts = posts.annotate(is_past=ExpressionWrapper(ended, models.BooleanField()))
        return posts.order_by("is_past", "-publishes", "-edits", "role", "-since", "pk")

    def speaking(self):
        """Posts that speak for their member: focal points; of civil society its representatives, of a partner network its
        contacts."""
        role, kind = Appointment.Role, Member.Kind
        civil_society = Q(role=role.REPRESENTATIVE, member__kind=kind.CIVIL_SOCIETY)
        return self.filter(
            Q(role=role.FOCAL_POINT) | civil_society | Q(role=role.PARTNER, member__kind=kind.PARTNER_NETWORK)
        )

    def with_speaking(self):
        """Annotate `is_speaking`."""
        return self.annotate(is_speaking=Exists(self.model.objects.speaking().filter(pk=OuterRef("pk"))))

    def with_bureau(self, year):
        """Annotate `in_bureau`: focal point of a member that chairs in YEAR, the year before or the year after."""
        terms = BureauTerm.objects.chairing().filter(member=OuterRef("member"), year__range=(year - 1, year + 1))
        return self.annotate(in_bureau=Q(role=Appointment.Role.FOCAL_POINT) & Exists(terms))

    def with_predecessor(self):
        """Annotate `has_predecessor`: somebody else held the same post before."""
        before = self.model.objects.filter(
            member=OuterRef("member"), role=OuterRef("role"), since__lt=OuterRef("since")
        )
        earlier = Exists(before.exclude(person=OuterRef("person")).exclude(until=None))
        return self.annotate(has_predecessor=Q(succeeds__isnull=False) | earlier)

    def named_in_public(self):
        return self.current().filter(show_name=Visibility.PUBLIC, person__at_risk=False)


def usual_rights(role):
    """What a post of ROLE may do with the entry, where nothing else was agreed: the fields `edits` and `publishes`."""
    publishes = role == Appointment.Role.FOCAL_POINT
    return {"edits": publishes or role == Appointment.Role.ALTERNATE, "publishes": publishes}


class Appointment(models.Model):
    class Role(models.TextChoices):
        FOCAL_POINT = "focal_point", _("focal point")
        ALTERNATE = "alternate", pgettext_lazy("role", "alternate")
        REPRESENTATIVE = "representative", _("civil society representative")
        POLICE = "police", _("police gender focal point")
        MISSION = "mission", _("contact at the permanent mission")
        PARTNER = "partner", pgettext_lazy("role", "contact person")

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
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        verbose_name=_("languages in which she can be written to"),
        default=list,
        blank=True,
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    succeeds = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name=_("succeeds")
    )
    edits = models.BooleanField(_("writes the entry"), default=False)
    publishes = models.BooleanField(_("publishes the entry"), default=False)
    show_name = models.CharField(_("name is shown to"), max_length=12, choices=Visibility, default=Visibility.MEMBERS)
    show_email = models.CharField(
        _("e-mail address is shown to"), max_length=12, choices=Visibility, default=Visibility.SECRETARIAT
    )
    show_phone = models.CharField(
        _("telephone is shown to"), max_length=12, choices=Visibility, default=Visibility.SECRETARIAT
    )

    show_photo = models.CharField(
        _("picture is shown to"), max_length=12, choices=Visibility, default=Visibility.SECRETARIAT
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("appointment"), _("appointments")
        indexes = [models.Index(name="appointments_by_role", fields=["role", "member", "until"])]
        constraints = [
            models.CheckConstraint(
                name="focal_point_edits_and_publishes",
                condition=~Q(role="focal_point") | Q(edits=True, publishes=True),
                violation_error_message=_("A focal point always writes and publishes the entry."),
            ),
            models.CheckConstraint(
                name="who_publishes_also_edits",
                condition=Q(publishes=False) | Q(edits=True),
                violation_error_message=_("Who publishes the entry must also be able to write it."),
            ),
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
    def is_named_in_public(self):
        return self.show_name == Visibility.PUBLIC and not self.person.at_risk
