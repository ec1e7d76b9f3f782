"""Who comes to a meeting: the rules of admission, delegations and the people in them. Of people at risk there is a code."""

import secrets

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, When
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting
from members.models import Member
from wpsnet.languages import alphabetical
from wpsnet.models import StoredFile

CODE_SIGNS = "BCDFGHJKMNPQRTVWXY2346789"  # none is taken for another, none makes a word


def new_code():
    return "P-" + "".join(secrets.choice(CODE_SIGNS) for _sign in range(6))


class Admission(models.Model):
    """The rules by which people come to a meeting: from when until when they are registered, and how many seats there are."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="admission", verbose_name=_("meeting"))
    opens_at = models.DateTimeField(_("registration opens"))
    closes_at = models.DateTimeField(_("registration closes"))
    seats = models.PositiveSmallIntegerField(_("seats of a country’s delegation"), default=3)
    civil_seats = models.PositiveSmallIntegerField(_("seats for civil society in it, beside those"), default=1)
    organisation_seats = models.PositiveSmallIntegerField(_("seats of an organization’s delegation"), default=2)
    capacity = models.PositiveSmallIntegerField(_("seats in all"), null=True, blank=True)
    letter_needed = models.BooleanField(_("a delegation needs its note verbale or letter of nomination"), default=True)
    conditions = models.TextField(_("conditions of taking part"), max_length=2000, blank=True)
    budget = models.DecimalField(_("budget for support"), max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(_("currency"), max_length=3, default="USD")

    class Meta:
        verbose_name = verbose_name_plural = _("rules of admission")
        constraints = [
            models.CheckConstraint(
                name="registration_opens_before_it_closes",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("Registration must open before it closes."),
            ),
            models.CheckConstraint(name="support_budget_is_not_negative", condition=Q(budget__gte=0)),
            models.CheckConstraint(name="support_currency_has_a_code", condition=Q(currency__regex="^[A-Z]{3}$")),
        ]

    def __str__(self):
        return f"{self.meeting_id}"

    def is_open(self, now=None):
        return self.opens_at <= (now or timezone.now()) < self.closes_at

    @property
    def is_over(self):
        return timezone.now() >= self.closes_at

    def quota(self, member, seat):
        """How many of SEAT the delegation of MEMBER has."""
        if seat == Registration.Seat.CIVIL:
            return self.civil_seats if member.kind == Member.Kind.STATE else 0
        return self.seats if member.kind == Member.Kind.STATE else self.organisation_seats


class Delegation(models.Model):
    """Those whom one member sends to one meeting. Confirmed as a whole; then, and not before, it has a head."""

    class Letter(models.TextChoices):
        NOTE = "note_verbale", _("note verbale")
        NOMINATION = "nomination", _("letter of nomination")

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="delegations", verbose_name=_("meeting"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="delegations", verbose_name=_("delegation"))
    head = models.OneToOneField(
        "Registration",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name=_("head of delegation"),
    )
    letter = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    letter_kind = models.CharField(_("kind of letter"), max_length=12, choices=Letter, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("delegation"), _("delegations")
        ordering = ["admission", "member__slug"]
        constraints = [
            models.UniqueConstraint(name="one_delegation_of_a_member", fields=["admission", "member"]),
            models.CheckConstraint(
                name="confirmed_delegation_has_its_head", condition=Q(confirmed_at=None) | Q(head__isnull=False)
            ),
            models.CheckConstraint(
                name="delegation_letter_has_its_kind",
                condition=Q(letter=None, letter_kind="") | (Q(letter__isnull=False) & ~Q(letter_kind="")),
            ),
        ]

    def __str__(self):
        return f"{self.admission_id} {self.member_id}"

    def get_absolute_url(self):
        return reverse("meetings:delegation", args=[self.member.slug, self.admission.meeting.slug])


class ProtectedPerson(models.Model):
    """Somebody at risk. Who she is stands here alone, sealed, until the day on which it is erased; everywhere else stands
    her code. No history is kept of it."""

    code = models.CharField(_("code"), max_length=10, unique=True, default=new_code, editable=False)
    sealed = models.TextField(blank=True, editable=False)
    erase_on = models.DateField(_("erased on"))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("protected person"), _("protected people")
        constraints = [
            models.CheckConstraint(
                name="erased_person_has_left_nothing",
                condition=Q(erased_at=None) & ~Q(sealed="") | Q(erased_at__isnull=False, sealed=""),
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("meetings:protected", args=[self.pk])


class ProtectedLook(models.Model):
    """Who saw who a protected person is, when, and what for. It is only ever added to."""

    protected = models.ForeignKey(ProtectedPerson, models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), db_default=Now())
    reason = models.CharField(_("what for"), max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = _("look at a protected person"), _("looks at protected people")
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"#{self.pk}"


class RegistrationQuerySet(models.QuerySet):
    def seated(self):
        return self.filter(state__in=Registration.SEATED)

    def of(self, meeting):
        return self.filter(delegation__admission__meeting=meeting)

    def for_list(self):
        """By delegation, its head first."""
        is_head = Case(When(pk=F("delegation__head"), then=0), default=1, output_field=IntegerField())
        found = self.select_related("delegation__member", "protected").annotate(is_head=is_head)
        return found.order_by(alphabetical("name", "delegation__member__"), "is_head", "asked_at", "pk")

    def for_lists_that_travel(self):
        """Of those admitted. Who is protected stands at the end, by her code: her place would tell her delegation."""
        nobody_at_risk = Q(protected=None)
        found = self.filter(state=Registration.State.APPROVED).for_list()
        return found.annotate(
            last=Case(When(nobody_at_risk, then=0), default=1, output_field=IntegerField()),
            near=Case(When(nobody_at_risk, then="is_head"), default=0, output_field=IntegerField()),
            turn=Case(When(nobody_at_risk, then="pk"), default=0, output_field=IntegerField()),
        ).order_by(
            "last",
            Case(When(nobody_at_risk, then=alphabetical("name", "delegation__member__"))),
            "near",
            "turn",
            "protected__code",
        )

    def waiting_for_decision(self):
        return self.filter(state=Registration.State.LISTED, delegation__confirmed_at__isnull=False)

    def counted(self):
        """{state: how many}."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


QUOTA = """
    IF NEW.state NOT IN ('listed', 'approved') THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state IN ('listed', 'approved') AND OLD.delegation_id = NEW.delegation_id AND OLD.seat = NEW.seat THEN
            RETURN NEW;
        END IF;
    END IF;
    SELECT a.id, a.capacity, CASE
        WHEN NEW.seat = 'civil_society' THEN CASE WHEN m.kind = 'state' THEN a.civil_seats ELSE 0 END
        WHEN m.kind = 'state' THEN a.seats ELSE a.organisation_seats END AS quota
    INTO rules FROM meetings_admission a
    JOIN meetings_delegation d ON d.admission_id = a.id JOIN members_member m ON m.id = d.member_id
    WHERE d.id = NEW.delegation_id FOR NO KEY UPDATE OF a;
    SELECT count(*) FILTER (WHERE r.delegation_id = NEW.delegation_id AND r.seat = NEW.seat), count(*)
    INTO taken, everybody FROM meetings_registration r JOIN meetings_delegation d ON d.id = r.delegation_id
    WHERE d.admission_id = rules.id AND r.state IN ('listed', 'approved') AND r.id IS DISTINCT FROM NEW.id;
    IF taken >= rules.quota OR everybody >= rules.capacity THEN
        RAISE EXCEPTION 'no seat is left' USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_keeps_its_quota';
    END IF;
    RETURN NEW;
"""


class Registration(models.Model):
    """One person of a delegation. Whoever finds no seat stands on the waiting list, in the order of asking."""

    class Seat(models.TextChoices):
        OFFICIAL = "official", pgettext_lazy("seat of a delegation", "delegation")
        CIVIL = "civil_society", pgettext_lazy("seat of a delegation", "civil society")

    class Way(models.TextChoices):
        ON_SITE = "on_site", pgettext_lazy("attends", "on site")
        REMOTE = "remote", pgettext_lazy("attends", "remotely")

    class State(models.TextChoices):
        LISTED = "listed", pgettext_lazy("registration", "registered")
        QUEUED = "queued", pgettext_lazy("registration", "on the waiting list")
        APPROVED = "approved", pgettext_lazy("registration", "admitted")
        REFUSED = "refused", pgettext_lazy("registration", "not admitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")
        REPLACED = "replaced", pgettext_lazy("registration", "replaced by somebody else")

    class Presence(models.TextChoices):
        ON_SITE = "on_site", pgettext_lazy("attended", "was there")
        REMOTE = "remote", pgettext_lazy("attended", "took part remotely")
        ABSENT = "absent", pgettext_lazy("attended", "did not come")

    SEATED = [State.LISTED, State.APPROVED]
    STANDING = [*SEATED, State.QUEUED]
    ABOUT_HER = ["name", "function", "institution", "email"]

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="registrations", verbose_name=_("delegation")
    )
    protected = models.ForeignKey(
        ProtectedPerson, models.PROTECT, null=True, blank=True, related_name="registrations", editable=False
    )
    name = models.CharField(_("name, as on the badge"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    institution = models.CharField(_("ministry or organization"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    seat = models.CharField(_("seat"), max_length=13, choices=Seat, default=Seat.OFFICIAL)
    way = models.CharField(_("attends"), max_length=7, choices=Way, default=Way.ON_SITE)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.LISTED)
    asked_at = models.DateTimeField(_("registered at"), db_default=Now())
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("in place of")
    )
    conditions = models.TextField(_("conditions"), max_length=1000, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    presence = models.CharField(_("attendance"), max_length=7, choices=Presence, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("registration"), _("registrations")
        ordering = ["delegation", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="registration_names_her_or_her_code",
                condition=(Q(protected=None) & ~Q(name=""))
                | Q(protected__isnull=False, name="", function="", institution="", email=""),
            ),
            models.CheckConstraint(
                name="refused_registration_has_its_reason", condition=~Q(state="refused") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="decided_registration_says_when",
                condition=~Q(state__in=["approved", "refused"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_the_admitted_are_present", condition=Q(presence="") | Q(state="approved")
            ),
            models.UniqueConstraint(
                name="protected_person_registered_once",
                fields=["delegation", "protected"],
                condition=Q(state__in=["listed", "approved", "queued"]),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="delegation_keeps_its_quota",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "seat", "delegation_id"),
                declare=[("rules", "RECORD"), ("taken", "INTEGER"), ("everybody", "INTEGER")],
                func=QUOTA,
            )
        ]

    def __str__(self):
        return f"#{self.pk}"  # never the name: this string reaches logs

    @property
    def shown_name(self):
        return self.protected.code if self.protected_id else self.name

    @property
    def is_standing(self):
        return self.state in self.STANDING
