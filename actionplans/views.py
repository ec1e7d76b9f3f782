from django.db.models import Count
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actionplans.dossier import dossier, known_plan
from actionplans.exports import plan_columns, plan_json
from actionplans.filters import DayForm, PlanFilter
from actionplans.models import Plan
from actionplans.wording import MEANINGS
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def plan_list(request):
    plans = PlanFilter(request.GET, Plan.objects.all())
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
def detail(request, member, slug):
    form = DayForm(request.GET)
    plan = known_plan(member, slug, form.day)
    if plan is None and member != member.upper() and known_plan(member.upper(), slug, form.day):
        return redirect("actionplans:detail", member.upper(), slug, permanent=True)
    if plan is None:
        raise Http404(_("No action plan is known at this address."))
    return page_of(request, plan, form)


def page_of(request, plan, form):
    """The page of PLAN as HTML or JSON. A day that does not exist answers 400 with the form."""
    facts = dossier(plan, form.day)
    match request.GET.get("format", "html"):
        case "json" if form.is_valid():
            return JsonResponse(plan_json(facts), json_dumps_params={"ensure_ascii": False})
        case "html" | "json":
            context = facts | {"form": form, "section": "plans"}
            return render(request, "actionplans/plan.html", context, status=200 if form.is_valid() else 400)
    raise Http404(_("This page cannot be had in that format."))


@public_page
def how_status_works(request):
    return render(request, "actionplans/how_status_works.html", {"section": "plans", "meanings": MEANINGS.items()})
