"""A plan, and the vocabulary of asking in what state it was on a day. The status is never stored: it follows from events."""

import datetime as dt

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, Max, OuterRef, Q, Value, When, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member, OrganisationMembership
from wpsnet.languages import alphabetical


class Status(models.TextChoices):
    """The state of a plan on a day, in the order in which a plan lives."""

    PLANNED = "planned", pgettext_lazy("plan", "planned")
    DRAFTING = "drafting", pgettext_lazy("plan", "being drafted")
    ADOPTED = "adopted", pgettext_lazy("plan", "adopted")
    IN_FORCE = "in_force", pgettext_lazy("plan", "in force")
    PROLONGED = "prolonged", pgettext_lazy("plan", "extended")
    UNDER_REVIEW = "under_review", pgettext_lazy("plan", "under review")
    EXPIRED = "expired", pgettext_lazy("plan", "expired")
    REPLACED = "replaced", pgettext_lazy("plan", "replaced")


# A plan that had one of these events exists; before, it is only meant to.
MADE = ["adopted", "launched", "in_force", "attested"]
# The days on which the status rests, and the events that give them.
DAYS = {
    "made": MADE,
    "working": ["launched", "in_force", "attested"],
    "extended": ["prolonged"],
    "reviewed": ["under_review"],
    "expired": ["expired"],
    "replaced": ["replaced"],
    "drafted": ["drafting"],
    "announced": ["announced"],
}
OPENING_DAY = dt.date(1, 1, 1)  # earlier than any event
# In one of these states a plan binds its country today.
CURRENT = [Status.ADOPTED, Status.IN_FORCE, Status.PROLONGED, Status.UNDER_REVIEW]
# In one of these it has been made, whether or not it still binds.
ONCE_MADE = [*CURRENT, Status.EXPIRED, Status.REPLACED]
# Which of its plans speaks for a country on the map: the one whose status comes first here.
RANKED = [
    Status.IN_FORCE,
    Status.PROLONGED,
    Status.UNDER_REVIEW,
    Status.ADOPTED,
    Status.EXPIRED,
    Status.DRAFTING,
    Status.PLANNED,
    Status.REPLACED,
]


def _latest(field, *kinds, **conditions):
    """The latest FIELD of the events that `held` joins, of those of KINDS."""
    return Max(f"held__{field}", filter=Q(held__kind__in=kinds, **conditions))


class PlanQuerySet(models.QuerySet):
    def national(self):
        return self.filter(kind=Plan.Kind.NATIONAL)

    def covering(self, member, on):
        """Plans of organisations that cover MEMBER on the day ON: by name, or because it belongs to the organisation."""
        named = Plan.covers.through.objects.filter(plan=OuterRef("pk"))
        belongs = OrganisationMembership.objects.on(on).filter(member=member)
        through = ~Exists(named) & Q(member__in=belongs.values("organisation"))
        return self.filter(Exists(named.filter(member=member)) | through)

    def with_days(self, on):
        """Annotate the latest day of each kind of event that holds on the day ON, and when the plan `ends`, if known."""
        days = {f"{name}_on": _latest("holds_from", *kinds) for name, kinds in DAYS.items()}
        return self.annotate(
            held=FilteredRelation("events", condition=Q(events__holds_from__lte=on)),
            **days,
            first_end=_latest("until_last", *MADE),
            extended_until=_latest("until_last", "prolonged"),
            dated_extension_on=_latest("holds_from", "prolonged", held__until_last__isnull=False),
        ).annotate(
            # An extension whose end nobody gives lasts until something else is known.
            ends=Case(
                When(extended_on__gt=Coalesce("dated_extension_on", OPENING_DAY), then=Value(None)),
                default=Greatest("first_end", "extended_until"),
                output_field=models.DateField(null=True),
            )
        )

    def with_status(self, on=None):
        """Annotate `status` (a Status, or None where nothing was known yet) and `ends` (a date or None) on the day ON.

        docs/decisions/0006-status-from-events.md gives the reason for each rule.
        """
        on = on or timezone.localdate()
        known = self.with_days(on)
        successor = Plan.objects.filter(
            events__holds_from__lte=on,
            events__kind__in=MADE,
            member=OuterRef("member"),
            kind=Plan.Kind.NATIONAL,
            generation__gt=OuterRef("generation"),
        )
        foretold = Plan.objects.filter(pk=OuterRef("pk"), events__foretold_from__lte=on)
        replaced = Q(replaced_on__isnull=False) | (Q(kind="national") & Exists(successor))
        expired = Q(expired_on__gte=Coalesce(Greatest("made_on", "extended_on"), "expired_on"))
        over = Q(ends__isnull=False, ends__lt=on)
        reviewed = Q(reviewed_on__gte=Coalesce(Greatest("working_on", "extended_on"), "made_on", "reviewed_on"))
        extended = Q(extended_on__isnull=False) & (Q(first_end=None) | Q(first_end__lt=on))
        rules = [
            (replaced, Status.REPLACED),
            (expired, Status.EXPIRED),
            (reviewed & (~over | Q(reviewed_on__gt=F("ends"))), Status.UNDER_REVIEW),
            (over, Status.EXPIRED),
            (extended, Status.PROLONGED),
            (Q(working_on__isnull=False) | Q(extended_on__isnull=False), Status.IN_FORCE),
            (Q(made_on__isnull=False), Status.ADOPTED),
            (Q(drafted_on__isnull=False), Status.DRAFTING),
            (Q(announced_on__isnull=False) | Exists(foretold), Status.PLANNED),
        ]
        status = Case(
            *(When(rule, then=Value(name.value)) for rule, name in rules), output_field=models.CharField(null=True)
        )
        return known.annotate(status=status)

    def known(self, on=None):
        """With the status, and only plans of which something was known on the day ON."""
        return self.with_status(on).exclude(status=None)

    def current(self, on=None):
        """Plans that bind their country on the day ON."""
        return self.with_status(on).filter(status__in=CURRENT)

    def leading(self, on=None):
        """One national plan a country on the day ON: the one that gives the country its colour on the map."""
        return self.national().known(on).one_each()

    def one_each(self):
        """Of these plans, whose status is known, the one of each member that ranks first."""
        rank = Case(*(When(status=status, then=Value(place)) for place, status in enumerate(RANKED)))
        place = Window(
            RowNumber(), partition_by="member_id", order_by=[rank.asc(), F("generation").desc(nulls_last=True), "pk"]
        )
        return self.annotate(place=place).filter(place=1)

    def for_list(self, on=None):
        """With what a row of the list shows, countries in the reader's alphabetical order."""
        plans = self.known(on).select_related("member", "member__region", "member__subregion")
        return plans.order_by(
            alphabetical("name", "member__"), "member__slug", F("generation").asc(nulls_last=True), "slug"
        )


class Plan(models.Model):
    class Kind(models.TextChoices):
        NATIONAL = "national", _("national action plan")
        REGIONAL = "regional", _("regional action plan")
        LOCAL = "local", _("local action plan")
        OTHER = "other_framework", _("other framework")

    class LeadType(models.TextChoices):
        FOREIGN = "foreign_affairs", _("foreign affairs")
        DEFENCE = "defence", _("defence")
        GENDER = "gender", pgettext_lazy("sector", "gender equality")
        INTERIOR = "interior", _("interior")
        INTER_MINISTERIAL = "inter_ministerial", _("several ministries together")
        HEAD = "president_or_prime_minister", _("head of state or government")
        JUSTICE = "justice", pgettext_lazy("sector", "justice")
        PARLIAMENT = "parliament", pgettext_lazy("sector", "parliament")
        CIVIL_SOCIETY = "civil_society", pgettext_lazy("sector", "civil society")
        INTERNATIONAL = "international", pgettext_lazy("sector", "international organization")
        OTHER = "other", pgettext_lazy("sector", "other")

    member = models.ForeignKey(Member, models.PROTECT, related_name="plans", verbose_name=_("country or organization"))
    slug = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    generation = models.PositiveSmallIntegerField(_("generation"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    covers = models.ManyToManyField(
        Member,
        blank=True,
        related_name="covered_by",
        verbose_name=_("members that it covers"),
        help_text=_("Of a plan of an organization. Left empty, it covers those that belong to the organization."),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("action plan"), _("action plans")
        ordering = ["member__slug", "generation", "slug"]
        constraints = [
            models.UniqueConstraint(name="one_plan_per_address", fields=["member", "slug"]),
            models.UniqueConstraint(
                name="one_plan_per_generation", fields=["member", "generation"], condition=Q(kind="national")
            ),
            models.CheckConstraint(
                name="generations_count_from_one", condition=Q(generation=None) | Q(generation__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.member_id} {self.slug}"

    def get_absolute_url(self):
        return reverse("actionplans:detail", args=[self.member.slug, self.slug])
