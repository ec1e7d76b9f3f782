"""Who chairs the network in which year, and what the bureau leaves to those who come after."""

from django.contrib.postgres.aggregates import JSONBAgg
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.models.people import User
from wpsnet.models import Source, StoredFile


class BureauTermQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year)

    def chairing(self):
        """Without those who launched the network."""
        return self.exclude(role=BureauTerm.Role.LAUNCH)

    def around(self, year):
        """Those who chair in YEAR, the year before and the year after, the earliest first."""
        chairing = self.chairing().filter(year__range=(year - 1, year + 1)).select_related("member")
        return chairing.order_by("year", "role", "member__slug")

    def with_sources(self):
        """With `cited`, the sources as dicts, in the same query."""
        source = JSONObject(key="sources__key", title="sources__title", url="sources__url")
        cited = JSONBAgg(source, filter=Q(sources__isnull=False), order_by=F("sources__key"), default=[])
        return self.annotate(cited=cited)


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

    def get_absolute_url(self):
        return f"{reverse('members:bureau')}#year-{self.year}"


class BureauNoteQuerySet(models.QuerySet):
    def with_files(self):
        """With `kept`, its files as dicts, in the same query."""
        file = JSONObject(pk="files__pk", name="files__name", size="files__size")
        kept = JSONBAgg(file, filter=Q(files__isnull=False), order_by=F("files__pk"), default=[])
        return self.annotate(kept=kept)


class BureauNote(models.Model):
    """What a chair writes into the file of the bureau, which passes from chair to chair."""

    year = models.PositiveSmallIntegerField(_("year of the bureau"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("files"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    objects = BureauNoteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("note of the bureau"), _("notes of the bureau")
        ordering = ["-year", "-written_at"]

    def __str__(self):
        return f"{self.year} #{self.pk}"
