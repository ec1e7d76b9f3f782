"""The registry as a map of the world or of a region, with the table that says the same."""

from django.shortcuts import render

from actionplans.dictionary import described
from actionplans.filters import PlanFilter
from actionplans.models import Plan
from actionplans.worldmap import atlas
from members.models import Region
from wpsnet import exports
from wpsnet.listing import query_without_page
from wpsnet.public_cache import public_page


@public_page
@described
def worldmap(request):
    plans = PlanFilter(request.GET, Plan.objects.all())
    context = {"filter": plans, "on": plans.on, "section": "plans", "query": query_without_page(request)}
    context |= {"formats": exports.FORMATS, "regions": Region.objects.filter(parent=None).prefetch_related("regions")}
    if not plans.is_valid():
        return render(request, "actionplans/map.html", context, status=400)
    return render(request, "actionplans/map.html", context | atlas(plans))
