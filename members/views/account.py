from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from members.actions import save_account, sign_out_everywhere
from members.forms import AccountForm, ContactForm
from members.typed import keeps_typed_text, typed_text


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
def account(request):
    """My account: who I am, and what of my contact data is shown to whom."""
    data = request.POST or typed_text(request)
    form = AccountForm(data, instance=request.user)
    posts = request.user.appointments.current().select_related("member").order_by("member__name", "role")
    contacts = [ContactForm(data, instance=post, prefix=f"post{post.pk}") for post in posts]
    faults = [one.errors for one in (form, *contacts) if not one.is_valid()]  # of all of them, not only the first
    if request.method == "POST" and not faults:
        save_account(form, *contacts)
        return saved(request)
    return render(request, "desk/account.html", {"form": form, "contacts": contacts, "section": "desk"})


def saved(request):
    """Back to the page, in the language that was just chosen."""
    with override(request.user.language):
        messages.success(request, _("Your account has been saved."))
    return redirect(translate_url(reverse("members:account"), request.user.language))


@require_POST
def leave_everywhere(request):
    sign_out_everywhere(by=request.user)
    logout(request)
    messages.success(request, _("You have been signed out on every device."))
    return redirect("account_login")
