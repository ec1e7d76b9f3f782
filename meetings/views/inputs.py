"""Input to a meeting: asked for in public, sent without an account, read and answered by the secretariat."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings.actions import inputs as actions
from meetings.forms.inputs import AnswerForm, InputCallForm, InputForm
from meetings.models import Input, InputCall, Meeting
from members.typed import keeps_typed_text, sent
from wpsnet import files
from wpsnet.listing import page_of
from wpsnet.public_cache import public_page

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("meetings.read_inputs", raise_exception=True)
CLOSED = 409


def call_at(slug):
    return get_object_or_404(InputCall.objects.select_related("meeting"), meeting__slug=slug)


# --- Everybody --------------------------------------------------------------------------------------------------------


@public_page
def public(request, slug):
    """What the meeting asks, and what was published of the answers."""
    call = call_at(slug)
    page = page_of(call.inputs.public().select_related("file"), request.GET.get("page", 1))
    return render(
        request, "meetings/input.html", {"call": call, "meeting": call.meeting, "page": page, "section": "meetings"}
    )


@login_not_required
@reads_and_posts
def send(request, slug):
    """Whoever sends it, the portal keeps no address of hers but the one that she gives."""
    call = call_at(slug)
    posted = request.POST if request.method == "POST" else None
    form = InputForm(posted, request.FILES or None, instance=Input(call=call), initial={"language": get_language()})
    context = {"call": call, "meeting": call.meeting, "form": form, "section": "meetings"}
    if not call.is_open:
        status = CLOSED if request.method == "POST" else 200
        return render(request, "meetings/input_form.html", context | {"closed": True}, status=status)
    if not form.is_valid():
        return render(request, "meetings/input_form.html", context, status=400 if form.is_bound else 200)
    if not ratelimit.consume(request, action="input_client"):
        return render(request, "meetings/input_form.html", context | {"too_often": True}, status=429)
    actions.send(form.instance, form.cleaned_data["upload"])
    return redirect("meetings:input_sent", slug)


@public_page
def thanks(request, slug):
    call = call_at(slug)
    return render(request, "meetings/input_sent.html", {"meeting": call.meeting, "section": "meetings"})


@public_page
def public_file(request, slug, pk):
    return given(Input.objects.public(), slug, pk)


def given(rows, slug, pk):
    one = get_object_or_404(rows.select_related("file"), call__meeting__slug=slug, pk=pk)
    if one.file is None:
        raise Http404
    return files.give(one.file)


# --- The secretariat --------------------------------------------------------------------------------------------------


@reads_and_posts
@keeps_typed_text
@officers
def call(request, slug):
    """What is asked, and from which day to which."""
    meeting = get_object_or_404(Meeting, slug=slug)
    asked = InputCall.objects.filter(meeting=meeting).first() or InputCall(meeting=meeting)
    form = InputCallForm(sent(request), instance=asked)
    if request.method == "POST" and form.is_valid():
        actions.save_call(form.instance, by=request.user)
        messages.success(request, _("The call for input has been saved."))
        return redirect("meetings:inputs", slug)
    context = {"meeting": meeting, "form": form, "section": "desk"}
    return render(request, "desk/input_call.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@officers
def inputs(request, slug):
    asked = call_at(slug)
    rows = asked.inputs.order_by("-sent_at", "-pk")
    page = page_of(rows, request.GET.get("page", 1))
    return render(
        request, "desk/inputs.html", {"call": asked, "meeting": asked.meeting, "page": page, "section": "desk"}
    )


@reads_and_posts
@keeps_typed_text
@officers
def answer(request, slug, pk):
    rows = Input.objects.select_related("call__meeting", "file", "decided_by")
    one = get_object_or_404(rows, call__meeting__slug=slug, pk=pk)
    form = AnswerForm(sent(request), one=one, initial={"state": one.state, "answer": one.answer})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            went = actions.answer(one, chosen["state"], chosen["answer"], by=request.user)
        except actions.NoConsent as error:
            raise PermissionDenied(_("Who sent this does not want it published.")) from error
        if went:
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("This is saved, but the mail server did not take the mail."))
        return redirect("meetings:inputs", slug)
    context = {"one": one, "meeting": one.call.meeting, "form": form, "section": "desk"}
    return render(request, "desk/input.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@officers
def file(request, slug, pk):
    return given(Input.objects.all(), slug, pk)
