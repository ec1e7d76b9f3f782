"""The secretariat opens, renames and closes circles, and finds a convener. What is in them it does not see."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.actions import circles as actions
from members.forms.circles import AddressForm, CircleForm
from members.models import Circle
from members.typed import keeps_typed_text, typed_text
from members.views.circles import shown_and_acted_on
from wpsnet.languages import alphabetical
from wpsnet.listing import page_of

secretariat_only = permission_required("members.manage_circles", raise_exception=True)


@keeps_typed_text
@shown_and_acted_on
@secretariat_only
def circles(request):
    """All circles, the closed ones too, and the form for a new one."""
    form = CircleForm(request.POST or typed_text(request))
    if request.method == "POST" and form.is_valid():
        circle = actions.open_circle(form.save(commit=False))
        messages.success(request, _("The circle is open. Now find somebody who convenes it."))
        return redirect("members:keep_circle", circle.pk)
    rows = Circle.objects.with_convener().order_by(alphabetical("name"), "slug")
    context = {"page": page_of(rows, request.GET.get("page", 1)), "form": form, "section": "desk"}
    return render(request, "desk/circles.html", context, status=400 if request.method == "POST" else 200)


@keeps_typed_text
@shown_and_acted_on
@secretariat_only
def circle(request, pk):
    """Name and purpose of one, and its convener."""
    kept = get_object_or_404(Circle.objects.with_convener(), pk=pk)
    form = CircleForm(request.POST or typed_text(request), instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The circle has been saved. Its address stays as it was."))
        return redirect("members:keep_circle", pk)
    return circle_page(request, kept, form=form, status=400 if request.method == "POST" else 200)


def circle_page(request, kept, *, form, address=None, status=200):
    context = {"circle": kept, "form": form, "address": address or AddressForm(), "section": "desk"}
    return render(request, "desk/circle.html", context, status=status)


@require_POST
@secretariat_only
def call_convener(request, pk):
    kept = get_object_or_404(Circle.objects.open().with_convener(), pk=pk)
    address = AddressForm(request.POST)
    if not address.is_valid():
        return circle_page(request, kept, form=CircleForm(instance=kept), address=address, status=400)
    try:
        actions.call_convener(kept, address.cleaned_data["email"])
    except actions.HasConvener:
        messages.warning(request, _("Nobody was invited: the circle has a convener by now."))
    else:
        messages.success(
            request,
            _("If this address belongs to an account, its owner now finds the invitation on the desk and in a mail."),
        )
    return redirect("members:keep_circle", pk)


@require_POST
@secretariat_only
def close(request, pk):
    """Close it, or open it again."""
    kept = get_object_or_404(Circle, pk=pk)
    if "reopen" in request.POST:
        actions.reopen(kept)
        messages.success(request, _("The circle is open again."))
    else:
        actions.close(kept)
        messages.success(request, _("The circle is closed. Whoever is in it can still read it, and leave."))
    return redirect("members:keep_circle", pk)
