from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from members.actions import save_account, sign_out_everywhere
from members.forms import AccountForm, ContactForm
from members.forms.picture import PictureForm
from members.typed import keeps_typed_text, typed_text


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
def account(request):
    """My account: who I am, and what of my contact data is shown to whom."""
    data = request.POST or typed_text(request)
    form, contacts = account_forms(request, data)
    faults = [one.errors for one in (form, *contacts) if not one.is_valid()]  # of all of them, not only the first
    if request.method == "POST" and not faults:
        save_account(form, *contacts)
        return saved(request)
    return account_page(request, form, contacts)


def account_forms(request, data=None):
    posts = request.user.appointments.current().select_related("member").order_by("member__name", "role")
    contacts = [ContactForm(data, instance=post, prefix=f"post{post.pk}") for post in posts]
    return AccountForm(data, instance=request.user), contacts


def account_page(request, form=None, contacts=None, picture_form=None, status=200):
    """The page with the forms that are given, and fresh ones for the others."""
    if form is None:
        form, contacts = account_forms(request)
    context = {"form": form, "contacts": contacts, "picture_form": picture_form or PictureForm(), "section": "desk"}
    return render(request, "desk/account.html", context, status=status)


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
