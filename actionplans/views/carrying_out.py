"""Objectives, actions, yearly reports and money: for those who keep a plan."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from actionplans import logframe as frames
from actionplans.actions import implementation as actions
from actionplans.forms.implementation import ActionForm, BudgetForm, LogframeForm, ObjectiveForm, ReportForm
from actionplans.models import Action, BudgetLine, Objective, ProgressReport, last_year_due
from actionplans.models.implementation import FIRST_YEAR
from actionplans.views.record import plan_or_404
from members.imports.faults import sentence
from members.typed import keeps_typed_text, sent

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
HEADINGS = {
    "objective": _l("An objective of the plan"),
    "action": _l("An action of the plan"),
    "money": _l("Money for the plan"),
}
MODELS = {"objective": Objective, "action": Action, "money": BudgetLine}
SALT = "actionplans.logframe"


def back(plan):
    return redirect("actionplans:carrying_out", plan.member.slug, plan.slug)


@require_safe
def overview(request, member, slug):
    """What the plan sets out to do, and what is to be reported."""
    plan = plan_or_404(request, member, slug)
    rows = Action.objects.standing().filter(objective__plan=plan).with_report(last_year_due())
    context = {
        "plan": plan,
        "objectives": plan.objectives.all(),
        "rows": rows.select_related("objective").order_by("objective__order", "order"),
        "budget": plan.budget_lines.select_related("source"),
        "comments": plan.comments.published().for_list(),
        "year": last_year_due(),
        "this_year": timezone.localdate().year,
        "may_publish": request.user.has_perm("actionplans.publish", plan),
        "may_answer": request.user.has_perm("actionplans.answer", plan),
        "may_report": request.user.has_perm("actionplans.report", plan),
    }
    return render(request, "actionplans/edit/carrying_out.html", context)


@keeps_typed_text
@shown_and_acted_on
def write(request, member, slug, kind, pk=None):
    """Add or change an objective, an action or a budget line."""
    plan = plan_or_404(request, member, slug, "actionplans.publish")
    if kind not in MODELS:
        raise Http404
    record = pk and record_or_404(plan, kind, pk)
    form = form_of(request, plan, kind, record)
    if request.method == "POST" and form.is_valid() and saved(request, form, kind):
        messages.success(request, _("Recorded. Readers see it now."))
        return back(plan)
    context = {"plan": plan, "form": form, "heading": HEADINGS[kind]}
    return render(request, "actionplans/edit/form.html", context, status=400 if request.method == "POST" else 200)


def form_of(request, plan, kind, record):
    match kind:
        case "objective":
            return ObjectiveForm(sent(request), instance=record, plan=plan)
        case "action":
            return ActionForm(sent(request), instance=record, plan=plan)
    return BudgetForm(sent(request), instance=record, plan=plan, by=request.user)


def saved(request, form, kind):
    try:
        if kind == "money":
            actions.save_budget_line(form.instance, source=form.source, by=request.user)
        else:
            actions.save(form.instance, by=request.user)
    except actions.NumberTaken:
        form.add_error("number", _("This number is taken already. Nothing was saved twice."))
        return False
    except actions.SaidAlready:
        form.add_error(None, _("This source says the same already. Nothing was saved twice."))
        return False
    return True


def record_or_404(plan, kind, pk):
    if kind not in MODELS:
        raise Http404
    of_plan = {"objective__plan": plan} if kind == "action" else {"plan": plan}
    return get_object_or_404(MODELS[kind], pk=pk, **of_plan)


@shown_and_acted_on
def take_away(request, member, slug, kind, pk):
    """An action is retired, a budget line removed; the history keeps both."""
    plan = plan_or_404(request, member, slug, "actionplans.publish")
    if kind not in ("action", "money"):
        raise Http404
    record = record_or_404(plan, kind, pk)
    if request.method == "POST":
        (actions.retire if kind == "action" else actions.remove_budget_line)(record, by=request.user)
        messages.success(request, _("Withdrawn. The history keeps it."))
        return back(plan)
    return render(request, "actionplans/edit/take_away.html", {"plan": plan, "record": record, "kind": kind})


@keeps_typed_text
@shown_and_acted_on
def report(request, member, slug, year):
    """All actions of the plan with what is reported of YEAR; each is saved by itself."""
    plan = plan_or_404(request, member, slug)
    if not request.user.has_perm("actionplans.report", plan):
        raise PermissionDenied(_("Only the focal point of the member reports in its name."))
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404(_("Nothing can be reported of that year yet."))
    rows = Action.objects.standing().filter(objective__plan=plan).select_related("objective__plan__member")
    forms = forms_of(list(rows.order_by("objective__order", "order")), year, request)
    posted = next((form for form in forms if form.is_bound), None)
    if request.method == "POST":
        if posted is None:
            raise BadRequest
        if posted.is_valid():
            actions.report(posted.action, year, by=request.user, **posted.cleaned_data)
            messages.success(request, _("The report on action %(number)s is saved.") % {"number": posted.action.number})
            return redirect(f"{request.path}#action-{posted.action.pk}")
    context = {"plan": plan, "year": year, "forms": forms, "told": sum(bool(form.instance.pk) for form in forms)}
    return render(request, "actionplans/edit/report.html", context, status=400 if request.method == "POST" else 200)


def forms_of(rows, year, request):
    """A form for each action, that of the one whose button was pressed bound; each knows what was said the year before."""
    told = ProgressReport.objects.filter(action__in=rows, year__in=[year, year - 1])
    told = {(one.action_id, one.year): one for one in told}
    pressed = request.POST.get("action") if request.method == "POST" else None
    forms = []
    for action in rows:
        data = request.POST if pressed == str(action.pk) else None
        form = ReportForm(data, instance=told.get((action.pk, year)), action=action)
        form.action, form.before = action, told.get((action.pk, year - 1))
        forms.append(form)
    return forms


@shown_and_acted_on
def logframe(request, member, slug):
    """A spreadsheet is looked at first, and written whole or not at all."""
    plan = plan_or_404(request, member, slug, "actionplans.publish")
    if "rows" in request.POST:
        return applied(request, plan)
    form = LogframeForm(request.POST, request.FILES) if request.method == "POST" else LogframeForm()
    context = {"plan": plan, "form": form, "columns": frames.COLUMNS}
    if not form.is_valid():
        return render(request, "actionplans/edit/logframe.html", context, status=400 if form.is_bound else 200)
    try:
        found = frames.preview(plan, form.cleaned_data["file"].read())
    except frames.Unreadable as error:
        context |= {"faults": [sentence(code, named) for code, named in error.problems]}
        return render(request, "actionplans/edit/logframe.html", context, status=400)
    told = {"plan": plan.pk, "language": form.cleaned_data["language"], "rows": found.values}
    context |= {"found": found, "rows": signing.dumps(told, salt=SALT, compress=True) if found.is_sound else ""}
    return render(request, "actionplans/edit/logframe.html", context, status=200 if found.is_sound else 400)


def applied(request, plan):
    try:
        told = signing.loads(request.POST["rows"], salt=SALT, max_age=24 * 3600)
    except signing.BadSignature as error:
        raise BadRequest from error
    if told["plan"] != plan.pk:
        raise BadRequest
    actions.apply_logframe(plan, told["rows"], language=told["language"], by=request.user)
    messages.success(request, _("The logframe is written. Readers see it now."))
    return back(plan)
