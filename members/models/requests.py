"""Who asks to join the network, and what was said about it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.appointments import Appointment
from members.models.member import Member
from members.models.people import User
from wpsnet.models import StoredFile

CONFIRM_WITHIN = dt.timedelta(days=3)
KEEP_UNCONFIRMED = dt.timedelta(days=7)


class MembershipRequestQuerySet(models.QuerySet):
    def confirmed(self):
        """Sent from an address that its owner has confirmed; before that nobody but her sees it."""
        return self.exclude(confirmed_at=None)

    def pending(self):
        """Waits for the secretariat or for the one who asks."""
        return self.confirmed().filter(decided_at=None)

    def unconfirmed(self):
        """Never confirmed, for longer than the link works: there is no reason to keep them."""
        return self.filter(confirmed_at=None, sent_at__lt=timezone.now() - KEEP_UNCONFIRMED)

    def with_state(self):
        """Annotate `asked_by`: who of the secretariat has the last word, so that the one who asks is to answer."""
        last = RequestMessage.objects.filter(request=OuterRef("pk")).order_by("-written_at", "-pk")
        return self.annotate(asked_by=Subquery(last.values("by")[:1]))

    def for_list(self):
        return self.with_state().select_related("country__region", "country__subregion", "member", "decided_by")

    def like(self, request):
        """Confirmed requests from the address of REQUEST, or about the same country or organisation."""
        same = Q(email__iexact=request.email)
        same |= Q(country=request.country) if request.country else Q(organisation__iexact=request.organisation)
        return self.confirmed().filter(same).exclude(pk=request.pk)


class MembershipRequest(models.Model):
    """A government, organisation or group asks to join. Confirmed by mail, then reviewed, then accepted or declined."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(_("kind"), max_length=20, choices=Member.Kind)
    country = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Of a government: which one."),
    )
    organisation = models.CharField(_("name of the organization"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("your e-mail address"))
    language = models.CharField(_("language of the mails"), max_length=10, choices=settings.LANGUAGES, default="en")
    role = models.CharField(_("role"), max_length=20, choices=Appointment.Role)
    post = models.CharField(_("post"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    reasons = models.TextField(_("why you wish to join"), max_length=5000)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("documents"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("member")
    )

    objects = MembershipRequestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("membership request"), _("membership requests")
        ordering = ["sent_at"]
        constraints = [
            models.CheckConstraint(
                name="government_names_its_country",
                condition=Q(kind="state", country__isnull=False) | (~Q(kind="state") & ~Q(organisation="")),
                violation_error_message=_("Name the country of the government, or the organization."),
            ),
            models.CheckConstraint(
                name="decided_request_has_its_decision",
                condition=Q(decided_at=None, decision="") | (Q(decided_at__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="only_confirmed_requests_are_decided", condition=Q(decided_at=None) | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="declined_request_has_its_reason", condition=~Q(decision="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="accepted_request_has_its_member", condition=~Q(decision="accepted") | Q(member__isnull=False)
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"  # never the name: this string reaches logs

    def get_absolute_url(self):
        return reverse("members:request", args=[self.pk])

    @property
    def who(self):
        """The government or organisation that asks."""
        return self.country.name if self.country else self.organisation

    @property
    def state_in_words(self):
        """How a request read `with_state` stands."""
        if self.decision:
            return self.get_decision_display()
        return _("waits for an answer") if self.asked_by else _("waits for the secretariat")


class RequestMessage(models.Model):
    """What the secretariat asked back (`by` is set), or what the one who asks answered."""

    request = models.ForeignKey(MembershipRequest, models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("message"), max_length=5000)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("documents"), blank=True)
    written_at = models.DateTimeField(_("written at"), db_default=Now())

    class Meta:
        verbose_name, verbose_name_plural = _("message about a request"), _("messages about requests")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"#{self.pk}"
