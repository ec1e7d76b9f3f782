"""Action points, for the secretariat: their wording, their numbers in each language, and who is responsible."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.actions import points as actions
from meetings.forms.points import ActionPointForm
from meetings.models import ActionPoint, Meeting
from members.typed import keeps_typed_text, sent

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("meetings.keep_points", raise_exception=True)


@shown_and_acted_on
@keeps_typed_text
@officers
def add(request, slug):
    meeting = get_object_or_404(Meeting.objects.select_related("source"), slug=slug)
    return written(request, ActionPoint(meeting=meeting))


@shown_and_acted_on
@keeps_typed_text
@officers
def edit(request, pk):
    return written(request, get_object_or_404(ActionPoint.objects.select_related("meeting__source", "source"), pk=pk))


def written(request, point):
    form = ActionPointForm(sent(request), instance=point)
    if request.method == "POST" and form.is_valid() and saved(request, form):
        messages.success(request, _("Saved. Readers see it now."))
        return redirect(form.instance.get_absolute_url())
    context = {"form": form, "point": point, "meeting": point.meeting, "section": "desk"}
    return render(request, "desk/action_point.html", context, status=400 if request.method == "POST" else 200)


def saved(request, form):
    try:
        actions.save_point(form.point(), form.cleaned_data["bodies"], form.cleaned_data["named"], by=request.user)
    except actions.HasReported as error:
        said = _("%(names)s: a report was given, so the duty stays. Nothing was saved.")
        form.add_error(None, said % {"names": ", ".join(map(str, error.names))})
        return False
    return True
