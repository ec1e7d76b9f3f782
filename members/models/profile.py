"""The country page's own words: a draft that its people share, and the revisions that were published.

A text is Markdown; `texts` maps a section to its languages: {"setup": {"en": "…", "fr": "…"}}.
"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from members.models.member import Member
from members.models.people import User


class Section(models.TextChoices):
    """The questions that every member's page answers, in this order."""

    SETUP = "setup", _("Who is responsible, and how the work is set up")
    COORDINATION = "coordination", _("How ministries and partners work together")
    ACCOUNTABILITY = "accountability", _("Who watches over the action plan")
    ADVISERS = "advisers", _("Gender advisers in the ministries of defence and the interior")
    POLICE = "police", _("Police gender focal point")
    LAWS = "laws", _("Laws and policies")
    SECURITY_SECTOR = "security_sector", _("Women in the security sector")


class ProfileRevisionQuerySet(models.QuerySet):
    def latest_of(self, member):
        """The published revision of MEMBER, or None where nothing has been published."""
        return self.filter(member=member).select_related("published_by").order_by("-number").first()


class ProfileRevision(models.Model):
    """What was published, word for word. Never changed: restoring an old one publishes it again."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="revisions", verbose_name=_("member"))
    number = models.PositiveIntegerField(_("number"))
    texts = models.JSONField(default=dict)
    published_at = models.DateTimeField(_("published at"), db_default=Now())
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("published by"))
    restored_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProfileRevisionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("revision"), _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one_revision_per_number", fields=["member", "number"]),
            models.CheckConstraint(name="revisions_count_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self):
        return f"{self.member_id} #{self.number}"


class ProfileDraft(models.Model):
    """The words being written, one draft a member. `version` counts the savings, so that two people cannot overwrite
    each other unseen; `based_on` is the number of the revision that was open when it was begun (0: none)."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="draft", verbose_name=_("member"))
    texts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved at"), db_default=Now())
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("saved by"))

    class Meta:
        verbose_name, verbose_name_plural = _("draft"), _("drafts")

    def __str__(self):
        return f"{self.member_id} v{self.version}"


class Confirmation(models.Model):
    """Somebody who answers for the member has said that the entry is still right."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="confirmations", verbose_name=_("member"))
    revision = models.PositiveIntegerField(_("revision"), default=0)
    confirmed_on = models.DateField(_("confirmed on"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("confirmed by"))

    class Meta:
        verbose_name, verbose_name_plural = _("confirmation"), _("confirmations")
        ordering = ["-confirmed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_confirmation_a_day", fields=["member", "confirmed_by", "confirmed_on", "revision"]
            )
        ]

    def __str__(self):
        return f"{self.member_id} {self.confirmed_on}"
