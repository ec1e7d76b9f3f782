"""Remarks of editors on an item, and the order of items by dragging: the buttons up and down do the same."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.typed import keeps_typed_text, sent
from newsletters.actions import remarks as actions
from newsletters.forms.remarks import RemarkForm
from newsletters.models import Item, Remark
from newsletters.views.newsroom import of_edition, room, shown_and_acted_on

MOST_ITEMS = 500


@keeps_typed_text
@shown_and_acted_on
@of_edition
def remarks(request, edition, pk):
    item = get_object_or_404(Item.objects.select_related("edition"), edition=edition, pk=pk)
    form = RemarkForm(sent(request), instance=Remark(item=item))
    if request.method == "POST" and form.is_valid():
        actions.write(form.save(commit=False), by=request.user)
        return redirect("newsletters:remarks", edition.number, pk)
    said = item.remarks.select_related("written_by", "settled_by")
    context = {"form": form, "item": item, "edition": edition, "remarks": said, "section": "desk"}
    return render(request, "newsroom/remarks.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@of_edition
def settle(request, edition, pk, remark):
    found = get_object_or_404(Remark, pk=remark, item=pk, item__edition=edition)
    actions.settle(found, by=request.user)
    return redirect("newsletters:remarks", edition.number, pk)


@require_POST
@of_edition
def arrange(request, edition):
    """The order in which the rows stand after one was dragged, as keys with commas between them."""
    asked = request.POST.get("order", "")
    if not re.fullmatch(r"\d{1,18}(,\d{1,18})*", asked) or asked.count(",") >= MOST_ITEMS:
        raise Http404
    actions.arrange(edition, [int(number) for number in asked.split(",")], by=request.user)
    messages.success(request, _("The new order is kept."))
    return room(edition)
