"""What the portal holds about the person who asks: to take along, to protect, to erase."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions.erase import StillInOffice, erase
from members.actions.people import set_at_risk
from members.forms.people import EraseForm, SwitchForm
from members.fresh import fresh
from members.models import Notice
from members.views.people import posts_of
from wpsnet.models import StoredFile
from wpsnet.personal import held


@require_safe
def data(request):
    """Everything, as a ZIP: the facts as JSON, and her files."""
    told = {}
    for tell in held.values():
        told |= tell(request.user)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", about())
        archive.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for stored in files_of(request.user):
            archive.writestr(f"files/{stored.pk}-{stored.name}", stored.file.read())
    name = f"wps-my-data-{timezone.localdate().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


def about():
    return _(
        "This is everything that the portal of the Women, Peace and Security Focal Points Network holds about you, as of "
        "%(day)s. data.json holds the facts; any text editor opens it. The folder files holds your picture and the files "
        "of your notices. If something is wrong, correct it in your account, or write to the secretariat."
    ) % {"day": timezone.localdate().isoformat()}


def files_of(user):
    """Her picture, and what she has put into circles. Other uploads are papers of the office; data.json lists them."""
    keys = {user.photo_id} | set(Notice.objects.filter(author__person=user).values_list("files", flat=True))
    return StoredFile.objects.filter(pk__in=keys - {None})


@require_POST
def protection(request):
    """She marks herself as at risk, or takes the mark away."""
    form = SwitchForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    set_at_risk(request.user, form.cleaned_data["on"])
    if form.cleaned_data["on"]:
        messages.success(
            request, _("You are protected from now on: readers see your name and your contact data nowhere.")
        )
    else:
        messages.success(request, _("The protection has ended. Readers see what you have chosen below."))
    return redirect("members:account")


@require_http_methods(["GET", "HEAD", "POST"])
@fresh("members:erase_account")
def erase_own(request):
    """What goes and what stays, and the button."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(request.user, by=request.user)
        except StillInOffice:
            form.add_error(None, _("Nothing was erased: you still hold a post. End it first, or hand it over."))
        else:
            logout(request)
            messages.success(request, _("Your account and your personal data have been erased."))
            return redirect("observatory:home")
    context = {
        "form": form,
        "person": request.user,
        "posts": posts_of(request.user),
        "is_self": True,
        "section": "desk",
    }
    return render(request, "desk/erase.html", context, status=400 if form.is_bound else 200)
