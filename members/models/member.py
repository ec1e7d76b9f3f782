"""Who is in the network, and every state that could be."""

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import conditions
from wpsnet.languages import alphabetical, in_any_language
from wpsnet.models import Source


class Region(models.Model):
    """A region of the United Nations standard M49."""

    code = models.CharField(_("M49 code"), max_length=3, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="regions")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name, verbose_name_plural = _("region"), _("regions")
        ordering = ["code"]

    def __str__(self):
        return self.name


class MemberQuerySet(models.QuerySet):
    def states(self):
        return self.filter(kind=Member.Kind.STATE)

    def organisations(self):
        return self.exclude(kind=Member.Kind.STATE)

    def named(self, part):
        """With PART in one of the names, in any language, in the acronym, or with just this code or address."""
        return self.filter(in_any_language("name__icontains", part) | Q(acronym__icontains=part) | Q(slug__iexact=part))

    def for_list(self):
        """With what a row of the directory shows, in the reader's alphabetical order."""
        return self.select_related("region", "subregion").order_by(alphabetical("name"), "slug")

    def with_confirmation(self):
        """Annotate `confirmed_on`, the last day on which somebody said that the entry is right. Looked up row by row:
        a page shows fifty of thousands."""
        days = conditions.confirmations().filter(member=OuterRef("pk")).order_by("-confirmed_on").values("confirmed_on")
        return self.annotate(confirmed_on=Subquery(days[:1]))

    def with_marks(self):
        """Annotate what the secretariat sees at a glance beside each name."""
        return self.annotate(
            has_focal_point=conditions.has(conditions.focal_points()),
            is_unanswered=conditions.has(conditions.unanswered()),
            is_bounced=conditions.has(conditions.bounced()),
        )

    def confirmed(self, age):
        """Members whose entry was last confirmed so long ago (Member.Confirmed)."""

        def since(day=None):
            return conditions.among(conditions.confirmations(day))

        half, year = conditions.half_a_year_ago(), conditions.a_year_ago()
        asked = {
            Member.Confirmed.RECENTLY: since(half),
            Member.Confirmed.THIS_YEAR: since(year) & ~since(half),
            Member.Confirmed.LONG_AGO: since() & ~since(year),
            Member.Confirmed.NEVER: ~since(),
        }
        return self.filter(asked[age])

    def in_network(self, on=None):
        """Those that certainly belong to the network, or observe it, on the day ON, today by default."""
        periods = self.model._meta.get_field("memberships").related_model.objects  # that module imports this one
        return self.filter(pk__in=periods.on(on).values("member"))

    def partners(self):
        return self.filter(is_partner=True)

    def of(self, user):
        """The members for which USER holds a post today."""
        return self.filter(appointments__in=user.appointments.current())

    def edited_by(self, user):
        """The members whose entry USER writes today."""
        return self.filter(pk__in=user.appointments.current().editing().values("member"))

    def published_by(self, user):
        """The members whose entry USER publishes today."""
        return self.filter(pk__in=user.appointments.current().publishing().values("member"))

    def without_focal_point(self):
        """Members for which somebody has held a post, and nobody speaks today: no focal point, or who stands for one."""
        appointments = self.model._meta.get_field("appointments").related_model.objects
        led = appointments.current().speaking().filter(member=OuterRef("pk"))
        return self.filter(Exists(appointments.filter(member=OuterRef("pk")))).exclude(Exists(led))

    def without_answer(self, question):
        """Members that have not answered QUESTION in public."""
        facts = self.model._meta.get_field("facts").related_model.objects
        return self.exclude(pk__in=facts.published().filter(question=question).values("member"))

    def not_vouched_for_since(self, day):
        """Members whose entry was published, but neither published nor confirmed from DAY on. `vouched_on` says when."""
        return self.with_vouched_on().filter(vouched_on__lt=day)

    def with_vouched_on(self):
        """Annotate `vouched_on`: the last day on which the entry was published or confirmed."""
        published, confirmed = TruncDate(Max("revisions__published_at")), Max("confirmations__confirmed_on")
        return self.annotate(vouched_on=Greatest(published, confirmed))


class Member(models.Model):
    """A state, organisation or network. To be listed here is not to belong to the network: `memberships` say that."""

    class Kind(models.TextChoices):
        STATE = "state", pgettext_lazy("kind of member", "state")
        REGIONAL = "regional", _("regional organization")
        INTERNATIONAL = "international", _("international organization")
        CIVIL_SOCIETY = "civil_society", _("civil society organization")
        PARTNER_NETWORK = "partner_network", _("partner network")

    class Standing(models.TextChoices):
        MEMBER = "member", _("Member State of the United Nations")
        OBSERVER = "observer", _("observer State at the United Nations")

    class Group(models.TextChoices):
        AFRICAN = "african", _("African States")
        ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
        EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
        LATIN_AMERICAN = "latin_american_caribbean", _("Latin American and Caribbean States")
        WESTERN_EUROPEAN = "western_european_others", _("Western European and other States")

    class Confirmed(models.TextChoices):
        """How long ago somebody has said that the entry is right."""

        RECENTLY = "recently", _("less than 6 months ago")
        THIS_YEAR = "this_year", _("6 to 12 months ago")
        LONG_AGO = "long_ago", _("more than a year ago")
        NEVER = "never", _("never")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("ISO alpha-3 code of a state"))
    name = models.CharField(_("name"), max_length=200)
    formal_name = models.CharField(_("formal name"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    is_partner = models.BooleanField(
        _("partner network"),
        default=False,
        help_text=_("Stands in the directory of partner networks, whatever its kind."),
    )
    iso2 = models.CharField("ISO 3166-1 alpha-2", max_length=2, blank=True)
    m49 = models.CharField("M49", max_length=3, blank=True)
    standing = models.CharField(_("standing at the United Nations"), max_length=10, choices=Standing, blank=True)
    un_group = models.CharField(_("United Nations regional group"), max_length=30, choices=Group, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    subregion = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sub-region")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = (
            pgettext_lazy("of the network", "member"),
            pgettext_lazy("of the network", "members"),
        )
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(name="iso2_once", fields=["iso2"], condition=~Q(iso2="")),
            models.UniqueConstraint(name="m49_once", fields=["m49"], condition=~Q(m49="")),
            models.CheckConstraint(
                name="state_address_is_its_iso_code",
                condition=~Q(kind="state") | (Q(slug__regex=r"^[A-Z]{3}$") & Q(iso2__regex=r"^[A-Z]{2}$")),
            ),
            models.CheckConstraint(name="only_states_have_standing", condition=Q(kind="state") | Q(standing="")),
        ]

    def __str__(self):
        return self.name

    @property
    def is_state(self):
        return self.kind == self.Kind.STATE

    @property
    def has_left(self):
        """Whether it was in the network, as far as is known, and no longer is."""
        return self.memberships.exists() and not self.memberships.not_over().exists()

    def get_absolute_url(self):
        name = "observatory:country" if self.is_state else "observatory:organisation"
        return reverse(name, args=[self.slug])
