"""What waits about who comes to a meeting: delegations to complete and to admit, support to nominate and to decide, input
to read. All of it joins the one query of the desk."""

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import Admission, Delegation, Input, Registration, SupportRequest
from members.rules import posts_of
from wpsnet.dates import in_words
from wpsnet.desk import Asked, Waiting, desk
from wpsnet.languages import shown

MOST = 10


@desk.guest("delegations")
def to_register(user):
    """For those who register: registration is open, and their delegation has not been confirmed."""
    posts = {post.member_id: post.member for post in posts_of(user) if post.edits or post.member.kind != "state"}
    now = timezone.now()
    for member in list(posts.values())[:MOST]:
        confirmed = Delegation.objects.filter(admission=OuterRef("pk"), member=member, confirmed_at__isnull=False)
        rows = Admission.objects.filter(opens_at__lte=now, closes_at__gt=now).exclude(Exists(confirmed))
        rows = rows.exclude(meeting__schedule__is_cancelled=True).order_by("closes_at")
        told = {
            "meeting": shown("name", "meeting__"),
            "slug": F("meeting__slug"),
            "member": Value(member.name),
            "code": Value(member.slug),
            "until": TruncDate("closes_at"),
            "since": TruncDate("opens_at"),
        }
        yield Asked(rows[:MOST], delegation_to_confirm, told)
    if posts:
        asked = SupportRequest.objects.to_nominate().filter(nominator__in=posts).order_by("asked_at")
        told = {
            "member": shown("name", "member__"),
            "code": "nominator__slug",
            "pk": "pk",
            "since": TruncDate("asked_at"),
        }
        yield Asked(asked[:MOST], to_nominate, told)


def delegation_to_confirm(told):
    title = _("%(member)s: the delegation to “%(meeting)s” has not been confirmed") % told
    url = reverse("meetings:delegation", args=[told["code"], told["slug"]])
    return Waiting(
        told["since"], title, url, _("Registration is open until %(until)s.") % {"until": in_words(told["until"])}
    )


def to_nominate(told):
    title = _("%(member)s asks you to nominate somebody for support") % told
    url = reverse("meetings:support", args=[told["code"], told["pk"]])
    return Waiting(told["since"], title, url, _("Without a country that nominates, nothing is decided."))


@desk.guest("admission")
def to_admit(user):
    """For the secretariat."""
    if not user.has_perm("meetings.admit"):
        return
    listed = Registration.objects.filter(delegation=OuterRef("pk"), state=Registration.State.LISTED)
    confirmed = Delegation.objects.filter(Exists(listed), confirmed_at__isnull=False).order_by("confirmed_at")
    told = {
        "member": shown("name", "member__"),
        "meeting": shown("name", "admission__meeting__"),
        "slug": "admission__meeting__slug",
        "since": TruncDate("confirmed_at"),
    }
    yield Asked(confirmed[:MOST], delegation_to_admit, told)
    told = {"meeting": shown("name", "admission__meeting__"), "pk": "pk", "since": TruncDate("nominated_at")}
    yield Asked(SupportRequest.objects.to_decide().order_by("nominated_at")[:MOST], support_to_decide, told)
    told = {
        "meeting": shown("name", "call__meeting__"),
        "slug": "call__meeting__slug",
        "pk": "pk",
        "since": TruncDate("sent_at"),
    }
    yield Asked(Input.objects.waiting().order_by("sent_at")[:MOST], input_to_read, told)


def delegation_to_admit(told):
    title = _("%(member)s: the delegation to “%(meeting)s” waits to be admitted") % told
    return Waiting(told["since"], title, reverse("meetings:registrations", args=[told["slug"]]) + "?state=listed")


def support_to_decide(told):
    title = _("A request for support to come to “%(meeting)s” waits for a decision") % told
    return Waiting(told["since"], title, reverse("meetings:decide_support", args=[told["pk"]]))


def input_to_read(told):
    title = _("An input to “%(meeting)s” waits to be read") % told
    return Waiting(told["since"], title, reverse("meetings:answer_input", args=[told["slug"], told["pk"]]))
