"""Who asks for the floor at a meeting, in which order they speak, and what they hand in of what they say."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from members.models import Member, User
from wpsnet.models import StoredFile


def new_key():
    return secrets.token_urlsafe(24)


class Room(models.Model):
    """The floor of one meeting: its rules, and the screen in the room, which has a secret address."""

    class Order(models.TextChoices):
        REQUEST = "request", _("in the order of the requests")
        PROTOCOL = "protocol", _("by rank of the speaker, then in the order of the requests")

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="room", verbose_name=_("meeting"))
    key = models.CharField(max_length=60, unique=True, default=new_key, editable=False)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("shown in the room now")
    )
    order = models.CharField(_("order of speakers"), max_length=10, choices=Order, default=Order.REQUEST)
    is_open = models.BooleanField(_("delegations may ask for the floor"), default=True)
    minutes_state = models.PositiveSmallIntegerField(_("minutes for a state"), default=3)
    minutes_organisation = models.PositiveSmallIntegerField(_("minutes for an organization"), default=3)
    minutes_civil_society = models.PositiveSmallIntegerField(_("minutes for civil society"), default=3)
    spoken_published_at = models.DateTimeField(_("who spoke is public since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("floor of a meeting"), _("floors of meetings")
        constraints = [
            models.CheckConstraint(
                name="speakers_have_some_time",
                condition=Q(minutes_state__gte=1, minutes_organisation__gte=1, minutes_civil_society__gte=1),
                violation_error_message=_("Give every speaker one minute at least."),
            )
        ]

    def __str__(self):
        return f"{self.meeting_id}"

    def minutes_for(self, member):
        if member.kind == Member.Kind.STATE:
            return self.minutes_state
        civil = member.kind in (Member.Kind.CIVIL_SOCIETY, Member.Kind.PARTNER_NETWORK)
        return self.minutes_civil_society if civil else self.minutes_organisation


class InscriptionQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("member", "item").prefetch_related("texts").order_by("position", "pk")

    def on_the_list(self):
        return self.exclude(state__in=[Inscription.State.WITHDRAWN, Inscription.State.SKIPPED])

    def to_release(self, now):
        """Spoken, with consent and without an embargo that still holds; the list of those who spoke is public."""
        free = Q(embargo_until=None) | Q(embargo_until__lte=now)
        open_rooms = Q(item__meeting__room__spoken_published_at__isnull=False)
        given = self.filter(free, open_rooms, state=Inscription.State.SPOKEN, consent=True, published_at=None)
        return given.filter(texts__isnull=False).distinct()


class Inscription(models.Model):
    """A delegation on the list of speakers of an agenda item. Its text is public with its consent only."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("speaker", "waiting")
        SPEAKING = "speaking", pgettext_lazy("speaker", "has the floor")
        SPOKEN = "spoken", pgettext_lazy("speaker", "has spoken")
        SKIPPED = "skipped", pgettext_lazy("speaker", "was not there when called")
        WITHDRAWN = "withdrawn", pgettext_lazy("speaker", "withdrawn")

    class Rank(models.IntegerChoices):
        HEAD = 1, _("head of state or government")
        MINISTER = 2, _("minister")
        VICE_MINISTER = 3, _("vice-minister")
        AMBASSADOR = 4, _("ambassador or head of delegation")
        OTHER = 5, pgettext_lazy("rank of a speaker", "other")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="inscriptions", verbose_name=_("agenda item"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("delegation"))
    rank = models.PositiveSmallIntegerField(_("rank of the speaker"), choices=Rank, default=Rank.OTHER)
    speaker = models.CharField(_("who speaks, with function"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    position = models.PositiveIntegerField(_("place in the list"), default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("not before"), null=True, blank=True)
    consent = models.BooleanField(_("the text may be published"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = InscriptionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("request for the floor"), _("requests for the floor")
        ordering = ["item", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_request_a_delegation_and_item", fields=["item", "member"], condition=~Q(state="withdrawn")
            ),
            models.UniqueConstraint(name="one_has_the_floor", fields=["item"], condition=Q(state="speaking")),
            models.CheckConstraint(
                name="no_text_without_consent", condition=Q(published_at=None) | Q(consent=True, state="spoken")
            ),
        ]

    def __str__(self):
        return f"{self.item_id}/{self.position}"


class Delivered(models.Model):
    """The text of what a delegation says, in one language: typed or as a file."""

    inscription = models.ForeignKey(
        Inscription, models.CASCADE, related_name="texts", verbose_name=_("request for the floor")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=40_000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    check_against_delivery = models.BooleanField(_("check against delivery"), default=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("text of a statement"), _("texts of statements")
        ordering = ["inscription", "language"]
        constraints = [
            models.UniqueConstraint(name="one_text_a_language", fields=["inscription", "language"]),
            models.CheckConstraint(name="delivered_text_is_there", condition=~Q(text="") | Q(file__isnull=False)),
        ]

    def __str__(self):
        return f"{self.inscription_id} {self.language}"
