"""What waits about resources: proposals to publish, and plans that say to have taken a practice over."""

from django.db.models import F
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from members.rules import posts_of
from observatory.models import Correction, PracticeUse, Resource
from wpsnet.desk import Asked, Waiting, desk
from wpsnet.languages import shown

MOST = 5


@desk.guest("resources")
def resources(user):
    published = [post.member_id for post in posts_of(user) if post.publishes]
    if not published and not user.secretariat:
        return
    told = {"title": shown("title"), "pk": "pk", "member": shown("name", "member__"), "since": TruncDate("written_at")}
    waiting = Resource.objects.proposed().exclude(written_by=user).order_by("written_at")
    yield Asked((waiting if user.secretariat else waiting.filter(member__in=published))[:MOST], proposed, told)
    if published:
        uses = PracticeUse.objects.filter(practice__member__in=published, confirmed_by_practice_at=None)
        told = {
            "title": shown("title", "practice__"),
            "pk": F("practice"),
            "member": shown("name", "plan__member__"),
            "since": TruncDate("said_at"),
        }
        yield Asked(uses.order_by("said_at")[:MOST], used, told)


def proposed(told):
    title = _("%(member)s: “%(title)s” waits for you to publish it") % told
    return Waiting(told["since"], title, reverse("observatory:edit_resource", args=[told["pk"]]))


def used(told):
    title = _("%(member)s says that its plan took over your practice: is that so?") % told
    return Waiting(told["since"], title, reverse("observatory:resource", args=[told["pk"]]) + "#plans", told["title"])


@desk.guest("corrections")
def corrections(user):
    """To the secretariat all, to those who publish for a member what is said of its pages."""
    published = [post.member_id for post in posts_of(user) if post.publishes]
    if not published and not user.secretariat:
        return
    waiting = Correction.objects.waiting().order_by("sent_at")
    told = {"page": "page", "pk": "pk", "since": TruncDate("sent_at")}
    yield Asked((waiting if user.secretariat else waiting.filter(member__in=published))[:MOST], reported, told)


def reported(told):
    title = _("A reader reports an error on %(page)s") % told
    return Waiting(told["since"], title, reverse("observatory:answer_correction", args=[told["pk"]]))
