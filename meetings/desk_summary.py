"""What waits about chair's summaries: one to begin, corrections to answer, and one that delegations may correct. All of it
joins the one query of the desk."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import ChairSummary, Meeting, Paper, Suggestion
from meetings.rules import speaks_for_a_delegation
from members.rules import is_bureau, posts_of
from wpsnet.dates import in_words
from wpsnet.desk import Asked, Waiting, desk
from wpsnet.languages import shown

MOST = 10
ASKED_FOR = dt.timedelta(days=366)  # after that, a summary that nobody wrote is not asked for any more


@desk.guest("chair's summaries")
def summaries(user):
    led = [post.member_id for post in posts_of(user) if post.role == "focal_point"]
    is_in_bureau = is_bureau(user)
    mine = Meeting.objects.all() if is_in_bureau else Meeting.objects.filter(chairs__in=led)
    if user.secretariat or is_in_bureau or led:
        meetings = Meeting.objects.all() if user.secretariat else mine
        yield Asked(to_begin(meetings)[:MOST], begin, about_meeting() | {"since": "last"})
    if is_in_bureau or led:
        yield Asked(to_answer(mine)[:MOST], answer, about_meeting("meeting__") | {"since": TruncDate("oldest")})
    if speaks_for_a_delegation(user):
        told = about_meeting("meeting__") | {"until": "correct_until", "since": TruncDate("circulated_at")}
        yield Asked(to_correct()[:MOST], correct, told)


def about_meeting(prefix=""):
    return {"meeting": shown("name", prefix), "slug": f"{prefix}slug"}


def to_begin(meetings):
    """Those of MEETINGS that were prepared here and are over, without a summary, neither begun nor as a paper."""
    today = timezone.localdate()
    papers = Paper.objects.filter(meeting=OuterRef("pk"), kind=Paper.Kind.SUMMARY)
    over = Meeting.objects.filter(pk__in=meetings.values("pk"), last__lt=today, last__gte=today - ASKED_FOR)
    return over.filter(~Exists(papers), schedule__is_cancelled=False, chair_summary=None).order_by("last")


def to_answer(meetings):
    """Summaries of MEETINGS in which a delegation waits for an answer, with the day of the `oldest` suggestion."""
    waiting = Suggestion.objects.filter(accepted=None, paragraph__summary=OuterRef("pk")).order_by("written_at")
    rows = ChairSummary.objects.filter(meeting__in=meetings.values("pk"))
    return rows.annotate(oldest=Subquery(waiting.values("written_at")[:1])).exclude(oldest=None).order_by("oldest")


def to_correct():
    on_time = Q(correct_until=None) | Q(correct_until__gte=timezone.localdate())
    return ChairSummary.objects.filter(on_time, state=ChairSummary.State.CIRCULATED).order_by("circulated_at")


def begin(told):
    title = _("“%(meeting)s” is over: its chair’s summary has not been begun") % told
    return Waiting(told["since"], title, reverse("meetings:write_summary", args=[told["slug"]]))


def answer(told):
    title = _("Corrections to the chair’s summary of “%(meeting)s” wait for an answer") % told
    return Waiting(told["since"], title, reverse("meetings:write_summary", args=[told["slug"]]))


def correct(told):
    title = _("The chair’s summary of “%(meeting)s” can be read and corrected") % told
    until = told["until"] and _("Delegations suggest corrections until %(date)s.") % {"date": in_words(told["until"])}
    return Waiting(told["since"], title, reverse("meetings:circulated", args=[told["slug"]]), until or "")
