"""The documents of a plan, for those who keep its record: proposed, published, replaced, withdrawn."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST, require_safe

from actionplans.actions import documents as actions
from actionplans.forms.documents import DocumentForm, WithdrawDocumentForm
from actionplans.models import PlanDocument
from actionplans.views.record import plan_or_404, shown_and_acted_on
from members.naming import name_for
from members.typed import keeps_typed_text, sent
from wpsnet import files

REFUSED = {
    "actionplans.propose": _l("Only those who write for the member, and the secretariat, propose documents."),
    "actionplans.publish": _l("Only those who publish for the member do this. Your proposal waits on their desk."),
}
NOT_YOURS = _l("What others wrote about a plan is replaced and withdrawn by the secretariat alone.")


def allowed(request, member, slug, right="actionplans.propose"):
    """The plan, for somebody who has RIGHT; a stranger does not learn that there is such a page."""
    plan = plan_or_404(request, member, slug)
    if not request.user.has_perm(right, plan):
        raise PermissionDenied(REFUSED[right])
    return plan


def document_or_404(plan, pk):
    """A document of PLAN that has not been withdrawn."""
    found = PlanDocument.objects.filter(plan=plan, pk=pk, withdrawn_at=None).for_page().first()
    if found is None:
        raise Http404(_("This document has been withdrawn or replaced meanwhile. Nothing else has changed."))
    return found


@require_safe
def documents(request, member, slug):
    """Every document with what readers see, what is proposed, and what can be done."""
    plan = plan_or_404(request, member, slug)
    kept = list(plan.documents.filter(withdrawn_at=None).for_page().select_related("file", "source", "written_by"))
    for document in kept:
        document.plan = plan
        document.author = name_for(document.written_by, request.user)
        document.may_settle = actions.may_settle(request.user, plan, document)
    context = {
        "plan": plan,
        "published": [document for document in kept if document.published_at],
        "proposed": [document for document in kept if not document.published_at],
        "may_propose": request.user.has_perm("actionplans.propose", plan),
        "may_publish": request.user.has_perm("actionplans.publish", plan),
    }
    return render(request, "actionplans/edit/documents.html", context)


@keeps_typed_text
@shown_and_acted_on
def add(request, member, slug):
    return form_page(request, allowed(request, member, slug), None)


@keeps_typed_text
@shown_and_acted_on
def replace(request, member, slug, pk):
    plan = allowed(request, member, slug)
    document = document_or_404(plan, pk)
    check_settles(request, plan, document)
    return form_page(request, plan, document)


def check_settles(request, plan, document):
    if not actions.may_settle(request.user, plan, document):
        raise PermissionDenied(NOT_YOURS)


def form_page(request, plan, replaced):
    form = DocumentForm(sent(request), request.FILES or None, plan=plan, by=request.user, replaced=replaced)
    may_publish = request.user.has_perm("actionplans.publish", plan)
    if request.method == "POST" and form.is_valid():
        said = {"by": request.user, "replaces": replaced} | form.said()
        if may_publish:
            return published(request, plan, lambda: actions.add(plan, **said))
        actions.propose(plan, **said)
        messages.success(
            request, _("The document is proposed. It waits on the desk of those who publish for the member.")
        )
        return to_documents(plan)
    context = {"plan": plan, "form": form, "replaced": replaced, "may_publish": may_publish}
    return render(request, "actionplans/edit/document.html", context, status=400 if request.method == "POST" else 200)


def published(request, plan, publish):
    """What PUBLISH, an action without arguments, came to."""
    try:
        publish()
    except actions.AlreadySettled:
        messages.info(request, _("This document was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(request, _("The document is published. Readers see it now."))
    return to_documents(plan)


def to_documents(plan):
    return redirect("actionplans:edit_documents", plan.member.slug, plan.slug)


@require_POST
def publish(request, member, slug, pk):
    plan = allowed(request, member, slug, "actionplans.publish")
    document = get_object_or_404(PlanDocument.objects.for_page(), plan=plan, pk=pk)
    if document.replaces:
        check_settles(request, plan, document.replaces)
    return published(request, plan, lambda: actions.publish(document, by=request.user))


@shown_and_acted_on
def withdraw(request, member, slug, pk):
    """A proposal is withdrawn by whoever may propose, what readers see by those who answer for it."""
    plan = allowed(request, member, slug)
    document = document_or_404(plan, pk)
    if document.published_at:
        allowed(request, member, slug, "actionplans.publish")
    check_settles(request, plan, document)
    form = WithdrawDocumentForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"plan": plan, "document": document, "form": form}
        status = 400 if form.is_bound else 200
        return render(request, "actionplans/edit/document_withdraw.html", context, status=status)
    try:
        actions.withdraw(document, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This document was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(request, _("The document is withdrawn. It stays in the history."))
    return to_documents(plan)


@require_safe
def file(request, member, slug, pk):
    """The file of a proposal, for those who decide on it; what is published, everybody has from its own page."""
    plan = plan_or_404(request, member, slug)
    document = document_or_404(plan, pk)
    if document.file is None:
        raise Http404
    return files.give(document.file)
