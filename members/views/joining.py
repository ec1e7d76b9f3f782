"""Joining: the public page and forms, and the pages behind the links that one who asks gets by mail."""

from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members import joining
from members.actions import requests as actions
from members.forms.joining import AnswerForm, RequestForm
from wpsnet.public_cache import public_page

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@public_page
def join(request):
    return render(request, "joining/join.html", {"ways": joining.WAYS})


@login_not_required
@reads_and_posts
def ask(request, way):
    """The answer is the same whether the address is known, new, or has been written to often enough this hour."""
    way = next((one for one in joining.WAYS if one.slug == way), None)
    if not way:
        raise Http404(_("There is no such form. Please choose one on the page about joining."))
    form = RequestForm(posted(request), request.FILES or None, way=way, initial={"language": get_language()})
    context = {"form": form, "way": way}
    if not form.is_valid():
        return render(request, "joining/ask.html", context, status=400 if form.is_bound else 200)
    if not ratelimit.consume(request, action="join_client"):
        return render(request, "joining/ask.html", context | {"too_often": True}, status=429)
    if address_may(request, form.instance) and not actions.ask_to_join(form.instance, form.cleaned_data["files"]):
        return render(request, "joining/ask.html", context | {"not_sent": True}, status=503)
    return redirect("members:join_sent")


def posted(request):
    """What was posted, also if it was nothing; None where the page is only read."""
    return request.POST if request.method == "POST" else None


def address_may(request, asking):
    return ratelimit.consume(request, action="join_address", key=asking.email)


@public_page
def sent(request):
    return render(request, "joining/sent.html", {"days": joining.CONFIRM_WITHIN.days})


# --- Behind a link: whoever holds it is she who asks, whether or not somebody has signed in ---------------------------


def behind_link(opened):
    """A page that is given the request which OPENED finds by the token. To open it changes nothing."""

    def decorate(view):
        @login_not_required
        @reads_and_posts
        @wraps(view)
        def page(request, token):
            try:
                return view(request, opened(token))
            except joining.LinkUnknown:
                return render(request, "joining/link_unknown.html", status=404)
            except actions.AlreadyDecided as error:
                return render(request, "joining/decided.html", {"asking": error.request, "token": token}, status=409)

        return page

    return decorate


@login_not_required
@reads_and_posts
def confirm(request, token):
    """One page with one button: mail programs follow links, so only the button acts."""
    try:
        asking = joining.to_confirm(token)
        if request.method == "POST":
            actions.confirm(asking)
        elif not asking.confirmed_at:
            return render(request, "joining/confirm.html", {"asking": asking})
    except joining.LinkUnknown:
        return render(request, "joining/link_unknown.html", status=404)
    except joining.LinkEnded as ended:
        return new_link(request, ended.request)
    return redirect("members:join_status", joining.token_for(asking))


def new_link(request, asking):
    """The three days are over, but the request is still there: she can have another link."""
    if request.method != "POST":
        return render(request, "joining/link_ended.html", {"asking": asking}, status=410)
    if address_may(request, asking) and not actions.send_link_again(asking):
        return render(request, "joining/link_ended.html", {"asking": asking, "not_sent": True}, status=503)
    return redirect("members:join_sent")


def followed(token):
    try:
        return joining.to_follow(token)
    except joining.LinkEnded as error:
        raise joining.LinkUnknown from error


@behind_link(followed)
def status(request, asking):
    """Her own page: how it stands, what was said, and her answer."""
    form = AnswerForm(posted(request), request.FILES or None, label=_("Your message to the secretariat"))
    if form.is_valid():
        actions.answer(asking, form.cleaned_data["words"], form.cleaned_data["files"])
        messages.success(request, _("Your message has reached the secretariat."))
        return redirect("members:join_status", joining.token_for(asking))
    said = list(asking.messages.prefetch_related("files"))
    context = {
        "asking": asking,
        "form": form,
        "said": said,
        "asked": bool(said) and said[-1].by_id is not None,
        "token": joining.token_for(asking),
    }
    return render(request, "joining/status.html", context, status=400 if form.is_bound else 200)


@behind_link(followed)
def withdraw(request, asking):
    if request.method == "POST":
        actions.withdraw(asking)
        messages.success(request, _("Your request has been withdrawn."))
        return redirect("members:join_status", joining.token_for(asking))
    if asking.decided_at:
        raise actions.AlreadyDecided(asking)
    return render(request, "joining/withdraw.html", {"asking": asking, "token": joining.token_for(asking)})
