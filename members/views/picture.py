"""A person's picture on her own account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from members.actions.picture import remove_picture, set_picture
from members.forms.picture import PictureForm
from members.views.account import account_page
from wpsnet import files


@require_http_methods(["GET", "HEAD", "POST"])
def picture(request):
    """Her own picture, or, posted, a new one."""
    if request.method == "POST":
        return change(request)
    if not request.user.photo:
        raise Http404
    return files.give(request.user.photo, inline=True)


def change(request):
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return account_page(request, picture_form=form, status=400)
    set_picture(request.user, form.cleaned_data["picture"], by=request.user)
    messages.success(request, _("Your picture has been saved. You decide below who sees it."))
    return redirect("members:account")


@require_POST
def remove(request):
    remove_picture(request.user)
    messages.success(request, _("Your picture has been removed."))
    return redirect("members:account")
