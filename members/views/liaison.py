"""The liaison log, which only the secretariat reads."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import liaison as actions
from members.exports.liaison import LIAISON
from members.filters.liaison import LiaisonFilter
from members.forms.liaison import LiaisonForm
from members.models import LiaisonEntry
from members.typed import keeps_typed_text, typed_text
from wpsnet.listing import listing

officers = permission_required("members.keep_liaison", raise_exception=True)


@require_safe
@officers
def liaison(request):
    found = LiaisonFilter(request.GET, LiaisonEntry.objects.select_related("member", "written_by"), request=request)
    context = {"section": "desk", "today": timezone.localdate()}
    return listing(request, found, template="desk/liaison.html", name="liaison", columns=LIAISON, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@officers
def add(request):
    first = {"on": timezone.localdate(), "member": request.GET.get("partner")}
    return written(request, LiaisonForm(request.POST or typed_text(request), initial=first), None)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@officers
def entry(request, pk):
    entry = get_object_or_404(LiaisonEntry.objects.select_related("member", "written_by"), pk=pk)
    return written(request, LiaisonForm(request.POST or typed_text(request), instance=entry), entry)


def written(request, form, entry):
    if request.method == "POST" and form.is_valid():
        actions.write_down(form.save(commit=False), by=request.user)
        messages.success(request, _("The entry of the log has been saved."))
        return redirect("members:liaison")
    context = {"form": form, "entry": entry, "section": "desk"}
    return render(request, "desk/liaison_entry.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@officers
def done(request, pk):
    entry = get_object_or_404(LiaisonEntry, pk=pk)
    if actions.mark_done(entry, by=request.user):
        messages.success(request, _("The next step is done."))
    else:
        messages.info(request, _("Nothing was open here any more."))
    return redirect("members:liaison")
