"""The network's own rules: in public with their versions, in consultation, and the secretariat's forms."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import comparison
from meetings.actions import rule_texts as actions
from meetings.forms.rule_texts import AnswerForm, CompareForm, RuleCommentForm, RuleTextForm, RuleVersionForm
from meetings.models import RuleComment, RuleText, RuleVersion
from meetings.speaking import all_members
from members.rules import posts_of
from members.typed import keeps_typed_text, sent
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
for_participants = permission_required("meetings.take_part", raise_exception=True)
officers = permission_required("meetings.prepare", raise_exception=True)


# --- In public --------------------------------------------------------------------------------------------------------


@public_page
def rule_list(request):
    versions = RuleVersion.objects.public().for_list().order_by("text__slug", "-number")
    return render(request, "meetings/rules.html", {"versions": versions, "section": "meetings"})


@public_page
def rule(request, slug):
    """A text with its versions: the newest, or the one that is asked for, alone or beside another."""
    text = get_object_or_404(RuleText, slug=slug)
    versions = list(text.versions.public().for_list())
    form = CompareForm(request.GET, versions=versions)
    numbers = {str(version.number): version for version in versions}
    is_sound = form.is_valid()
    new = numbers.get(form.cleaned_data.get("new")) or (versions[0] if versions else None)
    old = numbers.get(form.cleaned_data.get("old"))
    paragraphs = [list(one.paragraphs.order_by("order")) if one else [] for one in (old, new)]
    context = {
        "text": text,
        "versions": versions,
        "form": form,
        "new": new,
        "old": old,
        "paragraphs": paragraphs[1],
        "rows": comparison.rows(*paragraphs, get_language()) if old and new else [],
        "section": "meetings",
    }
    return render(request, "meetings/rule.html", context, status=200 if is_sound else 400)


# --- Consultation -----------------------------------------------------------------------------------------------------


@shown_and_acted_on
@keeps_typed_text
@for_participants
def consultation(request, slug, number):
    """What members say of each paragraph. Whoever holds a post reads it; she speaks for the members of her posts."""
    found = RuleVersion.objects.public().select_related("text")
    version = get_object_or_404(found, text__slug=slug, number=number)
    members = all_members().filter(pk__in=[post.member_id for post in posts_of(request.user)])
    paragraphs = version.paragraphs.order_by("order")
    form = RuleCommentForm(sent(request), paragraphs=paragraphs, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(form.instance, by=request.user)
        except actions.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your comment has been saved. Those who take part read it."))
            return redirect("meetings:consultation", slug, number)
    comments = RuleComment.objects.filter(paragraph__version=version).select_related("paragraph", "member")
    context = {
        "version": version,
        "paragraphs": paragraphs,
        "comments": comments.order_by("paragraph__order", "pk"),
        "form": form,
        "members": members,
        "may_answer": request.user.has_perm("meetings.prepare"),
        "section": "meetings",
    }
    return render(request, "meetings/consultation.html", context, status=400 if request.method == "POST" else 200)


# --- The secretariat --------------------------------------------------------------------------------------------------


@require_safe
@officers
def desk(request):
    versions = RuleVersion.objects.for_list().order_by("text__slug", "-number")
    context = {"texts": RuleText.objects.order_by("slug"), "versions": versions, "section": "desk"}
    return render(request, "desk/rules.html", context)


@shown_and_acted_on
@officers
def add(request):
    form = RuleTextForm(sent(request))
    if request.method == "POST" and form.is_valid():
        text = actions.add_text(form.instance, by=request.user)
        messages.success(request, _("Saved. Now write its first version."))
        return redirect("meetings:add_rule_version", text.slug)
    context = {"form": form, "section": "desk"}
    return render(request, "desk/rule.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
@keeps_typed_text
@officers
def add_version(request, slug):
    return written(request, RuleVersion(text=get_object_or_404(RuleText, slug=slug)))


@shown_and_acted_on
@keeps_typed_text
@officers
def edit_version(request, slug, number):
    versions = RuleVersion.objects.select_related("text", "source")
    return written(request, get_object_or_404(versions, text__slug=slug, number=number))


def written(request, version):
    form = RuleVersionForm(sent(request), instance=version)
    if request.method == "POST" and form.is_valid():
        actions.save_version(form.version(), form.words(), by=request.user)
        messages.success(request, _("The version has been saved."))
        return redirect("meetings:desk_rules")
    context = {"form": form, "version": version, "section": "desk"}
    return render(request, "desk/rule_version.html", context, status=400 if request.method == "POST" else 200)


@shown_and_acted_on
@keeps_typed_text
@officers
def answer(request, pk):
    remark = get_object_or_404(RuleComment.objects.select_related("paragraph__version__text", "member"), pk=pk)
    form = AnswerForm(sent(request), initial={"answer": remark.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer(remark, form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("The answer has been saved."))
        version = remark.paragraph.version
        return redirect("meetings:consultation", version.text.slug, version.number)
    context = {"form": form, "comment": remark, "section": "desk"}
    return render(request, "desk/rule_answer.html", context, status=400 if request.method == "POST" else 200)
