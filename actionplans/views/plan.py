"""The page of one plan."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actionplans.dossier import dossier, known_plan, series
from actionplans.exports import plan_json
from actionplans.filters import DayForm
from members.models import Member
from wpsnet.documents import document_response
from wpsnet.public_cache import public_page


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
    """The page of PLAN as HTML, JSON or PDF. A day that does not exist answers 400 with the form."""
    if request.GET.get("format") == "pdf" and form.is_valid():
        return document_response(request, "plan", f"{plan.member.slug}.{plan.slug}.{form.day.isoformat()}")
    facts = dossier(plan, form.day)
    match request.GET.get("format", "html"):
        case "json" if form.is_valid():
            return JsonResponse(plan_json(facts), json_dumps_params={"ensure_ascii": False})
        case "html" | "json" | "pdf":
            context = facts | {"form": form, "section": "plans"}
            return render(request, "actionplans/plan.html", context, status=200 if form.is_valid() else 400)
    raise Http404(_("This page cannot be had in that format."))


@public_page
def plans_of(request, member):
    """All plans of one member with their events, the oldest first."""
    found = Member.objects.filter(slug__iexact=member).first()
    if found is None:
        raise Http404(_("No country or organization is known at this address."))
    if found.slug != member:
        return redirect("actionplans:plans_of", found.slug, permanent=True)
    form = DayForm(request.GET)
    if request.GET.get("format") == "pdf" and form.is_valid():
        return document_response(request, "plans-of", f"{found.slug}.{form.day.isoformat()}")
    context = series(found, form.day) | {"form": form, "section": "plans"}
    return render(request, "actionplans/series.html", context, status=200 if form.is_valid() else 400)
