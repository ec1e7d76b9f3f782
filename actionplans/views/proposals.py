"""A proposal about a plan: whoever publishes for the member reads it in its form, corrects it, publishes or declines it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from actionplans.actions import proposals as actions
from actionplans.actions.record import SaidAlready, own_kind
from actionplans.models import Proposal
from actionplans.views.record import FORMS, HEADINGS, plan_or_404, shown_and_acted_on, to_record, typed_into, write
from members.naming import name_for
from members.typed import keeps_typed_text, sent

NOT_YOURS = _l("Only those who publish for the member decide on what others propose.")


def proposal_or_404(request, member, slug, pk):
    """The proposal, for whoever publishes and for its writer; with its plan."""
    plan = plan_or_404(request, member, slug, "actionplans.propose")
    found = Proposal.objects.waiting().filter(plan=plan, pk=pk).select_related("written_by").first()
    if found is None:
        raise Http404(_("This was published or withdrawn already. Nothing has changed."))
    if found.written_by != request.user and not request.user.has_perm("actionplans.publish", plan):
        raise PermissionDenied(NOT_YOURS)
    found.plan = plan
    return found


def typed_fields(found):
    """What its writer typed, as a form reads it. She was not asked what kind of source her member is."""
    fields = QueryDict(mutable=True)
    for name, values in ({"source_kind": [own_kind(found.plan.member)]} | found.typed).items():
        fields.setlist(name, values)
    return fields


@keeps_typed_text
@shown_and_acted_on
def proposal(request, member, slug, pk):
    found = proposal_or_404(request, member, slug, pk)
    plan, publishes = found.plan, request.user.has_perm("actionplans.publish", found.plan)
    form = FORMS[found.kind](sent(request) or typed_fields(found), plan=plan, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            if publishes:
                actions.publish(found, lambda: write(plan, form, found.kind, by=request.user), by=request.user)
            else:
                actions.correct(found, typed_into(form))
        except actions.AlreadySettled:
            messages.info(request, _("This was published or withdrawn already. Nothing has changed."))
            return to_record(plan)
        except SaidAlready:
            form.add_error(None, _("This source says the same already. Nothing was saved twice."))
        else:
            messages.success(
                request,
                _("Recorded. Readers see it now.")
                if publishes
                else _("Saved as a proposal. It waits for those who publish."),
            )
            return to_record(plan)
    context = {
        "plan": plan,
        "proposal": found,
        "form": form,
        "heading": HEADINGS[found.kind],
        "proposes": not publishes,
    }
    context["author"] = name_for(found.written_by, request.user)
    status = 400 if request.method == "POST" else 200
    return render(request, "actionplans/edit/proposal.html", context, status=status)


@require_POST
def withdraw(request, member, slug, pk):
    found = proposal_or_404(request, member, slug, pk)
    try:
        actions.withdraw(found, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(request, _("Withdrawn. It stays in the history."))
    return to_record(found.plan)
