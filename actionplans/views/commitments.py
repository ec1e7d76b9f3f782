"""Commitments: in public, and for those who keep them."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.actions import told as actions
from actionplans.commitment_exports import COMMITMENTS
from actionplans.commitment_filters import CommitmentFilter
from actionplans.dictionary import described
from actionplans.forms.commitments import CommitmentForm, FollowUpForm, InitiativeForm
from actionplans.models import Commitment, CommitmentFollowUp, Initiative
from actionplans.views.keeping import member_or_404, plan_or_404, require
from members.typed import keeps_typed_text, sent
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {"commitment": Commitment, "follow-up": CommitmentFollowUp, "initiative": Initiative}
VERBS = {"publish": actions.publish, "withdraw": actions.withdraw}

# --- In public --------------------------------------------------------------------------------------------------------


@public_page
@described
def commitments(request):
    return listing(
        request,
        CommitmentFilter(request.GET, Commitment.objects.for_list()),
        template="actionplans/commitments.html",
        name="commitments",
        columns=COMMITMENTS,
        context={"section": "plans"},
    )


@public_page
def commitment(request, pk):
    """One commitment and, year by year, what its member says of it."""
    found = get_object_or_404(Commitment.objects.for_list(), pk=pk)
    by_year = {one.year: one for one in found.follow_ups.published().select_related("source")}
    years = range(found.made_first.year, timezone.localdate().year + 1) if found.made_first else sorted(by_year)
    rows = [(year, by_year.get(year)) for year in reversed(years)]
    return render(request, "actionplans/commitment.html", {"commitment": found, "rows": rows, "section": "plans"})


# --- For those who keep them ------------------------------------------------------------------------------------------


@require_safe
def keep_commitments(request, member):
    found = member_or_404(request, member)
    rows = Commitment.objects.standing().with_latest().filter(member=found).select_related("source", "member")
    updates = CommitmentFollowUp.objects.standing().filter(commitment__member=found).select_related("source")
    by_commitment = {row.pk: [one for one in updates if one.commitment_id == row.pk] for row in rows}
    waits = Exists(Initiative.objects.proposed().filter(plan=OuterRef("pk")))
    context = {"member": found, "rows": [(row, by_commitment[row.pk]) for row in rows], "section": "desk"}
    context["plans"] = found.plans.annotate(waiting=waits).order_by("generation", "slug")
    return render(request, "actionplans/keep_commitments.html", context | rights(request, found))


def rights(request, member):
    return {
        f"may_{right}": request.user.has_perm(f"actionplans.{right}", Commitment(member=member))
        for right in ("propose", "publish")
    }


@keeps_typed_text
@shown_and_acted_on
def write_commitment(request, member, pk=None):
    """A new commitment, or a correction of the one at PK."""
    found = member_or_404(request, member, "actionplans.propose")
    record = get_object_or_404(Commitment.objects.standing(), pk=pk, member=found) if pk else Commitment(member=found)
    title = _("Correct a commitment") if pk else _("Add a commitment")
    return form_page(request, CommitmentForm(sent(request), instance=record), title, "actionplans:keep_commitments")


@keeps_typed_text
@shown_and_acted_on
def write_follow_up(request, member, pk):
    found = member_or_404(request, member, "actionplans.propose")
    about = get_object_or_404(Commitment.objects.standing().select_related("member"), pk=pk, member=found)
    form = FollowUpForm(sent(request), instance=CommitmentFollowUp(commitment=about))
    return form_page(request, form, _("What became of it"), "actionplans:keep_commitments", about=about)


@require_safe
def keep_initiatives(request, member, slug):
    plan = plan_or_404(request, member, slug)
    rows = plan.initiatives.standing().select_related("source")
    context = {"plan": plan, "member": plan.member, "rows": rows, "section": "desk"}
    return render(request, "actionplans/keep_initiatives.html", context | rights(request, plan.member))


@keeps_typed_text
@shown_and_acted_on
def write_initiative(request, member, slug, pk=None):
    """A new initiative of the plan, or a correction of the one at PK."""
    plan = plan_or_404(request, member, slug, "actionplans.propose")
    record = get_object_or_404(plan.initiatives.standing(), pk=pk) if pk else Initiative(plan=plan)
    title = _("Correct an initiative") if pk else _("Add an initiative")
    form = InitiativeForm(sent(request), instance=record)
    return form_page(request, form, title, "actionplans:keep_initiatives", slug)


def form_page(request, form, title, back, *slug, about=None):
    """The form of one record; valid, it is written, and published where the person may."""
    record = form.instance
    address = reverse(back, args=[record.member.slug, *slug])
    publishes = request.user.has_perm("actionplans.publish", record)
    if record.published_at:
        require(request, "actionplans.publish", record)
    if request.method == "POST" and form.is_valid():
        form.into(record)
        if record.pk:
            actions.correct(record)
        else:
            actions.tell(record, by=request.user, publishes=publishes)
        messages.success(
            request,
            _("Saved. Readers see it now.") if publishes else _("Saved as a proposal. It waits for those who publish."),
        )
        return redirect(address)
    context = {"form": form, "member": record.member, "title": title, "about": about, "may_publish": publishes}
    context |= {"back": address, "section": "desk"}
    return render(request, "actionplans/told_form.html", context, status=400 if request.method == "POST" else 200)


@require_POST
def settle(request, member, kind, pk, verb):
    """Publish or withdraw a record. A proposal is withdrawn by whoever writes, what readers see by whoever publishes."""
    found = member_or_404(request, member, "actionplans.propose")
    if kind not in KINDS or verb not in VERBS:
        raise Http404
    record = get_object_or_404(KINDS[kind], pk=pk)
    if record.member != found:
        raise Http404
    if verb == "publish" or record.published_at:
        require(request, "actionplans.publish", record)
    try:
        VERBS[verb](record, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(
            request, _("Readers see it now.") if verb == "publish" else _("Withdrawn. It stays in the history.")
        )
    if kind == "initiative":
        return redirect("actionplans:keep_initiatives", found.slug, record.plan.slug)
    return redirect("actionplans:keep_commitments", found.slug)
