"""The answers of a member to the questions that all are asked: for those who write its entry, and across members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import facts as actions
from members.answers import by_question
from members.exports.answers import ANSWERS
from members.filters.answers import AnswerFilter
from members.forms.facts import FactForm, WithdrawForm, question_called
from members.models import Fact
from members.naming import name_for
from members.typed import keeps_typed_text, sent
from members.views.profile import entry_or_404
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
REFUSED = {
    "members.edit_profile": _l("Only those who write the entry give its answers."),
    "members.publish_profile": _l("Only those who publish the entry do this. Your proposal waits on their desk."),
}


# --- For those who write the entry ------------------------------------------------------------------------------------


def allowed(request, slug, right):
    """The member, for somebody who has RIGHT; a stranger does not learn that there is such a page."""
    member = entry_or_404(request, slug)
    if not request.user.has_perm(right, member):
        raise PermissionDenied(REFUSED[right])
    return member


@require_safe
def facts(request, slug):
    """Every question with what readers see, what is proposed, and what can be done."""
    member = entry_or_404(request, slug)
    given = list(member.facts.filter(withdrawn_at=None).select_related("source", "written_by", "corrects"))
    for fact in given:
        fact.author = fact.written_by and name_for(fact.written_by, request.user)
    context = {
        "member": member,
        "answers": by_question(given),
        "may_write": request.user.has_perm("members.edit_profile", member),
        "may_publish": request.user.has_perm("members.publish_profile", member),
    }
    return render(request, "members/facts.html", context)


@keeps_typed_text
@shown_and_acted_on
def add_fact(request, slug, question):
    member = allowed(request, slug, "members.edit_profile")
    asked = question_called(question)
    if asked is None:
        raise Http404(_("There is no question of this name."))
    return form_page(request, member, asked)


@keeps_typed_text
@shown_and_acted_on
def correct_fact(request, slug, pk):
    member = allowed(request, slug, "members.edit_profile")
    fact = fact_or_404(member, pk)
    return form_page(request, member, question_called(fact.question), corrected=fact)


def fact_or_404(member, pk):
    """An answer that has not been withdrawn."""
    fact = Fact.objects.filter(member=member, pk=pk, withdrawn_at=None).select_related("member", "source").first()
    if fact is None:
        raise Http404(_("This answer has been withdrawn or corrected meanwhile. Nothing else has changed."))
    return fact


def form_page(request, member, question, corrected=None):
    form = FactForm(sent(request), question=question, corrected=corrected)
    may_publish = request.user.has_perm("members.publish_profile", member)
    if request.method == "POST" and form.is_valid():
        fact = actions.propose(member, question, by=request.user, corrects=corrected, **form.said())
        return publish(request, fact) if may_publish else proposed(request, fact)
    context = {"member": member, "question": question, "form": form, "corrected": corrected, "may_publish": may_publish}
    return render(request, "members/fact.html", context, status=400 if request.method == "POST" else 200)


def proposed(request, fact):
    messages.success(request, _("Your answer is proposed. It waits on the desk of those who publish the entry."))
    return to_question(fact)


def publish(request, fact):
    try:
        actions.publish(fact, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This answer was published or withdrawn already. Nothing has changed."))
    else:
        messages.success(request, _("The answer is published. Readers see it now."))
    return to_question(fact)


def to_question(fact):
    response = redirect("members:facts", fact.member.slug)
    response["Location"] += f"#{fact.anchor}"
    return response


@require_POST
def publish_fact(request, slug, pk):
    member = allowed(request, slug, "members.publish_profile")
    return publish(request, get_object_or_404(Fact.objects.select_related("member"), member=member, pk=pk))


@shown_and_acted_on
def withdraw_fact(request, slug, pk):
    """A proposal is withdrawn by whoever writes the entry, what readers see by whoever publishes it."""
    member = allowed(request, slug, "members.edit_profile")
    fact = get_object_or_404(Fact.objects.select_related("member", "source"), member=member, pk=pk)
    if fact.published_at:
        allowed(request, slug, "members.publish_profile")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"member": member, "fact": fact, "form": form}
        return render(request, "members/fact_withdraw.html", context, status=400 if form.is_bound else 200)
    try:
        actions.withdraw(fact, by=request.user)
    except actions.AlreadySettled:
        messages.info(request, _("This answer was withdrawn already. Nothing has changed."))
    else:
        messages.success(request, _("The answer is withdrawn. It stays in the history."))
    return to_question(fact)


# --- Across members ---------------------------------------------------------------------------------------------------


@public_page
def answers(request):
    """Who answers what: for one question also how many answer how, and how many do not."""
    filters = AnswerFilter(request.GET, Fact.objects.published().for_list())
    return listing(
        request,
        filters,
        template="members/answers.html",
        name="answers",
        columns=ANSWERS,
        context={"section": "countries"} | filters.summary(),
    )
