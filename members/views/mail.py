"""Who got what mail, and why or why not; and the addresses to which none goes any more. For the secretariat only."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from members.exports.mail import SUPPRESSED
from members.filters.mail import SuppressionFilter
from members.forms.mail import AddressForm
from members.models import User
from wpsnet.exports import FILES
from wpsnet.listing import listing, page_of, query_without_page
from wpsnet.models import Delivery, ReturnedMail, Suppression
from wpsnet.outbox.returns import forgive

MOST_RETURNS = 20
WHY = {"member": gettext_lazy("member of the network"), "subscriber": gettext_lazy("subscriber of the newsletter")}
for_readers = permission_required("members.read_mail", raise_exception=True)


@require_safe
@for_readers
def mail(request):
    """Why did I get this, or not? All copies that went, or were to go, to one address."""
    form = AddressForm(request.GET or None)
    context = {"form": form, "section": "desk", "query": query_without_page(request)}
    if not form.is_bound:
        return render(request, "desk/mail.html", context)
    if not form.is_valid():
        return render(request, "desk/mail.html", context, status=400)
    address = form.cleaned_data["address"]
    if is_hidden(address, request.user):
        return render(request, "desk/mail.html", context | {"hidden": True})
    copies = Delivery.objects.filter(address=address).select_related("mailing").order_by("-created_at", "-pk")
    returns = ReturnedMail.objects.filter(delivery__address=address).select_related("delivery__mailing")
    context |= {
        "address": address,
        "page": page_of(copies, request.GET.get("page", 1)),
        "why": WHY,
        "returns": returns.order_by("-received_at")[:MOST_RETURNS],
        "suppression": Suppression.objects.filter(address=address).first(),
    }
    return render(request, "desk/mail.html", context)


def is_hidden(address, reader):
    """The mail of a protected person is for administrators."""
    may_see = reader.has_perm("members.manage_people")
    return not may_see and User.objects.filter(at_risk=True, email__iexact=address).exists()


@require_safe
@for_readers
def suppressed(request):
    """What an editor may not see is not found by its address either."""
    protected = Exists(User.objects.filter(at_risk=True, email__iexact=OuterRef("address")))
    rows = Suppression.objects.annotate(is_protected=protected).order_by("-since", "address")
    if not request.user.has_perm("members.manage_people"):
        rows = rows.filter(is_protected=False)
    return listing(
        request,
        SuppressionFilter(request.GET, rows),
        template="desk/suppressed.html",
        name="suppressed",
        columns=SUPPRESSED,
        context={"section": "desk"},
        formats=FILES,
    )


@require_POST
@for_readers
def release(request):
    """The address is right after all. Who left, or called our mail unwanted, comes back only of her own will."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("This is not an e-mail address. Nothing was changed."))
    if not is_hidden(form.cleaned_data["address"], request.user) and forgive(form.cleaned_data["address"]):
        messages.success(request, _("Mail goes to this address again."))
    else:
        messages.info(
            request, _("Nothing was changed: mail from this address did not come back, or its reader has left.")
        )
    return redirect("members:suppressed")
