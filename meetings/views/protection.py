"""Who a protected person is: shown to few, one look at a time, each written down."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings.actions import protection as actions
from meetings.forms.admission import LookForm
from meetings.models import ProtectedPerson
from members.naming import name_for


def protected_for(request, pk, right):
    """The protected person PK for somebody with RIGHT. Who is not of the secretariat does not learn that she is there."""
    one = get_object_or_404(ProtectedPerson, pk=pk)
    if not request.user.has_perm(right, one):
        if request.user.has_perm("meetings.admit"):
            raise PermissionDenied(_("Only administrators, and whoever entered this person, see who it is."))
        raise Http404
    return one


@require_http_methods(["GET", "HEAD", "POST"])
def protected(request, pk):
    """To open the page shows nothing yet. The name comes with an answer that is written into the log first."""
    one = protected_for(request, pk, "meetings.read_protected")
    form = LookForm(request.POST if request.method == "POST" else None)
    identity = None
    if request.method == "POST" and form.is_valid() and not one.erased_at:
        identity = actions.look(one, form.cleaned_data["reason"], by=request.user)
    context = {
        "one": one,
        "form": form,
        "identity": identity,
        "looks": [(look, name_for(look.by, request.user)) for look in one.looks.select_related("by")[:50]],
        "section": "desk",
    }
    failed = request.method == "POST" and identity is None
    return render(request, "desk/protected.html", context, status=400 if failed else 200)


@require_POST
def erase(request, pk):
    one = protected_for(request, pk, "meetings.erase_protected")
    actions.erase(one)
    messages.success(request, _("Who stood behind this code has been erased. The code and the log stay."))
    return redirect(one)
