"""Asking members what they want to tell: a call with a deadline, and what came of it, member by member."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Member, User
from newsletters.models.editions import Edition, Item
from wpsnet.models import StoredFile


class Call(models.Model):
    """Goes out once, to the focal points and the representatives of civil society."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="call", verbose_name=_("edition"))
    deadline = models.DateField(_("deadline"))
    opened_at = models.DateTimeField(_("opened at"), db_default=Now())
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))

    class Meta:
        verbose_name, verbose_name_plural = _("call"), _("calls")

    def __str__(self):
        return f"#{self.edition_id}"

    def get_absolute_url(self):
        return reverse("newsletters:call", args=[self.edition.number])


class ContributionQuerySet(models.QuerySet):
    def open(self):
        """Asked, and nothing came yet."""
        return self.filter(submitted_at=None, declined_at=None)

    def submitted(self):
        return self.exclude(submitted_at=None)

    def waiting(self):
        """Came in, and is not an item yet."""
        return self.submitted().filter(item=None, set_aside_at=None)


class Contribution(models.Model):
    """What one member answered to a call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="contributions", verbose_name=_("call"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("member"))
    section = models.CharField(_("section"), max_length=20, choices=Item.Section, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    link = models.CharField(_("where more can be read"), max_length=500, blank=True)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_text = models.CharField(
        _("what the picture shows, for those who do not see it"), max_length=300, blank=True
    )
    submitted_at = models.DateTimeField(_("sent in at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)
    item = models.OneToOneField(
        Item, models.SET_NULL, null=True, blank=True, related_name="contribution", verbose_name=_("item")
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("contribution"), _("contributions")
        ordering = ["call", "member__slug"]
        constraints = [
            models.UniqueConstraint(name="one_contribution_per_member", fields=["call", "member"]),
            models.CheckConstraint(
                name="contribution_is_sent_or_declined", condition=Q(submitted_at=None) | Q(declined_at=None)
            ),
            models.CheckConstraint(
                name="contribution_says_something",
                condition=Q(submitted_at=None) | (~Q(title="") & ~Q(text="") & ~Q(language="")),
            ),
            models.CheckConstraint(name="picture_is_told_in_words", condition=Q(picture=None) | ~Q(picture_text="")),
        ]

    def __str__(self):
        return f"{self.call_id} {self.member_id}"
