"""Who changed what of a member, and when; and putting an earlier version back."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from members import story
from members.actions import restore as actions
from members.forms.history import RestoreForm, StoryForm
from members.models import Member
from members.values import Values
from wpsnet.listing import page_of

RIGHTS = {
    story.Kind.MEMBER: ("members.manage_members", _l("Only the secretariat changes the member itself.")),
    story.Kind.MEMBERSHIP: ("members.manage_members", _l("Only the secretariat changes the membership.")),
    story.Kind.APPOINTMENT: ("members.manage_team", _l("Only the focal point and the secretariat change the team.")),
}


def member_or_404(request, slug):
    """The member, for its own people and the secretariat; a stranger does not learn that there is a history."""
    member = get_object_or_404(Member, slug=slug)
    if not request.user.has_perm("members.read_history", member):
        raise Http404
    return member


@require_safe
def history(request, slug):
    member = member_or_404(request, slug)
    form = StoryForm(request.GET)
    manages = {"members.manage_team": request.user.has_perm("members.manage_team", member)}
    manages["members.manage_members"] = request.user.has_perm("members.manage_members")
    context = {"member": member, "filter": {"form": form}, "restorable": restorable(manages)}
    if not form.is_valid():
        return render(request, "members/history.html", context, status=400)
    told = story.Story(member, request.user, form.cleaned_data["kind"], sees_team=manages["members.manage_team"])
    context["page"] = page_of(told, request.GET.get("page", 1))
    return render(request, "members/history.html", context)


def restorable(manages):
    return [kind for kind, (right, _refused) in RIGHTS.items() if manages[right]]


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, slug, kind, event):
    """The difference between a record as it is and as it was after an event; the button below puts the latter back."""
    member = member_or_404(request, slug)
    found = story.event_called(story.Kind(kind), member, event) if kind in RIGHTS else None
    if found is None:
        raise Http404
    right, refused = RIGHTS[found.kind]
    if not request.user.has_perm(right, member if right == "members.manage_team" else None):
        raise PermissionDenied(refused)
    if request.method == "POST":
        return put_back(request, member, found)
    return difference(request, member, found)


def difference(request, member, event, status=200, reason=""):
    current = story.row_of(event.kind, event.record)
    changed = story.Event(event.kind, event.event, event.at, "update", event.record, event.person, event.now, current)
    values = Values([changed], request.user, member, sees_team=True)
    told = values.told(changed)
    told.changes = [change for change in told.changes if change.name in actions.FIELDS[event.kind]]
    seen = story.latest_event(event.kind, event.record)
    form = RestoreForm(initial={"seen": seen}, auto_id=False)
    context = {"member": member, "event": told, "form": form, "is_gone": current is None, "reason": reason}
    return render(request, "members/restore.html", context | {"changed_meanwhile": status == 409}, status=status)


def put_back(request, member, event):
    form = RestoreForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    try:
        actions.restore(event, member, seen=form.cleaned_data["seen"])
    except actions.ChangedMeanwhile:
        return difference(request, member, event, status=409)
    except actions.NotPossible as why:
        return difference(request, member, event, status=400, reason=str(why))
    messages.success(request, _("The earlier version is back. This is a new change in the history."))
    member.refresh_from_db()
    return redirect("members:history", member.slug)
