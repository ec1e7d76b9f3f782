"""Preparing meetings, for the secretariat; and their agenda, for those who chair them as well."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.actions import agenda as actions
from meetings.agenda import laid_out, schedule_of
from meetings.exports import MEETINGS
from meetings.filters import MeetingFilter
from meetings.forms.agenda import AgendaItemForm, AgendaPaperForm, MeetingForm, PeopleForms, ScheduleForm
from meetings.models import AgendaItem, AgendaPaper, Meeting, Schedule
from members.typed import keeps_typed_text, sent
from wpsnet.listing import listing

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("meetings.prepare", raise_exception=True)


@require_safe
@officers
def meetings(request):
    found = MeetingFilter(request.GET, Meeting.objects.for_list().select_related("schedule"), request=request)
    context = {"section": "desk"}
    return listing(request, found, template="desk/meetings.html", name="meetings", columns=MEETINGS, context=context)


@shown_and_acted_on
@keeps_typed_text
@officers
def add(request):
    return written(request, Meeting(), Schedule(), _("The meeting is announced now."))


@shown_and_acted_on
@keeps_typed_text
@officers
def edit(request, slug):
    meeting = get_object_or_404(Meeting.objects.select_related("source", "schedule"), slug=slug)
    return written(request, meeting, schedule_of(meeting), _("The meeting has been saved."))


def written(request, meeting, schedule, done):
    given = sent(request)
    form, hours = MeetingForm(given, instance=meeting), ScheduleForm(given, instance=schedule)
    sound = request.method == "POST" and form.is_valid() & hours.is_valid()
    if sound and hours.fits(form.cleaned_data["date"]):
        said = {"hosts": form.cleaned_data["hosts"], "chairs": form.cleaned_data["chairs"]}
        saved = actions.save_meeting(form.meeting(), hours.instance, **said, by=request.user)
        messages.success(request, done)
        return redirect("meetings:edit_agenda", saved.slug)
    context = {"form": form, "hours": hours, "slug": meeting.slug, "section": "desk"}
    return render(request, "desk/meeting.html", context, status=400 if request.method == "POST" else 200)


# --- The agenda -------------------------------------------------------------------------------------------------------


def meeting_for(request, slug, right="meetings.write_agenda"):
    """The meeting at SLUG, for somebody who has RIGHT there."""
    meeting = get_object_or_404(Meeting.objects.select_related("schedule", "admission", "input_call"), slug=slug)
    if not request.user.has_perm("meetings.read_agenda", meeting):
        raise PermissionDenied(_("Only the secretariat and those who chair the meeting prepare its agenda."))
    if not request.user.has_perm(right, meeting):
        raise PermissionDenied(_("The agenda is public now. The secretariat alone changes it: please write to it."))
    return meeting


@require_safe
def agenda(request, slug):
    meeting = meeting_for(request, slug, "meetings.read_agenda")
    context = {
        "meeting": meeting,
        "schedule": schedule_of(meeting),
        "days": laid_out(meeting),
        "points": meeting.action_points.order_by("order"),
        "may_write": request.user.has_perm("meetings.write_agenda", meeting),
        "may_prepare": request.user.has_perm("meetings.prepare", meeting),
        "may_summarise": request.user.has_perm("meetings.write_summary", meeting),
        "section": "desk",
    }
    return render(request, "desk/agenda.html", context)


@shown_and_acted_on
@keeps_typed_text
def add_item(request, slug):
    meeting = meeting_for(request, slug)
    return item_page(request, AgendaItem(meeting=meeting))


@shown_and_acted_on
@keeps_typed_text
def edit_item(request, slug, pk):
    meeting = meeting_for(request, slug)
    return item_page(request, get_object_or_404(meeting.agenda.select_related("meeting__schedule"), pk=pk))


def item_page(request, item):
    form, people = AgendaItemForm(sent(request), instance=item), PeopleForms(sent(request), instance=item)
    if request.method == "POST" and form.is_valid() & people.is_valid():
        actions.save_item(form.instance, people, by=request.user)
        messages.success(request, _("The agenda has been saved."))
        return redirect("meetings:edit_agenda", item.meeting.slug)
    context = {"form": form, "people": people, "item": item, "meeting": item.meeting, "section": "desk"}
    return render(request, "desk/agenda_item.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
def remove_item(request, slug, pk):
    meeting = meeting_for(request, slug)
    item = get_object_or_404(meeting.agenda, pk=pk)
    if request.method == "POST":
        try:
            actions.remove_item(item, by=request.user)
            messages.success(request, _("It has been taken off the agenda."))
        except ProtectedError:
            messages.error(request, _("Delegations have asked for the floor there, so it stays. Nothing was changed."))
        return redirect("meetings:edit_agenda", slug)
    return render(request, "desk/agenda_remove.html", {"meeting": meeting, "what": item, "section": "desk"})


@shown_and_acted_on
def add_paper(request, slug, pk):
    meeting = meeting_for(request, slug)
    item = get_object_or_404(meeting.agenda, pk=pk)
    paper = AgendaPaper(item=item)
    form = AgendaPaperForm(request.POST or None, request.FILES or None, instance=paper)
    if request.method == "POST" and form.is_valid():
        actions.add_paper(form.instance, form.cleaned_data["upload"], by=request.user)
        messages.success(request, _("The paper has been added."))
        return redirect("meetings:edit_agenda", slug)
    context = {"form": form, "item": item, "meeting": meeting, "section": "desk"}
    return render(request, "desk/agenda_paper.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
def remove_paper(request, slug, pk):
    meeting = meeting_for(request, slug)
    paper = get_object_or_404(AgendaPaper.objects.select_related("file"), item__meeting=meeting, pk=pk)
    if request.method == "POST":
        actions.remove_paper(paper, by=request.user)
        messages.success(request, _("The paper has been taken away."))
        return redirect("meetings:edit_agenda", slug)
    return render(request, "desk/agenda_remove.html", {"meeting": meeting, "what": paper, "section": "desk"})


@require_POST
def carry_over(request, slug):
    """Open action points of earlier meetings come onto the agenda; asked again, only what is new."""
    meeting = meeting_for(request, slug)
    if meeting.first is None or (meeting.first != meeting.last and "/" not in meeting.date):
        messages.error(request, _("The days of the meeting are not fixed yet. Nothing was carried over."))
    elif count := actions.carry_over(meeting, by=request.user):
        messages.success(request, _("Action points carried over: %(count)d.") % {"count": count})
    else:
        messages.info(request, _("All open action points are on the agenda already. Nothing has changed."))
    return redirect("meetings:edit_agenda", slug)


@require_POST
def publish(request, slug):
    meeting = meeting_for(request, slug, "meetings.read_agenda")
    if not request.user.has_perm("meetings.prepare", meeting):
        raise PermissionDenied(_("The secretariat publishes the agenda."))
    actions.publish_agenda(meeting, by=request.user)
    messages.success(request, _("The agenda is published. Readers see it now."))
    return redirect("meetings:edit_agenda", slug)
