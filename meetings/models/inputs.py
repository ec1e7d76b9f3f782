"""A call for input to a meeting, and what people send, also those who cannot come: without an account."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.meeting import Meeting
from wpsnet.models import StoredFile


class InputCall(models.Model):
    """What a meeting asks everybody, and from which day to which."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="input_call", verbose_name=_("meeting"))
    opens = models.DateField(_("first day"))
    closes = models.DateField(_("last day"))
    questions = models.TextField(_("what is asked"), max_length=3000)

    class Meta:
        verbose_name, verbose_name_plural = _("call for input"), _("calls for input")
        constraints = [
            models.CheckConstraint(
                name="call_for_input_lasts_a_day",
                condition=Q(opens__lte=F("closes")),
                violation_error_message=_("The last day must not come before the first."),
            )
        ]

    def __str__(self):
        return f"{self.meeting_id}"

    @property
    def is_open(self):
        return self.opens <= timezone.localdate() <= self.closes

    @property
    def is_over(self):
        return timezone.localdate() > self.closes


class InputQuerySet(models.QuerySet):
    def public(self):
        return self.filter(state=Input.State.PUBLISHED)

    def waiting(self):
        return self.filter(state=Input.State.WAITING)


class Input(models.Model):
    """One answer to the call. The secretariat reads it; with the consent of who sent it, it may be published."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("input", "not read yet")
        PUBLISHED = "published", pgettext_lazy("input", "published")
        KEPT = "kept", pgettext_lazy("input", "read, not published")

    call = models.ForeignKey(InputCall, models.CASCADE, related_name="inputs", verbose_name=_("call for input"))
    name = models.CharField(_("your name"), max_length=150, blank=True)
    organisation = models.CharField(_("your organization or group"), max_length=200, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    language = models.CharField(_("language of your words"), max_length=10, choices=settings.LANGUAGES, default="en")
    text = models.TextField(_("your input"), max_length=10_000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    may_publish = models.BooleanField(_("this may be published"), default=False)
    may_name = models.BooleanField(_("with my name and organization"), default=False)
    digest = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    answer = models.TextField(_("answer of the secretariat"), max_length=3000, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = InputQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = pgettext_lazy("noun", "input"), _("inputs")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(name="input_says_something", condition=~Q(text="") | Q(file__isnull=False)),
            models.UniqueConstraint(name="input_once", fields=["call", "digest"]),
            models.CheckConstraint(
                name="only_with_consent_is_input_published", condition=~Q(state="published") | Q(may_publish=True)
            ),
            models.CheckConstraint(
                name="read_input_says_who_read_it",
                condition=Q(state="waiting") | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"  # never the name: this string reaches logs

    def get_absolute_url(self):
        return reverse("meetings:answer_input", args=[self.call.meeting.slug, self.pk])

    @property
    def public_name(self):
        """Who sent it, as readers see it."""
        named = ", ".join(filter(None, [self.name, self.organisation])) if self.may_name else ""
        return named or _("somebody who is not named")
