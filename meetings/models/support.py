"""Who asks for support to come to a meeting, who nominates her, what was decided and what it cost."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.admission import Admission, ProtectedPerson
from members.models import Member
from wpsnet.languages import alphabetical


class SupportRequestQuerySet(models.QuerySet):
    def for_list(self):
        found = self.select_related("member", "nominator", "protected", "admission__meeting")
        return found.order_by(alphabetical("name", "member__"), "asked_at", "pk")

    def of(self, meeting):
        return self.filter(admission__meeting=meeting)

    def to_decide(self):
        return self.filter(state=SupportRequest.State.ASKED, nominated_at__isnull=False)

    def to_nominate(self):
        return self.filter(state=SupportRequest.State.ASKED, nominated_at=None)

    def money(self):
        """What was asked for, granted and paid, and how many requests; those refused and withdrawn left out of the money."""
        standing = ~Q(state__in=[SupportRequest.State.REFUSED, SupportRequest.State.WITHDRAWN])
        binding = Q(state__in=SupportRequest.BINDING)
        return self.order_by().aggregate(
            requests=Count("pk"),
            asked=Sum("asked_amount", filter=standing, default=0),
            granted=Sum("granted_amount", filter=binding, default=0),
            paid=Sum("paid_amount", filter=binding, default=0),
            bound=Sum(Coalesce("paid_amount", "granted_amount"), filter=binding, default=0),
        )


class SupportRequest(models.Model):
    """One person from an organization or from the grass roots who cannot come without help."""

    class Who(models.TextChoices):
        NGO = "ngo", _("somebody of a non-governmental organization")
        GRASSROOTS = "grassroots", _("a grass-roots leader")

    class Need(models.TextChoices):
        TRAVEL = "travel", pgettext_lazy("support", "travel")
        STAY = "stay", pgettext_lazy("support", "a place to stay")
        ALLOWANCE = "allowance", pgettext_lazy("support", "daily allowance")
        VISA = "visa", pgettext_lazy("support", "visa letter")
        LANGUAGE = "language", pgettext_lazy("support", "interpretation")
        ACCESS = "access", pgettext_lazy("support", "accessibility")
        CARE = "care", pgettext_lazy("support", "care for a child or a relative")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request for support", "waits for a decision")
        GRANTED = "granted", pgettext_lazy("request for support", "granted")
        REFUSED = "refused", pgettext_lazy("request for support", "not granted")
        SETTLED = "settled", pgettext_lazy("request for support", "settled")
        WITHDRAWN = "withdrawn", pgettext_lazy("request for support", "withdrawn")

    BINDING = [State.GRANTED, State.SETTLED]
    ABOUT_HER = ["name", "function", "institution", "email", "itinerary"]

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="support_requests", verbose_name=_("meeting"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="support_requests", verbose_name=_("asked by"))
    protected = models.ForeignKey(
        ProtectedPerson, models.PROTECT, null=True, blank=True, related_name="support_requests", editable=False
    )
    who = models.CharField(_("who she or he is"), max_length=10, choices=Who)
    name = models.CharField(_("name, as in the passport"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    institution = models.CharField(_("organization or group"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    needs = ArrayField(models.CharField(max_length=10, choices=Need), verbose_name=_("what is needed"))
    need_words = models.TextField(_("about what is needed"), max_length=1000, blank=True)
    eligibility = models.TextField(_("why this person should come, and cannot without support"), max_length=2000)
    other_funding = models.CharField(_("other support, asked for or promised"), max_length=300, blank=True)
    asked_amount = models.DecimalField(_("amount asked for"), max_digits=10, decimal_places=2, default=0)
    nominator = models.ForeignKey(
        Member, models.PROTECT, related_name="nominations", verbose_name=_("nominated by the country")
    )
    nominated_at = models.DateTimeField(_("nominated at"), null=True, blank=True)
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nominated by"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    granted_amount = models.DecimalField(_("amount granted"), max_digits=10, decimal_places=2, null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    itinerary = models.TextField(_("itinerary"), max_length=3000, blank=True)
    paid_amount = models.DecimalField(_("amount paid"), max_digits=10, decimal_places=2, null=True, blank=True)
    settlement = models.TextField(_("what was paid for, and the receipts"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("request for support"), _("requests for support")
        ordering = ["admission", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="support_names_her_or_her_code",
                condition=(Q(protected=None) & ~Q(name=""))
                | Q(protected__isnull=False, name="", function="", institution="", email="", itinerary=""),
            ),
            models.CheckConstraint(
                name="support_is_decided_with_a_reason",
                condition=~Q(state__in=["granted", "refused", "settled"])
                | (~Q(reason="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="granted_support_was_nominated",
                condition=~Q(state__in=["granted", "settled"])
                | Q(nominated_at__isnull=False, granted_amount__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_support_says_what_was_paid",
                condition=~Q(state="settled") | Q(paid_amount__isnull=False, settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="support_amounts_are_not_negative",
                condition=Q(asked_amount__gte=0)
                & (Q(granted_amount=None) | Q(granted_amount__gte=0))
                & (Q(paid_amount=None) | Q(paid_amount__gte=0)),
            ),
            models.CheckConstraint(
                name="support_names_a_need", condition=Q(needs__len__gt=0), violation_error_message=_("Tick a need.")
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"  # never the name: this string reaches logs

    def get_absolute_url(self):
        return reverse("meetings:decide_support", args=[self.pk])

    @property
    def page_of_member(self):
        return reverse("meetings:support", args=[self.member.slug, self.pk])

    @property
    def shown_name(self):
        return self.protected.code if self.protected_id else self.name

    @property
    def needs_in_words(self):
        return [self.Need(need).label for need in self.needs]

    @property
    def costs_in_words(self):
        """What is needed and costs money: the letter itself does not."""
        return [self.Need(need).label for need in self.needs if need != self.Need.VISA]

    @property
    def waits_for_nomination(self):
        return self.state == self.State.ASKED and self.nominated_at is None
