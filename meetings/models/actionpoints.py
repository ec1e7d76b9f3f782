"""What a meeting agreed: numbered points, who is responsible, and the state that follows from what they report."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models.duties import Duty, Progress, Report
from meetings.models.meeting import Meeting
from members.models import Member
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical, column, in_any_language
from wpsnet.models import Source


class State(models.TextChoices):
    """How far an action point is, as far as those responsible have reported. It is found out, never stored."""

    NO_REPORT = "no_report", pgettext_lazy("state of an action point", "no report given")
    NOT_BEGUN = "not_begun", pgettext_lazy("state of an action point", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("state of an action point", "under way")
    DONE = "done", pgettext_lazy("state of an action point", "done")


class ActionPointQuerySet(models.QuerySet):
    def with_state(self, on=None):
        """Annotate `state` as of the day ON, today by default. Done is what the last report of each duty says is done."""
        reports = Report.objects.standing(on).filter(duty__point=OuterRef("pk"))
        begun = reports.exclude(progress=Progress.NOT_BEGUN)
        state = Case(
            When(~Exists(reports), then=Value(State.NO_REPORT)),
            When(~Exists(Duty.objects.open(on).filter(point=OuterRef("pk"))), then=Value(State.DONE)),
            When(Exists(begun), then=Value(State.UNDER_WAY)),
            default=Value(State.NOT_BEGUN),
            output_field=CharField(),
        )
        return self.annotate(state=state)

    def open(self, on=None):
        """Of which nobody says that it is done: neither those responsible nor a source."""
        return self.with_state(on).exclude(state=State.DONE).without_outcome()

    def actions(self):
        """Without the headings (a) to (d)."""
        return self.filter(heading=False)

    def headings(self):
        return self.filter(heading=True)

    def for_page(self):
        """With what is shown beside each point, in the order of the summary."""
        responsible = Prefetch("responsible", Member.objects.order_by(alphabetical("name")))
        bodies = ArraySubquery(Duty.objects.filter(point=OuterRef("pk"), member=None).order_by("pk").values("body"))
        rows = self.with_state().annotate(bodies=bodies).select_related("source", "outcome_source")
        return rows.prefetch_related(responsible).order_by("order")

    def for_list(self):
        """The ledger: across meetings, newest first, each point with its meeting and the headings it may stand under."""
        headings = Prefetch("meeting__action_points", ActionPoint.objects.headings(), to_attr="headings")
        return (
            self.for_page()
            .select_related("meeting__source")
            .prefetch_related(headings)
            .order_by("-meeting__first", "meeting__slug", "order")
        )

    def with_outcome(self):
        return self.filter(in_any_language("outcome__gt", ""))

    def without_outcome(self):
        return self.exclude(in_any_language("outcome__gt", ""))

    def late(self):
        """The due date has passed, and nobody says that it is done."""
        return self.open().filter(due_last__lt=timezone.localdate())


class ActionPoint(models.Model):
    """What a meeting agreed, under the number it has in the chair's summary: (a) is a heading, (a)(i) an action."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="action_points", verbose_name=_("meeting"))
    ref = models.CharField(_("number"), max_length=20)
    number = models.CharField(_("number as this language writes it"), max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    heading = models.BooleanField(_("heading"), default=False)
    text = models.TextField(_("text"))
    responsible = models.ManyToManyField(
        Member, through=Duty, related_name="action_points", blank=True, verbose_name=_("responsible")
    )
    responsible_words = models.CharField(_("responsible, in words"), max_length=300, blank=True)
    due = EDTFField(_("due"), last="due_last", blank=True)
    due_last = models.DateField(null=True, editable=False)
    locator = models.CharField(_("place in the source"), max_length=60, blank=True)
    outcome = models.TextField(_("what became of it"), blank=True)
    outcome_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source of the outcome")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("action point"), _("action points")
        ordering = ["meeting", "order"]
        constraints = [
            models.UniqueConstraint(name="action_point_number_once", fields=["meeting", "ref"]),
            models.UniqueConstraint(name="action_point_order_once", fields=["meeting", "order"]),
            models.CheckConstraint(
                name="action_point_number_is_two_levels", condition=Q(ref__regex=r"^\([a-z]\)(\([ivx]+\))?$")
            ),
            models.CheckConstraint(
                name="heading_has_one_level", condition=Q(heading=False) | Q(ref__regex=r"^\([a-z]\)$")
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.ref}"

    @property
    def slug(self):
        """Its number in an address: a-i."""
        return self.ref.replace(")(", "-").strip("()")

    @property
    def anchor(self):
        return f"action-{self.slug}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#{self.anchor}"

    @property
    def group(self):
        """The number of the heading that it stands under: (a) for (a)(i)."""
        return self.ref[:3]

    @property
    def heading_point(self):
        """The heading itself, or None; of a point that for_list() has fetched."""
        return next((point for point in self.meeting.headings if point.ref == self.group), None)

    @property
    def own_page(self):
        """The address of its reports; its place in the chair's summary is get_absolute_url()."""
        return reverse("meetings:action_point", args=[self.pk])

    @property
    def shown_number(self):
        """Its number as the reader's language writes it, or as English does."""
        return getattr(self, column("number", get_language() or "en")) or self.ref

    @property
    def state_label(self):
        """Of a point that with_state() has found."""
        return State(self.state).label

    @property
    def body_labels(self):
        """The bodies that are responsible, of a point that for_page() has fetched."""
        return [Duty.Body(body).label for body in self.bodies]

    @property
    def is_late(self):
        """Due, and nobody says that it is done; of a point that with_state() has found."""
        passed = bool(self.due_last) and self.due_last < timezone.localdate()
        return passed and not self.outcome and self.state != State.DONE
