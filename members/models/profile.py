"""The country page's own words: a draft that its people share, and the revisions that were published.

A text is Markdown; `texts` maps a section to its languages: {"setup": {"en": "…", "fr": "…"}}.
"""

from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Now
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

    @property
    def hint(self):
        """What an answer might say, for somebody who writes it for the first time."""
        return HINTS[self]


HINTS = {
    Section.SETUP: _("Name the ministry or office in charge, and the team that does the work."),
    Section.COORDINATION: _("For example a working group: who sits in it, who leads it, how often it meets."),
    Section.ACCOUNTABILITY: _("For example parliament, an ombudsperson or civil society: who checks, and how."),
    Section.ADVISERS: _(
        "Say whether there are gender advisers, how many, and where they work. Name posts, not people."
    ),
    Section.POLICE: _(
        "Say whether the police has a gender focal point, and in which unit. Name the post, not the person."
    ),
    Section.LAWS: _("List the most important ones with their year, and a link if there is one."),
    Section.SECURITY_SECTOR: _("Give shares or numbers with their year: armed forces, police, missions abroad."),
}


def in_order(texts):
    """TEXTS as the page shows them: every question with its answers by language, in the order of the page."""
    return [(section, texts.get(section, {})) for section in Section]


class ProfileRevisionQuerySet(models.QuerySet):
    def latest_of(self, member):
        """The published revision of MEMBER, or None where nothing has been published."""
        return self.filter(member=member).select_related("published_by").order_by("-number").first()

    def latest_texts(self):
        """The words that readers see, for a query about rows with a `member`."""
        return self.filter(member=OuterRef("member")).order_by("-number").values("texts")[:1]


class ProfileRevision(models.Model):
    """What was published, word for word. Never changed: an old one that is restored is published again."""

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

    @property
    def sections(self):
        return in_order(self.texts)


class ProfileDraftQuerySet(models.QuerySet):
    def of(self, member, published):
        """The draft of MEMBER; where nobody has begun one, an unsaved one that repeats the revision PUBLISHED, if any."""
        draft = self.filter(member=member).select_related("saved_by").first()
        return draft or self.model.begun_from(member, published)

    def unpublished(self):
        """Drafts whose words differ from those that readers see."""
        published = Coalesce(Subquery(ProfileRevision.objects.latest_texts()), Value({}, models.JSONField()))
        return self.annotate(published_texts=published).exclude(texts=F("published_texts"))


class ProfileDraft(models.Model):
    """The words being written, one draft a member, from its first saving on for ever: a published draft repeats what was
    published. So `version`, which counts the changes, never begins again, and two people cannot overwrite each other
    unseen. `based_on` is the number of the revision that the draft started from (0: none)."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="draft", verbose_name=_("member"))
    texts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("saved at"), db_default=Now())
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("saved by"))

    objects = ProfileDraftQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("draft"), _("drafts")

    def __str__(self):
        return f"{self.member_id} v{self.version}"

    @classmethod
    def begun_from(cls, member, published):
        texts, number = (published.texts, published.number) if published else ({}, 0)
        return cls(member=member, version=0, texts=texts, based_on=number)

    @property
    def sections(self):
        return in_order(self.texts)

    def texts_at(self, version):
        """The words that this draft had at VERSION, from its history; None where there was no such version."""
        return self.history.filter(version=version).order_by("pgh_id").values_list("texts", flat=True).first()


class ConfirmationQuerySet(models.QuerySet):
    def latest_of(self, member):
        return self.filter(member=member).select_related("confirmed_by").first()


class Confirmation(models.Model):
    """Somebody who answers for the member has said that the entry is still right."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="confirmations", verbose_name=_("member"))
    revision = models.PositiveIntegerField(_("revision"), default=0)
    confirmed_on = models.DateField(_("confirmed on"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("confirmed by"))

    objects = ConfirmationQuerySet.as_manager()

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
