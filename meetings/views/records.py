from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.exports import ACTION_POINTS, MEETINGS, STATEMENTS, record_json
from meetings.filters import ActionPointFilter, MeetingFilter, StatementFilter
from meetings.models import ActionPoint, Meeting, Statement
from meetings.record import record
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def meeting_list(request):
    meetings = MeetingFilter(request.GET, Meeting.objects.for_list(), request=request)
    return listing(
        request,
        meetings,
        template="meetings/list.html",
        name="meetings",
        columns=MEETINGS,
        context={"section": "meetings"},
    )


@public_page
def detail(request, slug):
    meeting = get_object_or_404(
        Meeting.objects.select_related("country", "source", "schedule", "admission", "input_call", "chair_summary"),
        slug=slug,
    )
    match request.GET.get("format", "html"):
        case "html":
            context = record(meeting) | {"section": "meetings", "today": timezone.localdate()}
            return render(request, "meetings/detail.html", context)
        case "json":
            return JsonResponse(record_json(record(meeting)), json_dumps_params={"ensure_ascii": False})
    raise Http404(_("This page cannot be had in that format: there are HTML and JSON."))


@public_page
def statements(request):
    found = StatementFilter(request.GET, Statement.objects.for_list(), request=request)
    return listing(
        request,
        found,
        template="meetings/statements.html",
        name="statements",
        columns=STATEMENTS,
        context={"section": "meetings"},
    )


@public_page
def action_points(request):
    ledger = ActionPointFilter(request.GET, ActionPoint.objects.actions().for_list(), request=request)
    return listing(
        request,
        ledger,
        template="meetings/action_points.html",
        name="action-points",
        columns=ACTION_POINTS,
        context={"section": "actions"},
    )
