"""People whom our mail does not reach: who they are, and what was found out about them."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.actions.contact_cases import close_case
from members.contacts import contact_of
from members.exports.verification import case_columns
from members.filters.verification import CaseFilter
from members.forms.verification import OutcomeForm
from members.models import ContactCase
from wpsnet.exports import FILES
from wpsnet.listing import listing


def sees_address(reader, person):
    """The secretariat sees where mail was sent, of a protected person its administrators only. A focal point asks her
    colleague, not the portal."""
    return bool(reader.secretariat) and (not person.at_risk or reader.has_perm("members.manage_people"))


def name_of(person, reader):
    """The name of PERSON, with the posts that she holds, as READER may know it."""
    if reader.secretariat:
        return person.name
    return next(
        (contact.name for post in person.posts if (contact := contact_of(post, reader)).name),
        _("The name is not shown"),
    )


@require_safe
@permission_required("members.run_verification", raise_exception=True)
def contact_cases(request):
    return listing(
        request,
        CaseFilter(request.GET, ContactCase.objects.for_list()),
        template="desk/verification/contacts.html",
        name="contacts-to-verify",
        columns=case_columns(partial(sees_address, request.user)),
        context={"section": "desk", "sees_protected": request.user.has_perm("members.manage_people")},
        formats=FILES,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def contact_case(request, pk):
    """One of them; the form closes the case."""
    case = get_object_or_404(ContactCase.objects.visible_to(request.user).for_list(), pk=pk)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return closed(request, case, close_case(case, form.cleaned_data["outcome"], by=request.user))
    context = {
        "case": case,
        "name": name_of(case.person, request.user),
        "form": form,
        "shows_address": sees_address(request.user, case.person),
        "section": "desk",
    }
    return render(request, "desk/verification/contact.html", context, status=400 if form.is_bound else 200)


def closed(request, case, is_mine):
    if is_mine:
        messages.success(request, _("Thank you. The case is closed."))
    else:
        messages.info(request, _("Somebody else has closed this case already, so nothing was changed."))
    return redirect("members:contact_case", case.pk)
