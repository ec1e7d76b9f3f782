"""Support to come to a meeting: asked for by members, decided by the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.actions import support as actions
from meetings.actions.delegations import MovedOn, NotOpen
from meetings.actions.protection import look_at_document
from meetings.forms.support import ItineraryForm, SettlementForm, SupportDecisionForm, SupportForm
from meetings.models import Admission, SupportRequest
from meetings.views.delegations import CLOSED, admission_to, readers, writers
from members.typed import keeps_typed_text, sent
from wpsnet.documents import document_response
from wpsnet.listing import page_of

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("meetings.admit", raise_exception=True)


# --- The member -------------------------------------------------------------------------------------------------------


def theirs(member):
    """What MEMBER asked for, or is asked to nominate."""
    return SupportRequest.objects.filter(Q(member=member) | Q(nominator=member)).for_list()


@require_safe
@readers
def support_of(request, member):
    context = {
        "member": member,
        "page": page_of(theirs(member), request.GET.get("page", 1)),
        "open_for": [one for one in Admission.objects.select_related("meeting") if not one.is_over],
        "may_write": request.user.has_perm("meetings.register", member),
        "section": "desk",
    }
    return render(request, "desk/support_of.html", context)


@shown_and_acted_on
@keeps_typed_text
@writers
def ask(request, member, meeting):
    admission = admission_to(meeting)
    form = SupportForm(sent(request), instance=SupportRequest(admission=admission, member=member))
    is_closed = admission.is_over and not request.user.has_perm("meetings.admit")
    if request.method == "POST" and not is_closed and form.is_valid():
        try:
            kept = actions.ask(form.instance, erase_on=form.erased_on(), by=request.user)
            messages.success(request, _("The request is kept: %(person)s.") % {"person": kept.shown_name})
            return redirect("meetings:support", member.slug, kept.pk)
        except NotOpen:
            is_closed = True
    context = {"member": member, "admission": admission, "meeting": admission.meeting, "form": form}
    status = (CLOSED if is_closed else 400) if request.method == "POST" else 200
    return render(request, "desk/support_form.html", context | {"closed": is_closed, "section": "desk"}, status=status)


@require_safe
@readers
def support(request, member, pk):
    one = get_object_or_404(theirs(member).select_related("decided_by"), pk=pk)
    is_writer = request.user.has_perm("meetings.register", member)
    context = {
        "member": member,
        "one": one,
        "may_nominate": is_writer and one.nominator_id == member.pk and one.waits_for_nomination,
        "may_register": is_writer and one.nominator_id == member.pk and one.state in SupportRequest.BINDING,
        "may_withdraw": is_writer and one.member_id == member.pk and one.state in ("asked", "granted"),
        "section": "desk",
    }
    return render(request, "desk/support_request.html", context)


@require_POST
@writers
def settle(request, member, pk, verb):
    """Nominate somebody, register her whose support is granted, or take the request back."""
    verbs = {"nominate": actions.nominate, "register": actions.register, "withdraw": actions.withdraw}
    if verb not in verbs:
        raise Http404
    side = "member" if verb == "withdraw" else "nominator"
    one = get_object_or_404(SupportRequest.objects.filter(**{side: member}), pk=pk)
    try:
        verbs[verb](one, by=request.user)
        messages.success(request, _("Done."))
    except MovedOn:
        messages.error(
            request, _("This request has moved on meanwhile. Nothing was done; the page shows how it stands.")
        )
    except NotOpen:
        messages.error(request, _("Registration is closed. Nothing was changed. Please write to the secretariat."))
    return redirect("meetings:support", member.slug, pk)


# --- The secretariat --------------------------------------------------------------------------------------------------


@require_safe
@officers
def budget(request, slug):
    """All requests for a meeting, and the money."""
    admission = admission_to(slug)
    rows = SupportRequest.objects.of(admission.meeting)
    money = rows.money()
    context = {
        "meeting": admission.meeting,
        "admission": admission,
        "money": money,
        "left": admission.budget - money["bound"],
        "page": page_of(rows.for_list(), request.GET.get("page", 1)),
        "section": "desk",
    }
    return render(request, "desk/support_budget.html", context)


def request_or_404(pk):
    return get_object_or_404(SupportRequest.objects.for_list().select_related("decided_by"), pk=pk)


@shown_and_acted_on
@keeps_typed_text
@officers
def decide(request, pk):
    one = request_or_404(pk)
    initial = {"amount": one.asked_amount if one.granted_amount is None else one.granted_amount}
    form = SupportDecisionForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid() and decided(request, one, form):
        return redirect(one)
    money = SupportRequest.objects.of(one.admission.meeting).money()
    context = {"one": one, "form": form, "left": one.admission.budget - money["bound"], "section": "desk"}
    return render(request, "desk/support_decision.html", context, status=400 if request.method == "POST" else 200)


def decided(request, one, form):
    given = form.cleaned_data
    try:
        if given["decision"] == "grant":
            actions.grant(one, given["amount"], given["reason"], by=request.user)
        else:
            actions.refuse(one, given["reason"], by=request.user)
    except actions.OverBudget as error:
        told = {"left": error.left, "currency": one.admission.currency}
        form.add_error(
            "amount", _("The budget does not reach: %(left)s %(currency)s are left. Nothing was done.") % told
        )
        return False
    except MovedOn:
        form.add_error(
            None, _("Nothing was done: it has been decided already, or no country has nominated this person.")
        )
        return False
    messages.success(request, _("Decided. Who asked gets a mail."))
    return True


@shown_and_acted_on
@keeps_typed_text
@officers
def itinerary(request, pk):
    one = request_or_404(pk)
    form = ItineraryForm(sent(request), initial={"itinerary": one.itinerary})

    def act(given):
        actions.write_itinerary(one, given["itinerary"], by=request.user)

    return step(request, one, form, act, _("Itinerary"))


@shown_and_acted_on
@keeps_typed_text
@officers
def settlement(request, pk):
    one = request_or_404(pk)
    form = SettlementForm(sent(request), initial={"paid": one.paid_amount, "settlement": one.settlement})

    def act(given):
        actions.settle(one, given["paid"], given["settlement"], by=request.user)

    return step(request, one, form, act, _("Settlement"))


def step(request, one, form, act, title):
    """A form about support that is granted."""
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(one)
        except MovedOn:
            form.add_error(
                None, _("Nothing was saved: this is only for support that is granted. Your words are below.")
            )
            status = CLOSED
    context = {"one": one, "form": form, "title": title, "section": "desk"}
    return render(request, "desk/support_step.html", context, status=status)


@require_safe
@officers
def visa_letter(request, pk):
    """Only of support that is granted. With the name of a protected person it is for those who may read that, and logged."""
    one = request_or_404(pk)
    if one.state not in SupportRequest.BINDING or (one.protected and one.protected.erased_at):
        raise Http404(_("There is no visa letter: support must be granted first, and the name must not be erased yet."))
    if one.protected:
        if not request.user.has_perm("meetings.read_protected", one.protected):
            raise PermissionDenied(_("Only administrators, and whoever entered this person, have the letter."))
        look_at_document(one.protected, gettext_noop("The visa letter"), by=request.user)
    return document_response(request, "visa-letter", str(one.pk))
