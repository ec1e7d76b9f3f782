from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting
from members.models import Member
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical, in_any_language
from wpsnet.models import Source


class ActionPointQuerySet(models.QuerySet):
    def actions(self):
        """Without the headings (a) to (d)."""
        return self.filter(heading=False)

    def headings(self):
        return self.filter(heading=True)

    def for_page(self):
        """With what is shown beside each point, in the order of the summary."""
        responsible = Prefetch("responsible", Member.objects.order_by(alphabetical("name")))
        return self.select_related("source", "outcome_source").prefetch_related(responsible).order_by("order")

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
        """The due date has passed, and no source says what became of it."""
        return self.without_outcome().filter(due_last__lt=timezone.localdate())


class ActionPoint(models.Model):
    """What a meeting agreed, under the number it has in the chair's summary: (a) is a heading, (a)(i) an action."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="action_points", verbose_name=_("meeting"))
    ref = models.CharField(_("number"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))
    heading = models.BooleanField(_("heading"), default=False)
    text = models.TextField(_("text"))
    responsible = models.ManyToManyField(
        Member, related_name="action_points", blank=True, verbose_name=_("responsible")
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
    def anchor(self):
        return "action-" + self.ref.replace(")(", "-").strip("()")

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
    def is_late(self):
        return bool(self.due_last) and not self.outcome and self.due_last < timezone.localdate()
