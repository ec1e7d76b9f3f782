"""The drafting guide: the steps, whom to ask, and the checklist of a member."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.actions import drafting as actions
from actionplans.filters import PlanFilter
from actionplans.forms.drafting import StepForm
from actionplans.guide import BY_CODE, STEPS, with_peers
from actionplans.models import Drafting, DraftingStep, Plan, bodies_told
from actionplans.views.keeping import member_or_404
from members.contacts import contact_of
from members.models import Appointment
from members.typed import keeps_typed_text, sent
from wpsnet.languages import alphabetical
from wpsnet.listing import page_of, query_without_page
from wpsnet.public_cache import public_page


@public_page
def guide(request):
    shown = Drafting.objects.filter(is_public=True).select_related("member").order_by(alphabetical("name", "member__"))
    return render(request, "actionplans/guide.html", {"rows": with_peers(), "shown": shown, "section": "plans"})


@public_page
def peers(request):
    """Plans like the one that somebody writes, each with those of its member whom everybody may write to."""
    posts = Prefetch(
        "member__appointments",
        Appointment.objects.current().leading().select_related("person").order_by("since"),
        to_attr="posts",
    )
    plans = PlanFilter(request.GET, Plan.objects.prefetch_related(posts, bodies_told()))
    context = {"filter": plans, "on": plans.on, "section": "plans", "query": query_without_page(request)}
    if not plans.is_valid():
        return render(request, "actionplans/peers.html", context, status=400)
    page = page_of(plans.qs, request.GET.get("page", 1))
    rows = [(plan, contacts_of(plan.member)) for plan in page]
    return render(request, "actionplans/peers.html", context | {"page": page, "rows": rows})


def contacts_of(member):
    """What everybody may see of those who lead for MEMBER."""
    contacts = [(post, contact_of(post, None)) for post in member.posts]
    return [(post, contact) for post, contact in contacts if not contact.is_empty]


@public_page
def progress(request, member):
    """The checklist of a member that shows it."""
    drafting = get_object_or_404(Drafting.objects.select_related("member"), member__slug=member, is_public=True)
    context = {"member": drafting.member, "rows": rows_of(drafting), "section": "plans"}
    return render(request, "actionplans/progress.html", context)


def rows_of(drafting):
    """(step, the row that says how far it is, or one that says that it has not begun), for all steps."""
    known = {row.step: row for row in drafting.steps.all()} if drafting and drafting.pk else {}
    return [(step, known.get(step.code) or DraftingStep(step=step.code)) for step in STEPS]


# --- For those who write ----------------------------------------------------------------------------------------------


@require_safe
def checklist(request, member):
    found = member_or_404(request, member)
    drafting = Drafting.objects.filter(member=found).first()
    may = {right: request.user.has_perm(f"actionplans.{right}", Plan(member=found)) for right in ("propose", "publish")}
    context = {"member": found, "drafting": drafting, "rows": rows_of(drafting), "today": timezone.localdate()}
    context |= {"may_write": may["propose"], "may_show": may["publish"], "section": "desk"}
    return render(request, "actionplans/checklist.html", context)


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, member, code):
    found = member_or_404(request, member, "actionplans.propose")
    asked = BY_CODE.get(code)
    if asked is None:
        raise Http404(_("There is no step of this name."))
    row = DraftingStep.objects.filter(drafting__member=found, step=code).first()
    form = StepForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        actions.note_step(found, asked, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("actionplans:checklist", found.slug)
    context = {"member": found, "step": asked, "form": form, "section": "desk"}
    return render(request, "actionplans/step.html", context, status=400 if request.method == "POST" else 200)


@require_POST
def show(request, member):
    """Let everybody see the checklist, or the team alone."""
    found = member_or_404(request, member, "actionplans.publish")
    is_public = request.POST.get("public") == "yes"
    actions.show(found, is_public)
    seen, hidden = (
        _("Everybody sees the checklist now."),
        _("Only your team and the secretariat see the checklist now."),
    )
    messages.success(request, seen if is_public else hidden)
    return redirect("actionplans:checklist", found.slug)
