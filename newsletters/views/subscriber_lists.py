"""A list of subscribers is sent, looked at row by row, and then taken in or thrown away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members.imports.faults import Unreadable, sentence
from newsletters.actions import subscriber_lists as actions
from newsletters.forms.subscriber_lists import ListForm
from newsletters.models import SubscriberList
from newsletters.subscriber_lists import COLUMNS, REASONS
from newsletters.views.newsroom import officers, shown_and_acted_on

MOST_SHOWN = 200


@shown_and_acted_on
@officers
def begin(request):
    form = ListForm(request.POST or None, request.FILES or None) if request.method == "POST" else ListForm()
    if form.is_valid():
        try:
            found = actions.begin(form.cleaned_data["file"], by=request.user)
        except Unreadable as error:
            for code, named in error.problems:
                form.add_error("file", sentence(code, named))
        else:
            return redirect("newsletters:subscriber_list", found.pk)
    context = {"form": form, "columns": COLUMNS, "section": "desk"}
    status = 400 if request.method == "POST" else 200
    return render(request, "newsroom/import_subscribers.html", context, status=status)


@require_safe
@officers
def preview(request, pk):
    """What would happen, before anything does."""
    found = get_object_or_404(SubscriberList, pk=pk, sent_by=request.user)
    refused = [row | {"words": _(REASONS[row["reason"]])} for row in found.refused[:MOST_SHOWN]]
    context = {"found": found, "rows": found.rows[:MOST_SHOWN], "refused": refused, "section": "desk"}
    return render(request, "newsroom/subscriber_list.html", context)


@require_POST
@officers
def settle(request, pk, verb):
    found = get_object_or_404(SubscriberList, pk=pk, sent_by=request.user)
    match verb:
        case "take":
            count = actions.take(found, by=request.user)
            done = ngettext(
                "%(count)s address now receives the newsletter.",
                "%(count)s addresses now receive the newsletter.",
                count,
            )
            messages.success(request, done % {"count": count})
        case "discard":
            actions.throw_away(found, by=request.user)
            messages.success(request, _("The list is thrown away. Nobody was subscribed."))
        case _:
            raise Http404
    return redirect("newsletters:subscribers")
