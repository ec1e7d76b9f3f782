"""Is the entry still right? The secretariat's pages: the schedule, the rounds, and the members that do not answer."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.actions import verification as actions
from members.exports import verification as columns
from members.filters.verification import AskedFilter, RoundFilter, SilenceFilter, VacancyFilter
from members.forms.verification import ScheduleForm
from members.models import ContactCase, Member, User, Verification, VerificationRound, VerificationSchedule
from members.typed import keeps_typed_text, typed_text
from wpsnet.exports import FILES
from wpsnet.listing import listing

of_the_secretariat = permission_required("members.run_verification", raise_exception=True)
files = partial(listing, formats=FILES)
SAMPLE = 10
ROUNDS_A_PAGE = 10  # each counts its thousands of members anew


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@of_the_secretariat
def rounds(request):
    """When rounds begin by themselves, and what came of those that began."""
    sent = request.POST if request.method == "POST" else typed_text(request)
    form = ScheduleForm(sent, instance=VerificationSchedule.current())
    if request.method == "POST" and form.is_valid():
        actions.save_schedule(form)
        messages.success(request, _("The schedule has been saved."))
        return redirect("members:verification")
    rows = VerificationRound.objects.select_related("opened_by").with_counts()
    context = {"form": form, "section": "desk", "silent": silent().count(), "cases": ContactCase.objects.open().count()}
    response = files(
        request,
        RoundFilter(request.GET, rows),
        template="desk/verification/rounds.html",
        name="verification-rounds",
        columns=columns.ROUNDS,
        context=context,
        per_page=ROUNDS_A_PAGE,
    )
    if request.method == "POST":
        response.status_code = 400
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_secretariat
def begin(request):
    """Who would be asked; the button begins the round."""
    today = timezone.localdate()
    if request.method == "POST":
        return begun(request, actions.open_round(today, by=request.user))
    posts = actions.to_be_asked(today)
    people = User.objects.filter(pk__in=posts.values("person"))
    sample = posts.select_related("person", "member").order_by("member__slug", "role")
    context = {
        "people": people.count(),
        "members": posts.values("member").distinct().count(),
        "vacancies": Member.objects.exclude(pk__in=posts.values("member")).count(),
        "sample": sample[:SAMPLE],
        "schedule": (schedule := VerificationSchedule.current()),
        "next_on": schedule.next_after(today),
        "last": VerificationRound.objects.with_counts().first(),
        "today": today,
        "section": "desk",
    }
    return render(request, "desk/verification/begin.html", context)


def begun(request, round):
    if round is None:
        messages.info(request, _("A round has begun today already, so no second mail was sent."))
        return redirect("members:verification")
    messages.success(request, _("The round has begun. The mails are on their way."))
    return redirect(round)


@require_safe
@of_the_secretariat
def round_members(request, pk):
    """The members that a round has asked, and what each has answered."""
    round = get_object_or_404(VerificationRound.objects.select_related("opened_by").with_counts(), pk=pk)
    asked = round.verifications.for_list().order_by("member__slug")
    context = {
        "round": round,
        "vacant": not_asked(round).count(),
        "mails": round.mails(),
        "section": "desk",
    }
    return files(
        request,
        AskedFilter(request.GET, asked),
        template="desk/verification/round.html",
        name=f"verification-{round.opened_on}",
        columns=columns.ASKED,
        context=context,
    )


def not_asked(round):
    """Members with nobody who could have been asked."""
    return Member.objects.exclude(pk__in=round.verifications.values("member"))


@require_safe
@of_the_secretariat
def vacancies(request, pk):
    """The members that a round could not ask, because nobody edits their entry."""
    round = get_object_or_404(VerificationRound, pk=pk)
    return files(
        request,
        VacancyFilter(request.GET, not_asked(round).for_list().with_confirmation()),
        template="desk/verification/vacancies.html",
        name=f"vacancies-{round.opened_on}",
        columns=columns.VACANCIES,
        context={"round": round, "section": "desk"},
    )


def silent():
    return Verification.objects.silent()


@require_safe
@of_the_secretariat
def silence(request):
    """The silence board: who was asked, reminded twice, and has not answered; the oldest entries first."""
    rows = silent().for_list().with_times()
    oldest_first = rows.order_by(F("confirmed_on").asc(nulls_first=True), "asked_on", "member__slug")
    return files(
        request,
        SilenceFilter(request.GET, oldest_first),
        template="desk/verification/silence.html",
        name="silence",
        columns=columns.SILENCE,
        context={"section": "desk", "today": timezone.localdate()},
    )
