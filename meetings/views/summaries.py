"""Reading a summary in: sent, read in the background, looked at beside its passages, and accepted."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.acceptance import meeting_of
from meetings.actions import summaries as actions
from meetings.forms.summaries import AcceptForm, SummaryForm
from meetings.models import Proposal, Summary
from meetings.summary_words import STATES, groups, remark
from members.models import Member
from wpsnet import files, languages
from wpsnet.listing import page_of

REFRESH = 2  # seconds between two looks at a file that is being read
officers = permission_required("meetings.read_summaries", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@officers
def summaries(request):
    """The summaries that were sent, and the form to send another."""
    form = SummaryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        summary = actions.send(form.cleaned_data["file"], by=request.user)
        return redirect("meetings:summary", summary.pk)
    page = page_of(Summary.objects.for_list(), request.GET.get("page", 1))
    context = {"form": form, "page": page, "section": "desk"}
    return render(request, "desk/summaries.html", context, status=400 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@officers
def summary(request, pk):
    """What was found, each proposal beside its passage; those that are ticked become records."""
    one = get_object_or_404(Summary.objects.select_related("file", "sent_by", "meeting"), pk=pk)
    proposals = list(one.proposals.order_by("order"))
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        summary=one,
        initial_meeting=one.meeting or meeting_of(proposals),
    )
    if request.method == "POST" and form.is_valid():
        return accepted(request, one, form.cleaned_data)
    response = render(
        request,
        "desk/summary.html",
        page_of_summary(request, one, proposals, form),
        status=400 if request.method == "POST" else 200,
    )
    if one.state in Summary.OPEN and request.GET.get("refresh") != "no":
        response["Refresh"] = str(REFRESH)
    return response


def page_of_summary(request, one, proposals, form):
    slugs = {proposal.said.get("member") for proposal in proposals}
    slugs |= {code for proposal in proposals for code in proposal.said.get("responsible", [])}
    names = {member.slug: member.name for member in Member.objects.filter(slug__in=filter(None, slugs))}
    ticked = set(request.POST.getlist("proposals"))
    for proposal in proposals:
        is_sure = proposal.confidence == Proposal.Confidence.SURE
        proposal.is_ticked = str(proposal.pk) in ticked if form.is_bound else is_sure and proposal.state == "open"
    return {
        "summary": one,
        "form": form,
        "groups": groups(proposals, names),
        "remarks": [remark(code, words) for code, words in one.remarks],
        "trouble": STATES.get(one.state),
        "is_open": one.state in Summary.OPEN,
        "refreshes": one.state in Summary.OPEN and request.GET.get("refresh") != "no",
        "direction": languages.direction(one.language),
        "section": "desk",
    }


def accepted(request, one, chosen):
    try:
        told = actions.accept(
            one,
            [proposal.pk for proposal in chosen["proposals"]],
            meeting=chosen["meeting"],
            kind=chosen["kind"],
            by=request.user,
        )
    except actions.AlreadyGone:
        messages.error(request, _("Somebody has put this summary aside meanwhile. Nothing was recorded."))
        return redirect("meetings:summaries")
    counts = {"new": told["accepted"], "known": told["known"], "refused": told["refused"]}
    messages.success(
        request,
        _("Recorded: %(new)d. On record already, and left as they were: %(known)d. Not possible: %(refused)d.")
        % counts,
    )
    return redirect("meetings:summary", one.pk)


@require_POST
@officers
def read_again(request, pk):
    one = get_object_or_404(Summary, pk=pk)
    actions.read_again(one, by=request.user)
    messages.success(request, _("The summary is being read again."))
    return redirect("meetings:summary", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officers
def discard(request, pk):
    one = get_object_or_404(Summary.objects.select_related("file"), pk=pk)
    if request.method == "POST":
        actions.discard(one, by=request.user)
        messages.success(request, _("The summary was put aside. What was recorded of it stays."))
        return redirect("meetings:summaries")
    return render(request, "desk/summary_discard.html", {"summary": one, "section": "desk"})


@require_safe
@officers
def file(request, pk):
    return files.give(get_object_or_404(Summary.objects.select_related("file"), pk=pk).file)
