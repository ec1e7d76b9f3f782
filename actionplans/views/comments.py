"""Comments of civil society on plans: read by all, written by its representatives, looked at by the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.actions import comments as actions
from actionplans.comment_exports import COMMENTS
from actionplans.comment_filters import CommentFilter, ModerationFilter
from actionplans.dictionary import described
from actionplans.forms.comments import CommentForm, HoldForm
from actionplans.forms.record import ReplyForm
from actionplans.models import Plan, PlanComment
from actionplans.rules import posts_in_civil_society
from actionplans.views.record import plan_or_404
from members.typed import keeps_typed_text, sent
from wpsnet import exports
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
moderators = permission_required("actionplans.moderate", raise_exception=True)
MOST_OWN = 20


@public_page
@described
def comments(request):
    """What civil society says of all plans, with the answers."""
    return listing(
        request,
        CommentFilter(request.GET, PlanComment.objects.published()),
        template="actionplans/comments.html",
        name="comments",
        columns=COMMENTS,
        context={"section": "plans"},
        formats=exports.FILES,
    )


@keeps_typed_text
@shown_and_acted_on
def write(request, member, slug):
    """A representative of civil society comments, and sees what became of earlier comments of her organisations."""
    plan = get_object_or_404(Plan.objects.select_related("member"), member__slug=member, slug=slug)
    posts = posts_in_civil_society(request.user)
    if not posts:
        raise PermissionDenied(
            _("Comments are written by representatives of civil society organizations of the network.")
        )
    form = CommentForm(sent(request), plan=plan, posts=posts)
    if request.method == "POST" and form.is_valid():
        actions.write(form.instance, by=request.user)
        messages.success(request, _("Your comment is with the secretariat. You get a mail when it is looked at."))
        return redirect("actionplans:write_comment", member, slug)
    own = PlanComment.objects.filter(plan=plan, organisation__in=[post.member_id for post in posts])
    context = {"plan": plan, "form": form, "own": own.select_related("organisation").order_by("-pk")[:MOST_OWN]}
    return render(request, "actionplans/write_comment.html", context, status=400 if request.method == "POST" else 200)


@keeps_typed_text
@shown_and_acted_on
def answer(request, member, slug, pk):
    """The focal point answers, beside what is said and never instead of it."""
    plan = plan_or_404(request, member, slug, "actionplans.answer")
    comment = get_object_or_404(PlanComment.objects.published().select_related("organisation"), plan=plan, pk=pk)
    form = ReplyForm(sent(request), words=comment.answer, language=comment.answer_language)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(comment, form.cleaned_data["words"], language=form.cleaned_data["language"], by=request.user)
        except actions.AlreadyDecided as error:
            raise Http404(_("This has been withdrawn meanwhile. Nothing else has changed.")) from error
        messages.success(request, _("Recorded. Readers see it now."))
        return redirect("actionplans:carrying_out", member, slug)
    context = {"plan": plan, "comment": comment, "form": form}
    status = 400 if request.method == "POST" else 200
    return render(request, "actionplans/edit/answer_comment.html", context, status=status)


# --- The secretariat --------------------------------------------------------------------------------------------------


@moderators
@require_safe
def moderation(request):
    return listing(
        request,
        ModerationFilter(request.GET, PlanComment.objects.all()),
        template="desk/plan_comments.html",
        name="comments",
        columns=COMMENTS,
        context={"section": "desk"},
    )


@moderators
@require_POST
def publish(request, pk):
    comment = get_object_or_404(PlanComment.objects.for_list().select_related("written_by"), pk=pk)
    try:
        actions.publish(comment, by=request.user)
    except actions.AlreadyDecided:
        messages.warning(request, _("A colleague was faster. Nothing was changed."))
    else:
        messages.success(request, _("The comment is published, and its author is told."))
    return redirect("actionplans:moderation")


@keeps_typed_text
@moderators
@shown_and_acted_on
def hold(request, pk):
    """Hold a comment back, or take a published one away from readers: on a ground, with a reason."""
    comment = get_object_or_404(PlanComment.objects.for_list().select_related("written_by"), pk=pk)
    form = HoldForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_back(comment, **form.cleaned_data, by=request.user)
        except actions.AlreadyDecided:
            messages.warning(request, _("A colleague was faster. Nothing was changed."))
        else:
            messages.success(request, _("The comment is held back, and its author is told why."))
        return redirect("actionplans:moderation")
    context = {"comment": comment, "form": form, "section": "desk"}
    return render(request, "desk/plan_comment_hold.html", context, status=400 if request.method == "POST" else 200)
