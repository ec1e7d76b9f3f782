"""The entry of a member, for those who write it: edit, see the difference, publish, and look at earlier revisions."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from members import differences
from members.actions import profile as actions
from members.forms import ProfileForm, VersionForm
from members.models import Appointment, Confirmation, Member, ProfileDraft, ProfileRevision, Section
from members.typed import keeps_typed_text, typed_text
from wpsnet.languages import CODES, NAMES
from wpsnet.listing import page_of

REFUSED = {
    "members.edit_profile": _l("Only the focal point and the alternate write this entry."),
    "members.publish_profile": _l("Only the focal point publishes. The draft waits on the focal point's desk."),
    "members.confirm_profile": _l("Only the focal point and the alternate say that this entry is still right."),
    "members.ask_to_confirm": _l("Only the secretariat asks whether an entry is still right."),
}
shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])


def entry_or_404(request, slug, right="members.read_draft"):
    """The member, for somebody who may read its draft; a stranger does not learn that there is one."""
    member = get_object_or_404(Member, slug=slug)
    if not request.user.has_perm("members.read_draft", member):
        raise Http404
    require(request, right, member)
    return member


def require(request, right, member):
    if right in REFUSED and not request.user.has_perm(right, member):
        raise PermissionDenied(REFUSED[right])


def state_of(request, member):
    """What every page of the entry shows around it: what is published, what is drafted, and what this person may do."""
    published = ProfileRevision.objects.latest_of(member)
    draft = ProfileDraft.objects.of(member, published)
    return {
        "member": member,
        "published": published,
        "draft": draft,
        "waits": draft.texts != (published.texts if published else {}),
        "may_write": request.user.has_perm("members.edit_profile", member),
        "may_publish": request.user.has_perm("members.publish_profile", member),
    }


def version_sent(request):
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form.cleaned_data["version"]


@require_safe
def entry(request, slug):
    """Where a member's entry stands, and what can be done about it."""
    member = entry_or_404(request, slug)
    context = state_of(request, member) | {
        "confirmed_on": (said := Confirmation.objects.latest_of(member)) and said.confirmed_on,
        "may_ask": request.user.has_perm("members.ask_to_confirm", member),
    }
    return render(request, "members/entry.html", context)


@keeps_typed_text
@shown_and_acted_on
def edit(request, slug):
    member = entry_or_404(request, slug, "members.edit_profile")
    typed = typed_text(request) or {}
    language = language_asked_for(typed.get("language") or request.GET.get("in") or get_language())
    draft = ProfileDraft.objects.of(member, ProfileRevision.objects.latest_of(member))
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, draft=draft, language=language, typed=typed)
    if not form.is_valid():
        context = {"member": member, "draft": draft, "form": form, "languages": languages_of(draft)}
        return render(request, "members/edit.html", context, status=400 if form.is_bound else 200)
    try:
        actions.save_draft(member, form.texts(), version=form.cleaned_data["version"], by=request.user)
    except actions.DraftChanged as changed:
        return conflict(request, member, changed, form)
    messages.success(request, _("The draft is saved. Readers do not see it yet."))
    return redirect(after_saving(request, member, language))


def language_asked_for(language):
    if language not in CODES:
        raise Http404(_("No texts are kept in the language “%(language)s”.") % {"language": language})
    return language


def languages_of(draft):
    """For the language switch: (code, name, how many sections have a text in it)."""
    return [(code, NAMES[code], sum(code in texts for texts in draft.texts.values())) for code in CODES]


def after_saving(request, member, language):
    """Where the button that was pressed leads: to the difference, or to the texts in a language."""
    then = request.POST.get("then", "")
    if then == "changes":
        return reverse("members:changes", args=[member.slug])
    return f"{reverse('members:edit', args=[member.slug])}?in={then if then in CODES else language}"


def conflict(request, member, changed, form):
    """Somebody was faster. Both texts are shown, and hers stay in the form, which now carries the newer version."""

    def words_of(texts):
        return {section.value: texts.get(section, {}).get(form.text_language, "") for section in Section}

    theirs, opened = words_of(changed.draft.texts), changed.opened
    sides = differences.sides(None if opened is None else words_of(opened), theirs, form.sent())
    mine = {section: side for section, side in sides.items() if side != "theirs"}
    if not mine:
        messages.info(request, _("Somebody else has changed the draft meanwhile. You see it as it is now."))
        return redirect(after_saving(request, member, form.text_language))
    again = ProfileForm(draft=changed.draft, language=form.text_language, typed=form.sent())
    rows = [(again[section], theirs[section], side) for section, side in mine.items()]
    context = {"member": member, "draft": changed.draft, "form": again, "rows": rows}
    return render(request, "members/conflict.html", context, status=409)


@shown_and_acted_on
def changes(request, slug):
    """The draft beside what readers see; the button below publishes it."""
    member = entry_or_404(request, slug)
    if request.method == "POST":
        return publish(request, member)
    return changes_page(request, member)


def changes_page(request, member, status=200):
    context = state_of(request, member)
    published, draft = context["published"], context["draft"]
    context["changed"] = differences.between(published.texts if published else {}, draft.texts)
    if not context["may_publish"]:
        context["publishers"] = (
            Appointment.objects.current().publishing().filter(member=member).select_related("person")
        )
    return render(request, "members/changes.html", context, status=status)


def publish(request, member):
    require(request, "members.publish_profile", member)
    try:
        actions.publish(member, version=version_sent(request), by=request.user)
    except actions.NothingToPublish:
        messages.info(request, _("There is nothing new to publish: readers already see these words."))
    except actions.DraftChanged:
        messages.warning(
            request, _("Nothing was published: the draft has changed since you opened it. Look at it again.")
        )
        return changes_page(request, member, status=409)
    else:
        messages.success(
            request, _("The entry is published. The secretariat has been told, and the PDFs are being made.")
        )
    return redirect("members:entry", member.slug)


@require_safe
def preview(request, slug):
    member = entry_or_404(request, slug)
    return render(request, "members/preview.html", state_of(request, member))


@shown_and_acted_on
def discard(request, slug):
    member = entry_or_404(request, slug, "members.edit_profile")
    if request.method != "POST":
        return render(request, "members/discard.html", state_of(request, member))
    try:
        actions.discard_draft(member, version=version_sent(request), by=request.user)
    except actions.DraftChanged:
        messages.warning(
            request, _("Nothing was discarded: the draft has changed since you opened it. Look at it again.")
        )
        return changes_page(request, member, status=409)
    messages.success(request, _("The draft is discarded. It repeats what readers see."))
    return redirect("members:entry", member.slug)


@require_safe
def revisions(request, slug):
    member = entry_or_404(request, slug)
    rows = ProfileRevision.objects.filter(member=member).select_related("published_by", "restored_from")
    context = {"member": member, "page": page_of(rows, request.GET.get("page", 1))}
    return render(request, "members/revisions.html", context)


@shown_and_acted_on
def revision(request, slug, number):
    """An earlier revision and what has changed since; the button below makes it the draft."""
    member = entry_or_404(request, slug)
    shown = get_object_or_404(ProfileRevision.objects.select_related("published_by"), member=member, number=number)
    if request.method == "POST":
        return restore(request, member, shown)
    return revision_page(request, member, shown)


def revision_page(request, member, shown, status=200):
    context = state_of(request, member) | {"shown": shown}
    context["changed"] = differences.between(shown.texts, context["published"].texts)
    return render(request, "members/revision.html", context, status=status)


def restore(request, member, shown):
    require(request, "members.edit_profile", member)
    try:
        actions.restore(shown, version=version_sent(request), by=request.user)
    except actions.DraftChanged:
        messages.warning(
            request, _("Nothing was restored: the draft has changed since you opened it. Look at it again.")
        )
        return revision_page(request, member, shown, status=409)
    messages.success(request, _("This revision is now the draft. Look at the difference, then publish."))
    return redirect("members:changes", member.slug)
