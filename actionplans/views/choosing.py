"""Choosing the plans that stand side by side, over several pages of the list and several filters."""

from django.core.exceptions import ValidationError
from django.shortcuts import render

from actionplans.filters import PlanFilter, PlansField
from actionplans.models import Plan
from wpsnet.listing import page_of, query_without_page
from wpsnet.public_cache import public_page


@public_page
def choose(request):
    """The list with boxes to tick; those ticked so far stand above it, and stay ticked."""
    plans = PlanFilter(request.GET, Plan.objects.all())
    context = {"filter": plans, "on": plans.on, "section": "plans", "query": query_without_page(request)}
    try:
        chosen = PlansField(required=False).clean(request.GET.getlist("plan"))
    except ValidationError as error:
        context |= {"faults": error.messages}
        return render(request, "actionplans/choose.html", context, status=400)
    context |= {"chosen": chosen, "picked": picked(chosen), "most": PlansField.MOST}
    page = page_of(plans.qs if plans.is_valid() else [], request.GET.get("page", 1))
    status = 200 if plans.is_valid() else 400
    return render(request, "actionplans/choose.html", context | {"page": page}, status=status)


def picked(addresses):
    """(address, plan) of those chosen so far, in the order of their choice."""
    found = Plan.objects.filter(slug__in=[address.partition("/")[2] for address in addresses]).select_related("member")
    by_address = {f"{plan.member.slug}/{plan.slug}": plan for plan in found}
    return [(address, by_address[address]) for address in addresses]
