"""Errors that readers report, and the answers."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.rules import posts_of
from members.typed import keeps_typed_text, sent
from observatory.actions import corrections as actions
from observatory.forms.corrections import CorrectionAnswerForm, CorrectionForm
from observatory.models import Correction
from wpsnet.listing import page_of
from wpsnet.public_cache import public_page

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@reads_and_posts
def report(request):
    """On the page that ?page= names. Nobody needs an account."""
    posted = request.POST if request.method == "POST" else None
    page = request.GET.get("page", "")[:300]
    form = CorrectionForm(posted, instance=Correction(language=get_language()), initial={"page": page})
    context = {"form": form, "page": posted.get("page", "") if posted is not None else page, "section": ""}
    if not form.is_valid():
        return render(request, "observatory/report_error.html", context, status=400 if form.is_bound else 200)
    if not ratelimit.consume(request, action="correction_client"):
        return render(request, "observatory/report_error.html", context | {"too_often": True}, status=429)
    actions.send(form.instance)
    return redirect("observatory:error_reported")


@public_page
def reported(request):
    return render(request, "observatory/error_reported.html", {"section": ""})


# --- Those who answer -------------------------------------------------------------------------------------------------


def answered_by(user):
    """The corrections that USER answers: of all pages, or of those about members for whom she publishes."""
    rows = Correction.objects.select_related("member", "decided_by")
    if user.secretariat:
        return rows
    return rows.filter(member__in=[post.member_id for post in posts_of(user) if post.publishes])


@require_safe
def corrections(request):
    """Those that wait first, the oldest at the top; then the others, the newest at the top."""
    if not request.user.has_perm("observatory.read_corrections"):
        raise PermissionDenied
    rows = answered_by(request.user)
    waiting = request.GET.get("show", "waiting") != "answered"
    rows = (
        rows.waiting().order_by("sent_at", "pk") if waiting else rows.exclude(decided_at=None).order_by("-decided_at")
    )
    page = page_of(rows, request.GET.get("page", 1))
    return render(request, "desk/corrections.html", {"page": page, "waiting": waiting, "section": "desk"})


@reads_and_posts
@keeps_typed_text
def answer(request, pk):
    one = get_object_or_404(Correction.objects.select_related("member", "decided_by"), pk=pk)
    if not request.user.has_perm("observatory.answer_correction", one):
        raise Http404
    form = CorrectionAnswerForm(sent(request))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                went = actions.answer(one, form.cleaned_data["state"], form.cleaned_data["answer"], by=request.user)
            except actions.AlreadyAnswered:
                one.refresh_from_db()
                status = 409
            else:
                said = _("Saved.") if went else _("This is saved, but the mail server did not take the mail.")
                messages.add_message(request, messages.SUCCESS if went else messages.ERROR, said)
                return redirect("observatory:corrections")
    context = {"one": one, "form": form, "typed": form.data.get("answer", ""), "section": "desk"}
    return render(request, "desk/correction.html", context, status=status)
