"""One action point in public, and the reports of those responsible for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionplans.filters import DayForm
from meetings import reporting
from meetings.actions import reports as actions
from meetings.forms.reports import ReportForm
from meetings.models import ActionPoint, Duty, Meeting, Report
from meetings.reporting import answered, parties_of, silent, with_reports
from members.naming import name_for
from members.typed import keeps_typed_text, sent
from wpsnet.documents import document_response
from wpsnet.mentions import mentions_of
from wpsnet.public_cache import public_page

VERBS = {"publish": actions.publish, "withdraw": actions.withdraw}


@public_page
def detail(request, pk):
    """What each of those responsible says of the point, on any day; and who says nothing."""
    form = DayForm(request.GET)
    rows = with_reports(
        ActionPoint.objects.actions().for_page().select_related("meeting__source", "meeting__chair_summary"), form.day
    )
    point = get_object_or_404(rows.prefetch_related("carried_to__meeting"), pk=pk)
    told = [
        (duty, answered(duty), list(silent(duty, form.day)) if duty.body == Duty.Body.ALL_MEMBERS else [])
        for duty in point.told
    ]
    context = {"point": point, "meeting": point.meeting, "told": told, "form": form, "section": "actions"}
    context["mentions"] = mentions_of(f"/action-points/{point.pk}/")
    context["practices"] = point.resources.published().select_related("member").order_by("-made_last", "pk")
    return render(request, "meetings/action_point.html", context, status=200 if form.is_valid() else 400)


@public_page
def follow_up(request, slug):
    """The annex for the next meeting: what became of each point that this one agreed, on any day."""
    meeting = get_object_or_404(Meeting, slug=slug)
    form = DayForm(request.GET)
    match request.GET.get("format", "html"):
        case "pdf" if form.is_valid():
            return document_response(request, "follow-up", f"{slug}.{form.day.isoformat()}")
        case "html" | "pdf":
            context = reporting.follow_up(meeting, form.day) | {"form": form, "section": "actions"}
            return render(request, "meetings/follow_up.html", context, status=200 if form.is_valid() else 400)
    raise Http404(_("This page cannot be had in that format."))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
def report(request, pk):
    """Everybody reads the point; whoever is not responsible for it is told so."""
    points = ActionPoint.objects.actions().with_state().select_related("meeting")
    point = get_object_or_404(points, pk=pk)
    parties = list(parties_of(request.user, point))
    if not parties:
        raise PermissionDenied(_("Only those who are responsible for this action point report on it."))
    form = ReportForm(sent(request), parties=parties)
    if request.method == "POST" and form.is_valid():
        told = form.report()
        publishes = request.user.has_perm("meetings.publish_report", told)
        actions.tell(told, form.plans(), by=request.user, publishes=publishes)
        said = (
            _("Saved. Readers see it now.") if publishes else _("Saved as a proposal. It waits for those who publish.")
        )
        messages.success(request, said)
        return redirect("meetings:report", point.pk)
    context = {"point": point, "form": form, "reports": reports_of(request.user, point, parties), "section": "desk"}
    return render(request, "meetings/report.html", context, status=400 if request.method == "POST" else 200)


def reports_of(user, point, parties):
    """The reports of POINT in which USER has a say, with their writers as she may know them."""
    spoken = {(party.duty.pk, party.member_id) for party in parties}
    rows = Report.objects.unsettled().filter(duty__point=point).for_page().select_related("written_by")
    rows = [row for row in rows.order_by("-pk") if (row.duty_id, row.member_id) in spoken]
    for row in rows:
        row.author = name_for(row.written_by, user)
        row.may_publish = user.has_perm("meetings.publish_report", row)
    return rows


@require_POST
def settle(request, pk, verb):
    """Publish or withdraw a report. A proposal of others is not there for a stranger; what readers see is refused."""
    found = get_object_or_404(Report.objects.select_related("duty__point__meeting", "duty__member", "member"), pk=pk)
    if verb not in VERBS:
        raise Http404
    if not request.user.has_perm("meetings.propose_report", found):
        if found.published_at is None:
            raise Http404
        raise PermissionDenied(_("Only those who are responsible for this action point report on it."))
    if (verb == "publish" or found.published_at) and not request.user.has_perm("meetings.publish_report", found):
        raise PermissionDenied(_("Only those who publish the entry do this. What you proposed waits for them."))
    try:
        VERBS[verb](found, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This was published or withdrawn already. Nothing has changed."))
    else:
        done = _("Readers see it now.") if verb == "publish" else _("Withdrawn. It stays in the history.")
        messages.success(request, done)
    return redirect("meetings:report", found.duty.point_id)
