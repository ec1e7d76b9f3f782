"""The registry from several sides: one PlanFilter stands behind list, matrix, timeline, growth and their files."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans import counting, overview
from actionplans.dictionary import described, plans_for
from actionplans.exports import COUNTS, GROWTH, plan_columns
from actionplans.filters import ComparedFilter, PlanFilter
from actionplans.models import Plan
from actionplans.state import state_of_registry
from actionplans.wording import MEANINGS
from wpsnet import exports
from wpsnet.documents import document_response
from wpsnet.listing import listing, page_of, query_without_page
from wpsnet.public_cache import public_page


@public_page
@described
def plan_list(request):
    plans = PlanFilter(request.GET, plans_for(request))
    counts = plans.qs.aggregate(plans=Count("pk"), members=Count("member", distinct=True)) if plans.is_valid() else {}
    return listing(
        request,
        plans,
        template="actionplans/list.html",
        name="plans",
        columns=plan_columns(plans.on),
        context={"section": "plans", "on": plans.on, "counts": counts},
    )


@public_page
def matrix(request):
    return by_member(request, "actionplans/matrix.html", overview.matrix)


@public_page
def timeline(request):
    return by_member(request, "actionplans/timeline.html", overview.timeline)


def by_member(request, template, arrange):
    """A page with a line for each member that has plans in the list; ARRANGE makes a template context of those plans."""
    plans = PlanFilter(request.GET, Plan.objects.all())
    context = {"filter": plans, "on": plans.on, "section": "plans", "query": query_without_page(request)}
    context["formats"] = exports.FORMATS
    if not plans.is_valid():
        return render(request, template, context, status=400)
    page = page_of(overview.members_of(plans.qs), request.GET.get("page", 1))
    return render(request, template, context | {"page": page} | arrange(page, plans.qs, plans.on))


@public_page
@described
def growth(request):
    """How many plans there were at the end of each year: as a chart, as its table, and as a file."""
    plans = PlanFilter(request.GET, Plan.objects.all())
    context = {"filter": plans, "on": plans.on, "section": "plans", "query": query_without_page(request)}
    if not plans.is_valid():
        return render(request, "actionplans/growth.html", context, status=400)
    years = overview.growth(plans.qs, plans.on)
    if (format := request.GET.get("format", "html")) != "html":
        return exports.answer(request, format, years, GROWTH, "plans-by-year")
    context |= {"chart": overview.growth_chart(years), "formats": exports.FORMATS}
    return render(request, "actionplans/growth.html", context)


@public_page
def state(request, year):
    """What the registry held at the end of a year, on one page and on paper."""
    today = timezone.localdate()
    if not overview.FIRST_YEAR <= year <= today.year:
        raise Http404(_("The registry has nothing for that year."))
    if request.GET.get("format") == "pdf":
        return document_response(request, "registry", f"{year}.{today.isoformat()}")
    return render(request, "actionplans/state.html", state_of_registry(year, today) | {"section": "plans"})


@public_page
@described
def compare(request):
    """Two to four plans side by side."""
    plans = ComparedFilter(request.GET, Plan.objects.all())
    chosen = overview.side_by_side(list(plans.qs)) if plans.is_valid() else {"plans": []}
    if request.GET.get("format") == "pdf" and len(chosen["plans"]) > 1:
        numbers = [str(plan.pk) for plan in chosen["plans"]]
        return document_response(request, "plans-compared", ".".join([*numbers, plans.on.isoformat()]))
    return listing(
        request,
        plans,
        template="actionplans/compare.html",
        name="plans-compared",
        columns=plan_columns(plans.on),
        context={"section": "plans", "on": plans.on, **chosen},
    )


@public_page
@described
def how_we_count(request):
    """Each number that others have published, held against ours for the same day."""
    rows = counting.all_counts()
    if (format := request.GET.get("format", "html")) != "html":
        return exports.answer(request, format, rows, COUNTS, "published-counts")
    context = {"rows": rows, "section": "plans", "formats": exports.FORMATS}
    return render(request, "actionplans/how_we_count.html", context)


@public_page
def how_status_works(request):
    return render(request, "actionplans/how_status_works.html", {"section": "plans", "meanings": MEANINGS.items()})
