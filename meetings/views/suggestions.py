"""What the chair answers to delegations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.actions import suggestions as actions
from meetings.actions.chair_summary import IsFinal, ParagraphChanged
from meetings.forms.chair_summary import AnswerForm
from meetings.models import Suggestion
from meetings.views.writing import IS_FINAL, summary_for
from members.differences import pieces
from members.typed import keeps_typed_text, sent
from wpsnet.languages import column, direction


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
def answer(request, slug, pk):
    """The suggested words against those of the paragraph as it is now; the chair takes them, changed or not, or declines."""
    found = summary_for(request, slug)
    if not request.user.has_perm("meetings.answer_suggestions", found.meeting):
        raise PermissionDenied(_("The chair answers what delegations suggest; nobody does it for her."))
    rows = Suggestion.objects.select_related("paragraph__summary", "member")
    one = get_object_or_404(rows, paragraph__summary=found, pk=pk)
    if one.accepted is not None:
        messages.info(request, _("This has been answered already. Nothing has changed."))
        return redirect("meetings:write_summary", slug)
    now = getattr(one.paragraph, column("text", one.language)) or ""
    form = AnswerForm(sent(request), initial={"text": one.text, "version": one.paragraph.version})
    if request.method == "POST" and form.is_valid() and settled(request, one, form):
        return redirect("meetings:write_summary", slug)
    context = {
        "one": one,
        "form": form,
        "version": one.paragraph.version,
        "way": pieces(now, one.text),
        "is_older": now != one.was,
        "meeting": found.meeting,
        "direction": direction(one.language),
        "section": "desk",
    }
    return render(request, "desk/summary_answer.html", context, status=400 if request.method == "POST" else 200)


def settled(request, one, form):
    told = form.cleaned_data
    try:
        if told["decision"] == "accept":
            actions.accept(one, told["text"], told["answer"], version=told["version"], by=request.user)
            messages.success(request, _("Accepted: the words stand in the paragraph."))
        else:
            actions.decline(one, told["answer"], by=request.user)
            messages.success(request, _("Declined. The delegation reads your answer beside the paragraph."))
    except ParagraphChanged:
        form.add_error(
            None, _("The paragraph has changed since you opened this page. Look at it below, then decide again.")
        )
        return False
    except IsFinal:
        messages.error(request, IS_FINAL)
    except actions.AlreadySettled:
        messages.info(request, _("This has been answered already. Nothing has changed."))
    return True
