"""What plans set out to do and what became of it: in public."""

from django.shortcuts import get_object_or_404, render

from actionplans import board as boards
from actionplans.action_exports import action_columns, board_columns
from actionplans.action_filters import ActionFilter, BoardFilter
from actionplans.dictionary import described
from actionplans.models import Action, Outcome, Plan
from members.models import Member
from wpsnet import exports
from wpsnet.listing import listing, page_of, query_without_page
from wpsnet.public_cache import public_page

MOST_COMMENTS = 20  # the list behind them shows all


@public_page
@described
def actions(request):
    """The actions of all plans with what is reported of a year."""
    found = ActionFilter(request.GET, Action.objects.all())
    return listing(
        request,
        found,
        template="actionplans/actions.html",
        name="actions",
        columns=action_columns(found.asked_year),
        context={"section": "plans", "year": found.asked_year},
        formats=exports.FILES,
    )


@public_page
@described
def board(request):
    """How far the actions of a year were carried out, by lead body, kind of lead body or member."""
    found = BoardFilter(request.GET, boards.counted())
    context = {"filter": found, "section": "plans", "query": query_without_page(request), "formats": exports.FILES}
    if not found.is_valid():
        return render(request, "actionplans/board.html", context, status=400)
    year, by = found.asked_year, found.group
    if (format := request.GET.get("format", "html")) != "html":
        names = Member.objects.in_bulk() if by == "member" else {}
        columns = board_columns(lambda row: boards.of_rows([row], year, by, names)[0])
        return exports.answer(request, format, found.qs, columns, "implementation", exports.FILES)
    page = page_of(found.qs, request.GET.get("page", 1))
    members = Member.objects.in_bulk([row["objective__plan__member"] for row in page]) if by == "member" else {}
    context |= {
        "page": page,
        "lines": boards.of_rows(page, year, by, members),
        "year": year,
        "levels": Outcome.labels,
        "group": boards.GROUPS[by][1],
    }
    return render(request, "actionplans/board.html", context)


@public_page
def implementation(request, member, slug):
    """The objectives of one plan with their actions and what is reported of a year, and its money."""
    plan = get_object_or_404(Plan.objects.select_related("member"), member__slug=member, slug=slug)
    found = ActionFilter(request.GET, Action.objects.filter(objective__plan=plan))
    status = 200 if found.is_valid() else 400
    rows = list(found.qs) if found.is_valid() else []
    objectives = {}
    for action in rows:
        objectives.setdefault(action.objective, []).append(action)
    context = {
        "plan": plan,
        "year": found.asked_year,
        "form": found.form,
        "objectives": objectives.items(),
        "budget": plan.budget_lines.select_related("source"),
        "comments": plan.comments.published().for_list()[:MOST_COMMENTS],
        "section": "plans",
    }
    return render(request, "actionplans/implementation.html", context, status=status)
