"""Who has to do what an action point says, and what each of them has reported of it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models import Plan
from members.models import Member, User
from wpsnet.languages import alphabetical

FRESH = dt.timedelta(days=180)  # who has reported so lately is not asked again


class Progress(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("progress of an action point", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("progress of an action point", "under way")
    DONE = "done", pgettext_lazy("progress of an action point", "done")


class DutyQuerySet(models.QuerySet):
    def with_latest(self, on=None):
        """Annotate `told`, how far the last report of the whole duty says it is on the day ON; None without one."""
        last = Report.objects.standing(on).filter(duty=OuterRef("pk"), member=None).order_by("-published_at", "-pk")
        return self.annotate(told=Subquery(last.values("progress")[:1]))

    def open(self, on=None):
        """Of which nobody has reported that it is done."""
        return self.with_latest(on).filter(Q(told=None) | ~Q(told=Progress.DONE))

    def owing(self, on=None):
        """Open, and its holder has told nothing lately. All members together owe as long as it is open: each is asked."""
        on = on or timezone.localdate()
        lately = Report.objects.standing(on).filter(duty=OuterRef("pk"), published_at__date__gt=on - FRESH)
        return self.open(on).filter(Q(body=Duty.Body.ALL_MEMBERS) | ~Exists(lately))

    def owed_by(self, members, bodies=(), on=None):
        """What MEMBERS, their keys, owe a report of, by name or each as one of all; and what BODIES owe."""
        on = on or timezone.localdate()
        own = Report.objects.standing(on).filter(duty=OuterRef(OuterRef("pk")), member=OuterRef("pk"))
        told = own.filter(Q(progress=Progress.DONE) | Q(published_at__date__gt=on - FRESH))
        silent = Member.objects.in_network(on).filter(~Exists(told), pk__in=members)
        of_all = Q(Exists(silent), body=Duty.Body.ALL_MEMBERS)
        return self.owing(on).filter(Q(member__in=members) | of_all | Q(body__in=bodies))


class Duty(models.Model):
    """One of those who are responsible for an action point: a body of the network, or a member by its name."""

    class Body(models.TextChoices):
        SECRETARIAT = "secretariat", pgettext_lazy("responsible body", "the secretariat")
        CHAIR = "chair", pgettext_lazy("responsible body", "the chair")
        BUREAU = "bureau", pgettext_lazy("responsible body", "the bureau")
        ALL_MEMBERS = "all_members", pgettext_lazy("responsible body", "all members")
        MEMBER = "member", pgettext_lazy("responsible body", "a member by name")

    point = models.ForeignKey(
        "meetings.ActionPoint", models.CASCADE, related_name="duties", verbose_name=_("action point")
    )
    body = models.CharField(_("responsible body"), max_length=15, choices=Body, default=Body.MEMBER)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("country or organization")
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("responsible body"), _("responsible bodies")
        ordering = ["point", "pk"]
        constraints = [
            models.UniqueConstraint(name="member_responsible_once", fields=["point", "member"]),
            models.UniqueConstraint(name="body_responsible_once", fields=["point", "body"], condition=Q(member=None)),
            models.CheckConstraint(
                name="member_is_named_or_a_body_is",
                condition=Q(body="member", member__isnull=False) | (~Q(body="member") & Q(member=None)),
            ),
        ]

    def __str__(self):
        return f"{self.point_id} {self.body} {self.member_id or ''}".strip()

    @property
    def name(self):
        """Who it is, for a reader."""
        return self.member.name if self.member_id else self.get_body_display()


class ReportQuerySet(models.QuerySet):
    def standing(self, on=None):
        """Seen by readers on the day ON, today by default."""
        on = on or timezone.localdate()
        return self.filter(published_at__date__lte=on).filter(Q(withdrawn_at=None) | Q(withdrawn_at__date__gt=on))

    def published(self):
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def proposed(self):
        """Written by somebody who may not publish; whoever publishes for the member decides."""
        return self.filter(published_at=None, withdrawn_at=None)

    def unsettled(self):
        return self.filter(withdrawn_at=None)

    def for_page(self):
        plans = models.Prefetch("plans", Plan.objects.select_related("member").order_by("member__slug", "slug"))
        rows = self.select_related("duty__member", "member").prefetch_related(plans)
        return rows.order_by("-published_at", "-pk")

    def by_name(self):
        """In the alphabetical order of those who report."""
        return self.order_by(alphabetical("name", "member__"), "-published_at", "-pk")


class Report(models.Model):
    """What one of those responsible says of its duty, with the evidence. Where all members are, each reports for itself;
    without a member, a report is of the whole duty. Nothing is deleted: what is withdrawn stays."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports", verbose_name=_("responsible body"))
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_point_reports",
        verbose_name=_("country or organization"),
    )
    progress = models.CharField(_("how far it is"), max_length=10, choices=Progress)
    words = models.TextField(_("what was done"), max_length=4000)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    evidence_url = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    plans = models.ManyToManyField(
        Plan, related_name="action_point_reports", blank=True, verbose_name=_("plans that fulfil it")
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of an action point", "report")
        verbose_name_plural = pgettext_lazy("of action points", "reports")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(name="reports_of_a_duty", fields=["duty", "-published_at"])]
        constraints = [
            models.CheckConstraint(
                name="report_evidence_is_web", condition=Q(evidence_url="") | Q(evidence_url__regex=r"^https?://")
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def reporter(self):
        """Who says so, for a reader."""
        return self.member.name if self.member_id else self.duty.name
