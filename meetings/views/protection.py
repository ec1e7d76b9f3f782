"""Who a protected person is: shown to few, one look at a time, each written down."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from meetings.actions import protection as actions
from meetings.forms.admission import LookForm
from meetings.models import ProtectedPerson
from meetings.protection import Unreadable
from members.naming import name_for

SEALED = gettext_lazy(
    "Who it is cannot be read: it was sealed with a key that this portal no longer has. Nothing is lost while that key is kept: "
    "ask whoever runs the portal to put it back behind the new one."
)


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
    identity, status = None, 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid() and not one.erased_at:
        try:
            identity = actions.look(one, form.cleaned_data["reason"], by=request.user)
        except Unreadable:
            messages.error(request, SEALED)
            status = 503
    context = {
        "one": one,
        "form": form,
        "identity": identity,
        "looks": [(look, name_for(look.by, request.user)) for look in one.looks.select_related("by")[:50]],
        "section": "desk",
    }
    return render(request, "desk/protected.html", context, status=200 if identity else status)


@require_POST
def erase(request, pk):
    one = protected_for(request, pk, "meetings.erase_protected")
    actions.erase(one)
    messages.success(request, _("Who stood behind this code has been erased. The code and the log stay."))
    return redirect(one)
