"""The record of a plan, for those who keep it: its member, and the secretariat."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.actions import proposals
from actionplans.actions import record as actions
from actionplans.forms.content import BodyForm, ContentForm
from actionplans.forms.record import EventForm, FactsForm, FindingForm, PlanForm, ProlongForm, ReasonForm, ReplyForm
from actionplans.models import Finding, Plan
from members.models import Member
from members.typed import keeps_typed_text, sent

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
FORMS = {"event": EventForm, "finding": FindingForm, "body": BodyForm, "content": ContentForm}
HEADINGS = {
    "event": _l("An event of the plan"),
    "finding": _l("A question about the plan"),
    "body": _l("A body that leads, takes part or monitors"),
    "content": _l("Themes, resolutions, languages, countries"),
    "prolong": _l("Prolong the plan"),
    "facts": _l("Title and note"),
}
REFUSED = {
    "actionplans.propose": _l("Only those who write the entry do this."),
    "actionplans.publish": _l("Only the focal point of the member and the secretariat record this."),
    "actionplans.answer": _l("Only the focal point of the member answers for it."),
    "actionplans.curate": _l("What others say is recorded by the secretariat."),
}


def plan_or_404(request, member, slug, right="actionplans.read_team_pages"):
    """The plan, for somebody of its member or of the secretariat who has RIGHT; a stranger learns nothing."""
    plan = get_object_or_404(Plan.objects.with_status().select_related("member"), member__slug=member, slug=slug)
    if not request.user.has_perm("actionplans.read_team_pages", plan):
        raise Http404
    if right in REFUSED and not request.user.has_perm(right, plan):
        raise PermissionDenied(REFUSED[right])
    return plan


def said_or_404(plan, kind, pk):
    """The event or finding of PLAN with that number."""
    if kind not in actions.KINDS:
        raise Http404
    said = actions.KINDS[kind].objects.filter(plan=plan, pk=pk).select_related("source", "reply").first()
    if said is None:
        raise Http404(_("This has been withdrawn meanwhile. Nothing else has changed."))
    return said


def may_change(user, plan, said):
    """Her member's own words are changed by the focal point, those of others by the secretariat."""
    if user.has_perm("actionplans.curate"):
        return True
    return actions.is_own(said, plan) and user.has_perm("actionplans.publish", plan)


def to_record(plan):
    return redirect("actionplans:record", plan.member.slug, plan.slug)


@require_safe
def overview(request, member, slug):
    """All that is recorded, and what can be done with each part of it."""
    plan = plan_or_404(request, member, slug)
    events = list(plan.events.select_related("source", "reply").order_by("happened_by", "pk"))
    findings = list(plan.findings.select_related("source", "reply", "theme", "country"))
    bodies = list(plan.bodies.select_related("source", "reply"))
    for said in [*events, *findings, *bodies]:
        said.may_change = may_change(request.user, plan, said)
    asked = {finding.question for finding in findings}
    context = {
        "plan": plan,
        "events": events,
        "bodies": bodies,
        "findings": [finding for finding in findings if finding.question not in Finding.Subject.values],
        "contents": [finding for finding in findings if finding.question in Finding.Subject.values],
        "missing": [label for question, label in Finding.Question.choices if question not in asked],
        "proposals": plan.proposals.waiting().select_related("written_by"),
        "may_propose": request.user.has_perm("actionplans.propose", plan),
        "may_publish": request.user.has_perm("actionplans.publish", plan),
        "may_answer": request.user.has_perm("actionplans.answer", plan),
    }
    return render(request, "actionplans/edit/overview.html", context)


@keeps_typed_text
@shown_and_acted_on
def add(request, member, slug, kind):
    plan = plan_or_404(request, member, slug, "actionplans.propose")
    return form_page(request, plan, FORMS[kind](sent(request), plan=plan, by=request.user), kind)


@keeps_typed_text
@shown_and_acted_on
def change(request, member, slug, kind, pk):
    plan = plan_or_404(request, member, slug)
    said = said_or_404(plan, kind, pk)
    if not may_change(request.user, plan, said):
        raise PermissionDenied(REFUSED["actionplans.curate"])
    form = FORMS[kind](sent(request), instance=said, plan=plan, by=request.user)
    return form_page(request, plan, form, kind, said=said)


@keeps_typed_text
@shown_and_acted_on
def prolong(request, member, slug):
    plan = plan_or_404(request, member, slug, "actionplans.propose")
    return form_page(request, plan, ProlongForm(sent(request), plan=plan, by=request.user), "prolong")


def form_page(request, plan, form, kind, said=None):
    """The form of what is said of PLAN: recorded by those who publish, proposed by the others."""
    publishes = request.user.has_perm("actionplans.publish", plan)
    if request.method == "POST" and form.is_valid():
        try:
            if publishes:
                write(plan, form, kind, by=request.user)
            else:
                propose(plan, form, kind, by=request.user)
        except actions.SaidAlready:
            form.add_error(None, _("This source says the same already. Nothing was saved twice."))
        else:
            messages.success(
                request,
                _("Recorded. Readers see it now.")
                if publishes
                else _("Saved as a proposal. It waits for those who publish."),
            )
            return to_record(plan)
    context = {"plan": plan, "form": form, "heading": HEADINGS[kind], "said": said, "proposes": not publishes}
    return render(request, "actionplans/edit/form.html", context, status=400 if request.method == "POST" else 200)


def write(plan, form, kind, *, by):
    """Record what the valid FORM of KIND says. Raises SaidAlready, and then nothing has changed."""
    match kind:
        case "content":
            actions.record_all(plan, form.findings, source=form.source, by=by)
        case "prolong":
            actions.record(form.event, source=form.source, by=by)
        case _:
            actions.record(form.instance, source=form.source, by=by)


def propose(plan, form, kind, *, by):
    """Keep what was typed for those who publish. A prolongation is an event."""
    if kind == "prolong":
        proposals.propose(plan, "event", typed_into(form) | {"kind": ["prolonged"]}, by=by)
    else:
        proposals.propose(plan, kind, typed_into(form), by=by)


def typed_into(form):
    return {name: form.data.getlist(name) for name in form.fields if name in form.data}


@keeps_typed_text
@shown_and_acted_on
def facts(request, member, slug):
    plan = plan_or_404(request, member, slug, "actionplans.publish")
    form = FactsForm(sent(request), instance=plan)
    if request.method == "POST" and form.is_valid():
        actions.save_facts(plan, by=request.user)
        messages.success(request, _("Recorded. Readers see it now."))
        return to_record(plan)
    context = {"plan": plan, "form": form, "heading": HEADINGS["facts"]}
    return render(request, "actionplans/edit/form.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
def withdraw(request, member, slug, kind, pk):
    plan = plan_or_404(request, member, slug)
    said = said_or_404(plan, kind, pk)
    if not may_change(request.user, plan, said):
        raise PermissionDenied(_("What others say of a plan stays. You can answer it: your words stand beside it."))
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(said, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Withdrawn. The history keeps it."))
        return to_record(plan)
    context = {"plan": plan, "said": said, "form": form, "kind": kind}
    return render(request, "actionplans/edit/withdraw.html", context, status=400 if request.method == "POST" else 200)


@keeps_typed_text
@shown_and_acted_on
def reply(request, member, slug, kind, pk):
    plan = plan_or_404(request, member, slug, "actionplans.answer")
    said = said_or_404(plan, kind, pk)
    standing = getattr(said, "reply", None)
    form = ReplyForm(sent(request), **({"words": standing.words, "language": standing.language} if standing else {}))
    if request.method == "POST" and form.is_valid():
        words, language = form.cleaned_data["words"], form.cleaned_data["language"]
        actions.reply(said, words, language=language, by=request.user)
        messages.success(request, _("Recorded. Readers see it now."))
        return to_record(plan)
    context = {"plan": plan, "said": said, "form": form, "kind": kind}
    return render(request, "actionplans/edit/reply.html", context, status=400 if request.method == "POST" else 200)


@keeps_typed_text
@shown_and_acted_on
def add_plan(request, member):
    """Begin the record of a plan of MEMBER."""
    found = get_object_or_404(Member, slug=member)
    if not request.user.has_perm("actionplans.add_plan", found):
        if request.user.has_perm("members.read_team", found):
            raise PermissionDenied(REFUSED["actionplans.publish"])
        raise Http404
    form = PlanForm(sent(request))
    if request.method == "POST" and form.is_valid():
        plan = form.save(commit=False)
        plan.member, plan.slug = found, slug_of(plan)
        try:
            return to_record(actions.add_plan(plan, by=request.user))
        except actions.GenerationTaken as error:
            form.add_error(None, _("This plan is recorded already. Nothing was saved twice."))
            return render(
                request, "actionplans/edit/plan.html", {"member": found, "form": form, "taken": error.plan}, status=409
            )
    context = {"member": found, "form": form}
    return render(request, "actionplans/edit/plan.html", context, status=400 if request.method == "POST" else 200)


def slug_of(plan):
    """The last part of the address of a new plan: its generation, or its title in Latin letters."""
    if plan.kind == Plan.Kind.NATIONAL:
        return str(plan.generation)
    others = Plan.objects.filter(member=plan.member, kind=plan.kind).count()
    return slugify(plan.title)[:60].strip("-") or f"{slugify(plan.kind)}-{others + 1}"
