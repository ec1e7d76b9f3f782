"""Who is in the network, and every state that could be."""

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
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

    def for_list(self):
        """With what a row of the directory shows, in the reader's alphabetical order."""
        return self.select_related("region", "subregion").order_by(alphabetical("name"), "slug")

    def with_confirmation(self):
        """Annotate `confirmed_on`, the last day on which somebody said that the entry is right."""
        return self.annotate(confirmed_on=Max("confirmations__confirmed_on"))

    def of(self, user):
        """The members for which USER holds a post today."""
        return self.filter(appointments__in=user.appointments.current())

    def edited_by(self, user):
        """The members whose entry USER writes today."""
        return self.filter(pk__in=user.appointments.current().editing().values("member"))

    def not_vouched_for_since(self, day):
        """Members whose entry was published, but neither published nor confirmed from DAY on. `vouched_on` says when."""
        published, confirmed = TruncDate(Max("revisions__published_at")), Max("confirmations__confirmed_on")
        return self.annotate(vouched_on=Greatest(published, confirmed)).filter(vouched_on__lt=day)


class Member(models.Model):
    """A state, organisation or network. Being listed here is not being a member: `joined` says since when, if known."""

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

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("ISO alpha-3 code of a state"))
    name = models.CharField(_("name"), max_length=200)
    formal_name = models.CharField(_("formal name"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
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
    joined = EDTFField(_("joined the network"), blank=True)
    left = EDTFField(_("left the network"), blank=True)
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

    def get_absolute_url(self):
        name = "observatory:country" if self.is_state else "observatory:organisation"
        return reverse(name, args=[self.slug])
