from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletters import limits
from newsletters.actions import subscriptions as actions
from newsletters.forms.subscriptions import ConfirmForm, SubscribeForm
from newsletters.links import address_leaving
from newsletters.models import Subscriber
from wpsnet.public_cache import public_page

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


def posted(request):
    """What was posted, also if it was nothing; None where the page is only read."""
    return request.POST if request.method == "POST" else None


@login_not_required
@reads_and_posts
def subscribe(request):
    """The answer is the same whether the address is known, new, or has been written to often enough this hour."""
    form = SubscribeForm(posted(request), initial={"language": get_language()})
    if not form.is_valid():
        return render(request, "newsletters/subscribe.html", {"form": form}, status=400 if form.is_bound else 200)
    if not limits.client_may(request):
        return render(request, "newsletters/subscribe.html", {"form": form, "too_often": True}, status=429)
    email = form.cleaned_data["email"]
    if limits.address_may(request, email) and not actions.subscribe(email, form.cleaned_data["language"]):
        return render(request, "newsletters/subscribe.html", {"form": form, "not_sent": True}, status=503)
    return redirect("newsletters:asked")


@public_page
def asked(request):
    return render(request, "newsletters/asked.html")


@login_not_required
@reads_and_posts
def confirm(request, token):
    """One page with one button: mail programs follow links, so only the button acts."""
    subscriber = Subscriber.objects.asked_with(token).first()
    if not subscriber:
        return render(request, "newsletters/link_ended.html", status=404)
    form = ConfirmForm(posted(request), initial={"language": get_language()})
    if not form.is_valid():
        context = {"form": form, "subscriber": subscriber}
        return render(request, "newsletters/confirm.html", context, status=400 if form.is_bound else 200)
    actions.confirm(subscriber, form.cleaned_data["language"])
    return redirect("newsletters:confirmed")


@public_page
def confirmed(request):
    return render(request, "newsletters/confirmed.html")


@csrf_exempt  # RFC 8058: the mail program posts here for the reader, without cookies, and is not sent elsewhere
@login_not_required
@reads_and_posts
def leave(request, token):
    """Leave by the link of a subscriber, or of one's copy of an edition."""
    subscriber = Subscriber.objects.leaving_with(token).first()
    address = subscriber.email if subscriber else address_leaving(token)
    if not address:
        return render(request, "newsletters/link_ended.html", status=404)
    known = subscriber or Subscriber.objects.filter(email=address).first()
    context = {"address": address, "stays": known is not None and known.is_active and actions.wants_more(known)}
    if request.method == "POST":
        actions.leave(address)
        return render(request, "newsletters/left.html", context)
    return render(request, "newsletters/leave.html", context)
