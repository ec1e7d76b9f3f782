"""Letters about a meeting: who would get one, the page on which that is confirmed, and how it goes."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings.actions import letters as actions
from meetings.forms.letters import MeetingLetterForm
from meetings.models import Meeting
from members.typed import keeps_typed_text, sent
from wpsnet.languages import NAMES
from wpsnet.models import Delivery, Mailing


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@permission_required("meetings.prepare", raise_exception=True)
def letter(request, slug, kind):
    """Nothing is sent before the box is ticked. What was sent is shown with how it goes, and not sent twice."""
    meeting = get_object_or_404(Meeting.objects.select_related("schedule"), slug=slug)
    if kind not in actions.Kind.values:
        raise Http404
    kind = actions.Kind(kind)
    mailing = Mailing.objects.filter(key=actions.key_of(meeting, kind)).first()
    form = MeetingLetterForm(sent(request))
    if request.method == "POST" and (mailing or form.is_valid()):
        if mailing:
            messages.info(request, _("This letter was sent already. Nothing was sent twice."))
        else:
            actions.send(meeting, kind, form.cleaned_data["words"], by=request.user)
            messages.success(request, _("The letter is on its way. This page shows how it goes."))
        return redirect("meetings:letter", slug, kind)
    people = actions.recipients()
    languages = people.order_by("language").values_list("language").annotate(count=Count("pk"))
    context = {
        "meeting": meeting,
        "kind": kind,
        "form": form,
        "mailing": mailing,
        "states": [(Delivery.State(state).label, count) for state, count in mailing.counts().items()]
        if mailing
        else [],
        "languages": [(NAMES[code], count) for code, count in languages],
        "facts": actions.facts(meeting),
        "section": "desk",
    }
    context["count"] = sum(count for _name, count in context["languages"])
    return render(request, "desk/meeting_letter.html", context, status=400 if request.method == "POST" else 200)
