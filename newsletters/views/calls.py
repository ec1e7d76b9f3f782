"""Calls: the secretariat asks, members answer by a personal link, officers take what they like into the edition."""

import contextlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.typed import keeps_typed_text, sent
from newsletters.actions import calls as actions
from newsletters.actions.editions import NotPossible
from newsletters.forms.calls import CallForm, ContributionForm
from newsletters.links import contribution_of
from newsletters.models import Call, Contribution, Edition, Item
from newsletters.views.newsroom import of_edition, officers
from wpsnet.files import give
from wpsnet.timeline import latest

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])
MOST_NEWS = 10


@keeps_typed_text
@reads_and_posts
@of_edition
def open_call(request, edition):
    """The page before a call goes out: the deadline, and how many are asked."""
    if hasattr(edition, "call"):
        return redirect("newsletters:call", edition.number)
    form = CallForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.open_call(edition, form.cleaned_data["deadline"], by=request.user)
        messages.success(request, _("The call is on its way."))
        return redirect("newsletters:call", edition.number)
    posts = actions.asked_posts().order_by()
    counts = {
        "members": posts.values("member").distinct().count(),
        "people": posts.values("person").distinct().count(),
    }
    context = {"edition": edition, "form": form, "counts": counts, "section": "desk"}
    return render(request, "newsroom/open_call.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@of_edition
def call(request, edition):
    """Who was asked, who answered, who declined, and what came in."""
    call = get_object_or_404(Call, edition=edition)
    rows = call.contributions.select_related("member", "item").order_by("member__slug")
    context = {
        "edition": edition,
        "call": call,
        "came_in": [row for row in rows if row.submitted_at],
        "declined": [row.member for row in rows if row.declined_at],
        "silent": [row.member for row in rows if not row.submitted_at and not row.declined_at],
        "section": "desk",
    }
    return render(request, "newsroom/call.html", context)


@require_POST
@of_edition
def settle(request, edition, pk, verb):
    """Take a contribution into the edition, or set it aside."""
    found = get_object_or_404(Contribution, call__edition=edition, pk=pk)
    if verb == "take":
        item = actions.take(found, by=request.user)
        messages.success(request, _("It is an item now. Have it translated, and shape it."))
        return redirect("newsletters:edit_item", edition.number, item.pk)
    actions.set_aside(found, by=request.user)
    return redirect("newsletters:call", edition.number)


@require_safe
@officers
def contributed_picture(request, pk):
    found = get_object_or_404(Contribution.objects.select_related("picture").exclude(picture=None), pk=pk)
    return give(found.picture, inline=True)


# --- The member -------------------------------------------------------------------------------------------------------


@login_not_required
@reads_and_posts
def contribute(request, token):
    """The form behind a personal link, filled with what the member did since the last edition. Opening it changes nothing."""
    found, is_open = contribution_of(token)
    if found is None:
        return render(request, "newsletters/link_ended.html", status=404)
    if found.submitted_at or not is_open:
        return render(request, "newsletters/contributed.html", {"one": found}, status=200 if is_open else 410)
    if request.method == "POST" and "decline" in request.POST:
        actions.decline(found)
        return render(request, "newsletters/contributed.html", {"one": found, "declined": True})
    form = ContributionForm(
        request.POST if request.method == "POST" else None, request.FILES or None, initial=first_words(found)
    )
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(NotPossible):  # sent twice: the page shows what was sent first
            actions.submit(found, form.words(), form.cleaned_data["picture"])
        return redirect("newsletters:contribute", token)
    context = {"form": form, "one": found, "call": found.call}
    return render(request, "newsletters/contribute.html", context, status=400 if request.method == "POST" else 200)


def first_words(contribution):
    """What the portal knows of the member since the last edition, a line each."""
    newest = Edition.objects.issued().defer("issued").first()
    news = latest(MOST_NEWS, member=contribution.member)
    fresh = [one for one in news if newest is None or one.day > newest.issued_at.date()]
    lines = [f"{one.title} ({one.when})" for one in fresh]
    return {
        "text": "\n\n".join(lines),
        "language": get_language(),
        "section": Item.Section.PLAN if fresh and fresh[0].kind == "plan" else Item.Section.DEVELOPMENT,
        "link": fresh[0].url if fresh else "",
    }
