"""Resources: in public, and for those who keep them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.models import Plan
from members.models import Member
from members.typed import keeps_typed_text, sent
from observatory.actions import resources as actions
from observatory.filters import ResourceFilter
from observatory.forms.resources import AdherenceForm, PracticeUseForm, ResourceForm
from observatory.models import Resource
from observatory.resource_exports import RESOURCES
from wpsnet import files
from wpsnet.listing import listing, page_of
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
VERBS = {"publish": actions.publish, "withdraw": actions.withdraw}
ONLY_PUBLISHERS = gettext_lazy("Only those who publish the entry do this. What you proposed waits for them.")

# --- In public --------------------------------------------------------------------------------------------------------


@public_page
def resources(request):
    return listing(
        request,
        ResourceFilter(request.GET, Resource.objects.for_list()),
        template="observatory/resources.html",
        name="resources",
        columns=RESOURCES,
        context={"section": "resources"},
    )


@public_page
def resource(request, pk):
    found = get_object_or_404(Resource.objects.for_list().select_related("statement__meeting"), pk=pk)
    context = {
        "resource": found,
        "adherences": found.adherences.select_related("member", "source").order_by("since", "member__slug"),
        "uses": found.uses.confirmed().select_related("plan__member"),
        "points": found.action_points.select_related("meeting"),
        "section": "resources",
    }
    return render(request, "observatory/resource.html", context)


@public_page
def resource_file(request, pk):
    found = get_object_or_404(Resource.objects.published().exclude(file=None).select_related("file"), pk=pk)
    return files.give(found.file)


# --- For those who keep them ------------------------------------------------------------------------------------------


def members_for(user):
    """Those for whom USER writes; for the secretariat all."""
    members = Member.objects.order_by("slug")
    return members if user.secretariat else members.edited_by(user)


def kept_or_404(request, pk, right=None):
    """The resource at PK, for somebody of the team of its member, who has RIGHT."""
    found = get_object_or_404(Resource.objects.standing().select_related("member", "source", "file"), pk=pk)
    if not request.user.has_perm("observatory.read_resource", found):
        raise Http404
    if right and not request.user.has_perm(right, found):
        raise PermissionDenied(ONLY_PUBLISHERS)
    return found


@require_safe
def room(request):
    """Hers, those that wait first; for the secretariat all."""
    if not request.user.has_perm("observatory.open_room"):
        raise PermissionDenied
    rows = Resource.objects.standing().filter(member__in=members_for(request.user)).select_related("member")
    page = page_of(rows.order_by("-published_at", "-written_at", "pk"), request.GET.get("page", 1))
    return render(request, "observatory/room.html", {"page": page, "section": "desk"})


@keeps_typed_text
@shown_and_acted_on
def write_resource(request, pk=None):
    """A new resource, or a correction of the one at PK."""
    if not request.user.has_perm("observatory.open_room"):
        raise PermissionDenied
    record = kept_or_404(request, pk, "observatory.propose") if pk else Resource()
    if record.published_at and not request.user.has_perm("observatory.publish", record):
        raise PermissionDenied(ONLY_PUBLISHERS)
    form = ResourceForm(sent(request), request.FILES or None, instance=record, members=members_for(request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = form.into(form.save(commit=False))
        publishes = request.user.has_perm("observatory.publish", found)
        words = {name: given[name] for name in ("about", "themes", "action_points", "upload")}
        actions.keep(found, **words, by=request.user, publishes=publishes)
        messages.success(
            request,
            _("Saved. Readers see it now.") if publishes else _("Saved as a proposal. It waits for those who publish."),
        )
        return redirect("observatory:room")
    context = {"form": form, "resource": record if pk else None, "section": "desk"}
    context["may_publish"] = bool(pk) and request.user.has_perm("observatory.publish", record)
    return render(request, "observatory/edit_resource.html", context, status=400 if request.method == "POST" else 200)


@require_POST
def settle_resource(request, pk, verb):
    """Publish or withdraw. A proposal is withdrawn by whoever writes, what readers see by whoever publishes."""
    if verb not in VERBS:
        raise Http404
    found = kept_or_404(request, pk, "observatory.propose")
    if verb == "publish" or found.published_at:
        found = kept_or_404(request, pk, "observatory.publish")
    try:
        VERBS[verb](found, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(
            request, _("Readers see it now.") if verb == "publish" else _("Withdrawn. It stays in the history.")
        )
    return redirect("observatory:room")


@keeps_typed_text
@shown_and_acted_on
def add_adherence(request, pk):
    """That a country or organization adheres to the instrument at PK."""
    found = kept_or_404(request, pk, "observatory.publish")
    if found.kind != Resource.Kind.INSTRUMENT:
        raise Http404
    form = AdherenceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.adhere(found, given["member"], since=given["since"], source=form.source(), by=request.user)
        except actions.SaidAlready:
            form.add_error("member", _("It stands there already."))
        else:
            messages.success(request, _("Saved. Readers see it now."))
            return redirect(found)
    context = {"form": form, "resource": found, "section": "desk"}
    return render(request, "observatory/adherence.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
def use_practice(request, pk):
    """Say that a plan took the practice over, for the plan, or for the practice where somebody has said so of a plan."""
    practices = Resource.objects.published().filter(kind=Resource.Kind.PRACTICE).select_related("member")
    found = get_object_or_404(practices, pk=pk)
    speaks = request.user.has_perm("observatory.speak_for_practice", found)
    publishing = Member.objects.published_by(request.user)
    if not speaks and not publishing.exists():
        raise PermissionDenied(ONLY_PUBLISHERS)
    plans = Plan.objects.filter(member__in=publishing)
    if speaks:
        plans |= Plan.objects.filter(practices__practice=found)
    form = PracticeUseForm(request.POST or None, plans=plans.distinct())
    if request.method == "POST" and form.is_valid():
        plan = form.cleaned_data["plan"]
        for_plan = request.user.has_perm("observatory.speak_for_plan", plan)
        actions.say_used(found, plan, by=request.user, for_plan=for_plan, for_practice=speaks)
        messages.success(request, _("Saved. Readers see it once both sides have said so."))
        return redirect(found)
    context = {"form": form, "resource": found, "section": "desk"}
    return render(request, "observatory/use_practice.html", context, status=400 if request.method == "POST" else 200)
