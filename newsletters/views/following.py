"""Following without an account: the form, the link in the mail, the feed, and one click to end it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from newsletters import limits
from newsletters.actions import following as actions
from newsletters.actions import subscriptions
from newsletters.forms.following import ConfirmFollowForm, FollowForm, choosing
from newsletters.links import preferences_token
from newsletters.models import Follow
from newsletters.news import address_of
from newsletters.topics import topic
from newsletters.views.subscriptions import posted, reads_and_posts
from wpsnet import exports
from wpsnet.outbox import bulk
from wpsnet.public_cache import public_page

MOST_IN_FEED = 50


@login_not_required
@reads_and_posts
def follow(request):
    """The answer is the same whether the address is known, new, or has been written to often enough this hour."""
    what, key = request.GET.get("what", ""), request.GET.get("key", "")
    if not what:
        status = 400 if request.method == "POST" else 200
        return render(request, "newsletters/choose_topic.html", {"forms": choosing()}, status=status)
    followed = found(what, key)
    form = FollowForm(posted(request), initial={"language": get_language()})
    context = {"topic": followed, "form": form}
    if not form.is_valid():
        return render(request, "newsletters/follow.html", context, status=400 if form.is_bound else 200)
    if not limits.client_may(request):
        return render(request, "newsletters/follow.html", context | {"too_often": True}, status=429)
    email, language = form.cleaned_data["email"], form.cleaned_data["language"]
    asked = limits.address_may(request, email)
    if asked and not actions.ask_by_mail(email, language, followed, form.cleaned_data["frequency"]):
        return render(request, "newsletters/follow.html", context | {"not_sent": True}, status=503)
    return redirect("newsletters:asked")


def found(what, key):
    followed = topic(what, key)
    if followed is None or len(followed.key) > Follow._meta.get_field("key").max_length:
        raise Http404(_("Nothing that can be followed is at this address."))
    return followed


@login_not_required
@reads_and_posts
def confirm(request, token):
    """One page with one button: mail programs follow links, so only the button acts."""
    asked = Follow.objects.asked_with(token).first()
    followed = asked and topic(asked.what, asked.key)
    if not followed:
        return render(request, "newsletters/link_ended.html", status=404)
    initial = {"frequency": asked.frequency, "language": asked.subscriber.language}
    form = ConfirmFollowForm(posted(request), initial=initial)
    context = {"form": form, "topic": followed, "address": asked.subscriber.email}
    if not form.is_valid():
        return render(request, "newsletters/confirm_follow.html", context, status=400 if form.is_bound else 200)
    actions.confirm(asked, form.cleaned_data["frequency"], form.cleaned_data["language"])
    context |= {"token": preferences_token(asked.subscriber)}
    return render(request, "newsletters/followed.html", context)


@csrf_exempt  # RFC 8058: the mail program posts here for the reader, without cookies, and is not sent elsewhere
@login_not_required
@reads_and_posts
def stop(request, token):
    """End what one mail was about: the digest, or all that it told of."""
    delivery = bulk.reader_of(token)
    if delivery is None:
        return render(request, "newsletters/link_ended.html", status=404)
    context = {
        "address": delivery.address,
        "is_digest": delivery.mailing.template == "digest",
        "token": token,
        "topics": [],
    }
    asked = Follow.objects.filter(pk__in=[int(pk) for pk in (delivery.context or {}).get("follows", {})])
    if request.method == "POST":
        if context["is_digest"]:
            subscriptions.leave_digest(delivery.address)
        actions.end(asked)
        return render(request, "newsletters/stopped.html", context)
    named = [topic(one.what, one.key) for one in asked.active()]
    return render(request, "newsletters/stop.html", context | {"topics": [one for one in named if one]})


COLUMNS = [
    exports.Column("title", gettext_lazy("title"), lambda row: row.title),
    exports.Column("on_record_since", gettext_lazy("on record since"), lambda row: row.day),
]


class Entry:
    """One line of a feed."""

    def __init__(self, at, kind, row):
        self.day, self.title, self.address = at.date().isoformat(), kind.title(row), address_of(row)

    def get_absolute_url(self):
        return self.address


@public_page
def feed(request):
    """What came to be public of one topic, the newest first."""
    followed = found(request.GET.get("what", ""), request.GET.get("key", ""))
    rows = [Entry(*one) for one in followed.newest(MOST_IN_FEED)]
    return exports.answer(request, request.GET.get("format", "atom"), rows, COLUMNS, "what-is-new")
