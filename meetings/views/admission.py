"""The secretariat admits people to a meeting: the rules, who is registered, badges, and who was there."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.actions import admission as actions
from meetings.actions.delegations import MovedOn, save_admission
from meetings.exports_admission import ATTENDANCE, BADGES, REGISTRATIONS
from meetings.filters_admission import AttendanceFilter, BadgeFilter, RegistrationFilter
from meetings.forms.admission import AdmissionForm, DecisionForm, usual_day
from meetings.models import Admission, Delegation, Meeting, Registration
from meetings.views.delegations import admission_to
from members.typed import keeps_typed_text, sent
from wpsnet.documents import document_response
from wpsnet.exports import FILES
from wpsnet.listing import listing

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("meetings.admit", raise_exception=True)


@shown_and_acted_on
@keeps_typed_text
@officers
def admission(request, slug):
    """From when until when people are registered, and how many seats there are."""
    meeting = get_object_or_404(Meeting.objects.select_related("schedule"), slug=slug)
    rules = Admission.objects.filter(meeting=meeting).first() or Admission()
    rules.meeting = meeting
    form = AdmissionForm(sent(request), instance=rules)
    if request.method == "POST" and form.is_valid():
        try:
            save_admission(form.instance, by=request.user)
            messages.success(request, _("The rules of admission have been saved."))
            return redirect("meetings:registrations", slug)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"meeting": meeting, "form": form, "section": "desk"}
    return render(request, "desk/admission.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@officers
def registrations(request, slug):
    rules = admission_to(slug)
    found = RegistrationFilter(request.GET, Registration.objects.of(rules.meeting).for_list(), request=request)
    context = {
        "meeting": rules.meeting,
        "admission": rules,
        "counted": counted(rules.meeting),
        "section": "desk",
    }
    return listing(
        request,
        found,
        template="desk/registrations.html",
        name="registrations",
        columns=REGISTRATIONS,
        context=context,
        formats=FILES,
    )


def counted(meeting):
    numbers = Registration.objects.of(meeting).counted()
    return [(state.value, state.label, numbers.get(state, 0)) for state in Registration.State]


@shown_and_acted_on
@keeps_typed_text
@officers
def registration(request, slug, pk):
    """One person, and the decision about her."""
    rows = Registration.objects.of(admission_to(slug).meeting)
    rows = rows.select_related(
        "delegation__member", "delegation__admission__meeting", "delegation__letter", "protected"
    )
    one = get_object_or_404(rows.select_related("decided_by", "replaces__protected"), pk=pk)
    form = DecisionForm(sent(request), initial={"conditions": one.conditions})
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if decided(request, one, form.cleaned_data):
            return redirect("meetings:registrations", slug)
        status = 409
    context = {
        "one": one,
        "delegation": one.delegation,
        "meeting": one.delegation.admission.meeting,
        "form": form,
        "decides": one.state in Registration.STANDING,
        "section": "desk",
    }
    return render(request, "desk/registration.html", context, status=status)


def decided(request, one, given):
    try:
        if given["decision"] == "refuse":
            actions.refuse(one, given["reason"], by=request.user)
        else:
            erase_on = usual_day(one.delegation.admission.meeting)
            actions.admit(one, given["conditions"], by=request.user, erase_on=erase_on)
    except MovedOn:
        why = _("Nothing was done: without a seat, or before the delegation is confirmed, nobody is admitted.")
        messages.error(request, why)
        return False
    messages.success(request, _("Decided. Who registered this person gets a mail."))
    return True


@require_POST
@officers
def admit_delegation(request, slug, pk):
    one = get_object_or_404(
        Delegation.objects.select_related("member", "admission__meeting"), admission__meeting__slug=slug, pk=pk
    )
    try:
        count = actions.admit_delegation(one, by=request.user, erase_on=usual_day(one.admission.meeting))
        messages.success(request, _("Admitted anew: %(count)d.") % {"count": count})
    except MovedOn:
        messages.error(request, _("This delegation has not been confirmed. Nothing was done."))
    return redirect("meetings:registrations", slug)


# --- Lists that travel ------------------------------------------------------------------------------------------------


@require_safe
@officers
def badges(request, slug):
    rules = admission_to(slug)
    if request.GET.get("format") == "pdf":
        return document_response(request, "badges", slug)
    found = BadgeFilter(request.GET, travelling(rules), request=request)
    context = {"meeting": rules.meeting, "section": "desk"}
    return listing(
        request, found, template="desk/badges.html", name="badges", columns=BADGES, context=context, formats=FILES
    )


@require_safe
@officers
def attendance(request, slug):
    rules = admission_to(slug)
    if request.GET.get("format") == "pdf":
        return document_response(request, "attendance", slug)
    found = AttendanceFilter(request.GET, travelling(rules), request=request)
    context = {"meeting": rules.meeting, "ways": Registration.Presence.choices, "section": "desk"}
    return listing(
        request,
        found,
        template="desk/attendance.html",
        name="attendance",
        columns=ATTENDANCE,
        context=context,
        formats=FILES,
    )


def travelling(rules):
    return Registration.objects.of(rules.meeting).for_lists_that_travel()


@require_POST
@officers
def mark(request, slug, pk):
    """How somebody took part; the page comes back where it was."""
    one = get_object_or_404(Registration.objects.of(admission_to(slug).meeting), pk=pk)
    presence = request.POST.get("presence", "")
    if presence and presence not in Registration.Presence.values:
        raise Http404
    if not actions.mark(one, presence, by=request.user):
        messages.error(request, _("Only those admitted are marked. Nothing was done."))
    page = request.POST.get("page", "1")
    query = f"?page={page}" if page.isdigit() and page != "1" else ""
    return redirect(f"{reverse('meetings:attendance', args=[slug])}{query}#person-{pk}")
