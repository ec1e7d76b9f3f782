"""A plan, and the vocabulary of asking in what state it was on a day. The status is never stored: it follows from events."""

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Member


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
# In one of these states a plan binds its country today.
CURRENT = [Status.ADOPTED, Status.IN_FORCE, Status.PROLONGED, Status.UNDER_REVIEW]


def _latest(field, on, **events):
    """The latest FIELD among a plan's EVENTS that certainly hold on the day ON."""
    events = {f"events__{key}": value for key, value in events.items()}
    return Max(f"events__{field}", filter=Q(events__happened_by__lte=on, **events))


class PlanQuerySet(models.QuerySet):
    def national(self):
        return self.filter(kind=Plan.Kind.NATIONAL)

    def with_status(self, on=None):
        """Annotate `status` (a Status, or None where nothing was known yet) and `ends` (a date or None) on the day ON."""
        on = on or timezone.localdate()
        successor = Plan.objects.filter(
            member=OuterRef("member"),
            kind=Plan.Kind.NATIONAL,
            generation__gt=OuterRef("generation"),
            events__kind__in=MADE,
            events__happened_by__lte=on,
        )
        dated = self.annotate(
            made_on=_latest("happened_by", on, kind__in=MADE),
            working_on=_latest("happened_by", on, kind__in=MADE[1:]),
            reviewed_on=_latest("happened_by", on, kind="under_review"),
            expired_on=_latest("happened_by", on, kind="expired"),
            replaced_on=_latest("happened_by", on, kind="replaced"),
            drafted_on=_latest("happened_by", on, kind="drafting"),
            announced_on=_latest("happened_by", on, kind="announced"),
            prolonged_until=_latest("until_last", on, kind="prolonged"),
            first_end=_latest("until_last", on, kind__in=MADE),
        ).annotate(ends=models.functions.Greatest("first_end", "prolonged_until"))
        over, reviewed = Q(ends__lt=on), Q(reviewed_on__gte=Coalesce("working_on", "made_on"))
        return dated.annotate(
            status=Case(
                When(Q(replaced_on__isnull=False) | (Q(kind="national") & Exists(successor)), then=Value("replaced")),
                When(expired_on__gte=Coalesce("made_on", "expired_on"), then=Value("expired")),
                When(reviewed & (~over | Q(ends=None) | Q(reviewed_on__gt=F("ends"))), then=Value("under_review")),
                When(Q(made_on__isnull=False) & over, then=Value("expired")),
                When(
                    Q(prolonged_until__gt=Coalesce("first_end", "prolonged_until")) & Q(first_end__lt=on),
                    then=Value("prolonged"),
                ),
                When(
                    Q(working_on__isnull=False) | Q(made_on__isnull=False, ends__isnull=False), then=Value("in_force")
                ),
                When(made_on__isnull=False, then=Value("adopted")),
                When(drafted_on__isnull=False, then=Value("drafting")),
                When(announced_on__isnull=False, then=Value("planned")),
                default=Value(None),
                output_field=models.CharField(null=True),
            )
        )

    def known(self, on=None):
        """With the status, and only plans of which something was known on the day ON."""
        return self.with_status(on).exclude(status=None)

    def current(self, on=None):
        """Plans that bind their country on the day ON."""
        return self.with_status(on).filter(status__in=CURRENT)

    def for_list(self, on=None):
        return self.known(on).select_related("member", "member__region").order_by("member__name", "generation", "slug")


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
        OTHER = "other", pgettext_lazy("sector", "other")

    member = models.ForeignKey(Member, models.PROTECT, related_name="plans", verbose_name=_("country or organization"))
    slug = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    generation = models.PositiveSmallIntegerField(_("generation"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    lead = models.CharField(_("lead body"), max_length=300, blank=True)
    lead_type = models.CharField(_("type of lead body"), max_length=30, choices=LeadType, blank=True)
    partners = models.CharField(_("partners"), max_length=400, blank=True)
    note = models.TextField(_("note"), blank=True)

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
