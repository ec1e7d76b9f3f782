"""Is the entry still right? Asked of every member in rounds; what came back, and what did not."""

import datetime as dt
import itertools

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models.appointments import Appointment
from members.models.member import Member
from members.models.people import User
from members.models.profile import Confirmation
from wpsnet.dates import months_between, months_later
from wpsnet.models import Delivery, Mailing

HALF_A_MONTH = 15


class VerificationSchedule(models.Model):
    """The one row that says when the next round begins. The secretariat sets it."""

    months = models.PositiveSmallIntegerField(_("months between two rounds"), default=6)
    next_on = models.DateField(_("next round begins on"))
    is_on = models.BooleanField(_("rounds begin by themselves"), default=True)

    class Meta:
        verbose_name, verbose_name_plural = _("schedule of the rounds"), _("schedules of the rounds")
        constraints = [
            models.CheckConstraint(name="one_verification_schedule", condition=Q(pk=1)),
            models.CheckConstraint(
                name="rounds_are_one_to_24_months_apart", condition=Q(months__gte=1, months__lte=24)
            ),
        ]

    def __str__(self):
        return f"{self.months} months, {self.next_on}"

    @classmethod
    def current(cls):
        """The schedule; where nobody has set one, what holds until then, not saved."""
        return cls.objects.first() or cls.usual()

    @classmethod
    def usual(cls):
        return cls(pk=1, months=6, next_on=months_later(timezone.localdate(), 6))

    def next_after(self, day):
        """When the next round begins if one began on DAY: the next on the calendar that is half a period away or more,
        so that a round that came late, or was begun by hand, is not followed at once by another."""
        days = (months_later(self.next_on, count * self.months) for count in itertools.count())
        return next(later for later in days if (later - day).days >= self.months * HALF_A_MONTH)


class VerificationRoundQuerySet(models.QuerySet):
    def with_counts(self):
        """Annotate how many members were `asked`, have `confirmed`, said what is not right (`noted`), or are `silent`."""
        counts = {"asked": Count("pk")} | {
            answer.value: Count("pk", filter=Q(answer=answer)) for answer in Verification.Answer
        }
        asked = Verification.objects.filter(round=OuterRef("pk")).with_answer().order_by().values("round")
        return self.annotate(
            **{name: Coalesce(Subquery(asked.annotate(n=count).values("n")), 0) for name, count in counts.items()}
        )


class VerificationRound(models.Model):
    """One round; the day it opened is its name. Two on one day cannot be."""

    opened_on = models.DateField(_("opened on"), unique=True)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = VerificationRoundQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("verification round"), _("verification rounds")
        ordering = ["-opened_on"]

    def __str__(self):
        return str(self.opened_on)

    def get_absolute_url(self):
        return reverse("members:round", args=[self.pk])

    @property
    def key(self):
        """Under which the outbox keeps the mailing of this round; those of its reminders begin with it."""
        return f"verification-{self.opened_on}"

    def mails(self):
        """What became of its mails, the question first, then the reminders: how many are sent, open, failed, skipped."""
        rows = Delivery.objects.filter(mailing__key__startswith=self.key).order_by("mailing")
        of_state = {
            "sent": Q(state=Delivery.State.SENT),
            "open": Q(state__in=Delivery.OPEN),
            "failed": Q(state__in=[Delivery.State.FAILED, Delivery.State.UNCERTAIN]),
            "skipped": Q(state=Delivery.State.SKIPPED),
        }
        counts = {name: Count("pk", filter=condition) for name, condition in of_state.items()}
        return rows.values("mailing", reminder=F("mailing__context__reminder")).annotate(**counts)


def what_came_back():
    """Two conditions of a verification: the entry was confirmed, or said to be wrong, before it was asked about again."""
    end = Coalesce(OuterRef("asked_again_on"), Value(dt.date.max))
    since = {"member": OuterRef("member")}
    confirmed = Confirmation.objects.filter(**since, confirmed_on__gte=OuterRef("asked_on"), confirmed_on__lt=end)
    noted = EntryNote.objects.filter(**since, written_at__date__gte=OuterRef("asked_on"), written_at__date__lt=end)
    return Exists(confirmed), Exists(noted)


class VerificationQuerySet(models.QuerySet):
    def with_answer(self):
        """Annotate `answer`, one of Verification.Answer: what came back before the member was asked again."""
        confirmed, noted = what_came_back()
        answer = Case(
            When(confirmed, then=Value("confirmed")),
            When(noted, then=Value("noted")),
            default=Value("silent"),
            output_field=CharField(),
        )
        return self.annotate(answer=answer)

    def unanswered(self):
        """Neither confirmed nor told to be wrong. Asked without the words of `answer`, so that the database can look for
        all at once."""
        confirmed, noted = what_came_back()
        return self.filter(~confirmed, ~noted)

    def silent(self, on=None):
        """Of the latest round: not answered in SILENT_AFTER days, reminders included."""
        day = (on or timezone.localdate()) - Verification.SILENT_AFTER
        return self.unanswered().filter(is_latest=True, asked_on__lte=day)

    def for_list(self):
        """With what a row shows of its member, `confirmed_on`, and the posts that edit the entry."""
        confirmed = Confirmation.objects.filter(member=OuterRef("member")).order_by("-confirmed_on")
        returned = Exists(ContactCase.objects.open().filter(person=OuterRef("person")))
        editing = Appointment.objects.editing().select_related("person").annotate(mail_came_back=returned)
        return (
            self.with_answer()
            .annotate(confirmed_on=Subquery(confirmed.values("confirmed_on")[:1]))
            .select_related("round", "member__region", "member__subregion")
            .prefetch_related(Prefetch("member__appointments", editing.order_by("role", "pk"), to_attr="editing"))
        )

    def with_times(self):
        """Annotate `times`, how often the member was asked: the round with its reminders, and single questions since."""
        number = BigIntegerField()
        mailings = Mailing.objects.annotate(
            of_round=Cast(KeyTextTransform("round", "context"), number),
            of_member=Cast(KeyTextTransform("member", "context"), number),
        ).filter(
            Q(of_round=OuterRef("round")) | Q(of_member=OuterRef("member"), created_at__date__gte=OuterRef("asked_on")),
            template="still_right",
        )
        counted = mailings.order_by().values("template").annotate(rows=Count("pk")).values("rows")
        return self.annotate(times=Coalesce(Subquery(counted), 0))


class Verification(models.Model):
    """The question of one round to one member. What was answered follows from the confirmations and notes since."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("answer", "confirmed")
        NOTED = "noted", pgettext_lazy("answer", "something is not right")
        SILENT = "silent", pgettext_lazy("answer", "no answer")

    REMIND_AFTER = [dt.timedelta(days=14), dt.timedelta(days=30)]
    SILENT_AFTER = dt.timedelta(days=30)

    round = models.ForeignKey(VerificationRound, models.CASCADE, related_name="verifications")
    member = models.ForeignKey(Member, models.PROTECT, related_name="verifications", verbose_name=_("member"))
    asked_on = models.DateField(_("asked on"))
    is_latest = models.BooleanField(default=True, help_text="the member has not been asked again since")
    asked_again_on = models.DateField(null=True, blank=True, help_text="what is answered from then on is not for this")

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("verification"), _("verifications")
        constraints = [
            models.UniqueConstraint(name="one_verification_per_round_and_member", fields=["round", "member"]),
            models.UniqueConstraint(name="one_latest_verification", fields=["member"], condition=Q(is_latest=True)),
        ]

    def __str__(self):
        return f"{self.round_id} {self.member_id}"

    @property
    def answer_in_words(self):
        return Verification.Answer(self.answer).label

    @property
    def asked(self):
        """The posts that were asked; the rows come with `for_list`."""
        held = (post for post in self.member.editing if post.since <= self.asked_on)
        return [post for post in held if post.until is None or post.until >= self.asked_on]

    @property
    def months(self):
        """For how many months nobody has confirmed the entry; None where nobody ever has."""
        return months_between(self.confirmed_on, timezone.localdate()) if self.confirmed_on else None


def with_silence(members):
    """MEMBERS with `asked_in_vain_on`, the day of the question that nobody answered, reminders included; else None."""
    silent = Verification.objects.silent().filter(member=OuterRef("pk"))
    return members.annotate(asked_in_vain_on=Subquery(silent.values("asked_on")))


class EntryNoteQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def visible_to(self, user):
        """All to the secretariat, and those on the entries that USER writes today to her."""
        return self if user.secretariat else self.filter(member__in=Member.objects.edited_by(user))


class EntryNote(models.Model):
    """What somebody who was asked wrote instead of signing in: this is no longer right."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="entry_notes", verbose_name=_("member"))
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+", verbose_name=_("appointment"))
    words = models.TextField(_("what is not right"), max_length=4000)
    written_at = models.DateTimeField(_("written at"), db_default=Now())
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.CharField(max_length=64, unique=True, help_text="hash of the link, which takes one note")

    objects = EntryNoteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("note on an entry"), _("notes on entries")
        ordering = ["-written_at"]

    def __str__(self):
        return f"{self.member_id} #{self.pk}"


class ContactCaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def visible_to(self, user):
        """All to the secretariat; to a focal point those of her team, but no protected person's besides her own."""
        if user.secretariat:
            return self
        led = user.appointments.current().leading().values("member")
        team = Appointment.objects.current().filter(member__in=led).values("person")
        return self.filter(Q(person__at_risk=False) | Q(person=user), person__in=team)

    def for_list(self):
        """Open ones first, the oldest before; each person with the posts that she holds today."""
        posts = Appointment.objects.current().select_related("member").order_by("member__slug", "role")
        return (
            self.select_related("person", "closed_by", "delivery__mailing")
            .prefetch_related(Prefetch("person__appointments", posts, to_attr="posts"))
            .order_by(F("closed_at").desc(nulls_first=True), "opened_at")
        )


class ContactCase(models.Model):
    """Mail to a person came back for good: somebody must find out how she is reached now."""

    class Outcome(models.TextChoices):
        RIGHT = "right", _("the address is right after all")
        CORRECTED = "corrected", _("the address was corrected")
        LEFT = "left", _("the person has left the post")

    person = models.ForeignKey(User, models.PROTECT, related_name="contact_cases", verbose_name=_("person"))
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="+", verbose_name=_("mail"))
    reason = models.CharField(_("what the mail server said"), max_length=300)
    opened_at = models.DateTimeField(_("opened at"), db_default=Now())
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    objects = ContactCaseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("contact to verify"), _("contacts to verify")
        ordering = [F("opened_at").asc()]
        constraints = [
            models.UniqueConstraint(name="one_open_case_per_person", fields=["person"], condition=Q(closed_at=None)),
            models.CheckConstraint(
                name="closed_case_has_its_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


def posts_with_open_case(user):
    """Today's posts whose holder our mail does not reach, one for each person: her own, and those of the teams that USER
    leads, without protected people. `case` and `case_opened_at` tell of the case."""
    case = ContactCase.objects.open().filter(person=OuterRef("person"))
    led = user.appointments.current().leading().values("member")
    posts = Appointment.objects.current().filter(Q(person=user) | Q(member__in=led, person__at_risk=False))
    told = {"case": Subquery(case.values("pk")), "case_opened_at": Subquery(case.values("opened_at"))}
    return posts.annotate(**told).exclude(case=None).select_related("person").order_by("person").distinct("person")
