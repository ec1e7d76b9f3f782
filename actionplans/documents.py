"""The registry on paper. Each document names its plans and its day in its key, so that what was printed can be found again."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from actionplans import overview
from actionplans.dossier import dossier, known_plan, series
from actionplans.models import Plan, answered, bodies_told, told_by
from actionplans.state import state_of_registry
from members.models import Member
from wpsnet.documents import documents


def day_of(text):
    """The day in a key. Raises Http404 where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


@documents.guest("plan")
def plan(key, language):
    """The page of a plan: NAM.1.2026-11-23."""
    member, slug, day = key.split(".")
    found = known_plan(member, slug, day_of(day))
    if found is None:
        raise Http404
    return render_to_string("actionplans/plan.pdf.html", dossier(found, day_of(day)))


@documents.guest("plans-of")
def plans_of(key, language):
    """All plans of a member, with their events: NAM.2026-11-23."""
    slug, day = key.split(".")
    member = get_object_or_404(Member, slug=slug)
    return render_to_string("actionplans/series.pdf.html", series(member, day_of(day)))


@documents.guest("plans-compared")
def plans_compared(key, language):
    """Two to four plans side by side, by their numbers: 4.17.2026-11-23."""
    *numbers, day = key.split(".")
    on = day_of(day)
    chosen = Plan.objects.for_list(on).filter(pk__in=numbers)
    plans = list(chosen.prefetch_related(told_by(on), answered(), bodies_told()))
    if len(plans) != len(numbers):
        raise Http404
    return render_to_string("actionplans/compare.pdf.html", overview.side_by_side(plans) | {"on": on, "today": on})


@documents.guest("registry")
def registry(key, language):
    """The state of the registry at the end of a year: 2026.2026-11-23."""
    year, day = key.split(".")
    return render_to_string("actionplans/state.pdf.html", state_of_registry(int(year), day_of(day)))
