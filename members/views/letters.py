"""Mail to a selection of members: from the list to the letter, from the letter to how it goes."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import letters as actions
from members.filters.board import BoardFilter
from members.forms.letters import LetterForm, SelectionForm
from members.models import Appointment, Member, User
from members.typed import keeps_typed_text, typed_text
from wpsnet.listing import page_of
from wpsnet.models import Delivery, Mailing
from wpsnet.outbox.actions import cancel, pause, resume

SAMPLE = 5
STEPS = {"pause": pause, "resume": resume, "cancel": cancel}
PROBLEMS = [Delivery.State.FAILED, Delivery.State.SKIPPED, Delivery.State.UNCERTAIN]
for_writers = permission_required("members.write_to_selection", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@for_writers
def write(request):
    """The letter. The selection stays in the address, however large it is."""
    members = selected(request.GET)
    if not (count := members.count()):
        messages.info(request, _("Nobody is chosen yet. Tick at least one line, or write to all that match."))
        return redirect(f"{reverse('members:board_members')}?{filters_of(request.GET)}")
    reached, answered = reach(members)
    form = LetterForm(request.POST or typed_text(request), reached=reached)
    if request.method == "POST" and form.is_valid() and (mailing := send(request, members, form)):
        messages.success(request, _("The letter is on its way. This page shows how it goes."))
        return redirect("members:letter", mailing.pk)
    audiences = [
        {"label": audience.label, "people": sample(members, audience), "without": count - answered[audience]}
        for audience in actions.Audience
    ]
    context = {"form": form, "count": count, "audiences": audiences, "section": "desk"}
    back = f"{reverse('members:board_members')}?{filters_of(request.GET)}"
    refused = request.method == "POST"
    return render(request, "desk/write.html", context | {"back": back}, status=400 if refused else 200)


def selected(data):
    """The members that the address names: those ticked, or all that its filters find."""
    form, filters = SelectionForm(data), BoardFilter(data, Member.objects.all())
    if not form.is_valid() or not filters.is_valid():
        raise BadRequest
    return form.cleaned_data["chosen"] if form.cleaned_data["to"] == "chosen" else filters.qs


def filters_of(data):
    """The filters of the list, as a query."""
    query = data.copy()
    for name in ("to", "chosen", "page"):
        query.pop(name, None)
    return query.urlencode()


def reach(members):
    """How many people each audience has, and how many of MEMBERS have somebody in it."""
    posts = {"focal_points": Q(role=Appointment.Role.FOCAL_POINT), "editors": Q(edits=True), "all": Q()}
    counts = {f"{name}_people": Count("person", distinct=True, filter=which) for name, which in posts.items()}
    counts |= {f"{name}_members": Count("member", distinct=True, filter=which) for name, which in posts.items()}
    found = actions.posts_of(members, actions.Audience.ALL).aggregate(**counts)
    return {name: found[f"{name}_people"] for name in posts}, {name: found[f"{name}_members"] for name in posts}


def sample(members, audience):
    """A few of those who get the letter."""
    posts = actions.posts_of(members, audience).select_related("person", "member")
    return posts.order_by("member__slug", "person__name", "pk")[:SAMPLE]


def send(request, members, form):
    """The mailing, or None where the form now says why there is none."""
    given = form.cleaned_data
    audience = actions.Audience(given["audience"])
    try:
        return actions.send_letter(given["nonce"], members, audience, form.words(), by=request.user)
    except actions.NobodyToWriteTo:
        form.add_error("audience", _("Nobody of the members chosen is in this group. Choose another group."))
    except actions.SentAlready:
        form.data = form.data.copy()
        form.data["nonce"] = uuid.uuid4()
        again = _(
            "A letter was sent from this page already, with other words. Nothing was sent now. Send again if you mean it."
        )
        form.add_error(None, again)
    return None


@require_safe
@for_writers
def letters(request):
    """The letters written so far, the newest first."""
    states = {
        "sent": Q(deliveries__state=Delivery.State.SENT),
        "open": Q(deliveries__state__in=Delivery.OPEN),
        "problems": Q(deliveries__state__in=PROBLEMS),
    }
    counts = {name: Count("deliveries", filter=state) for name, state in states.items()}
    rows = Mailing.objects.filter(template=actions.TEMPLATE).annotate(**counts).order_by("-created_at", "-pk")
    return render(request, "desk/letters.html", {"page": page_of(rows, request.GET.get("page", 1)), "section": "desk"})


@require_safe
@for_writers
def letter(request, pk):
    """How one goes: counted from its rows, so it cannot be wrong."""
    mailing = get_object_or_404(Mailing, pk=pk, template=actions.TEMPLATE)
    counts = mailing.counts()
    problems = page_of(mailing.deliveries.filter(state__in=PROBLEMS).order_by("pk"), request.GET.get("page", 1))
    context = {
        "mailing": mailing,
        "words": mailing.context["words"]["en"],
        "audience": actions.Audience(mailing.context["audience"]).label,
        "author": User.objects.filter(pk=mailing.context["by"]).first(),
        "counts": [(Delivery.State(state).label, count) for state, count in counts.items()],
        "finished": not any(counts[state] for state in Delivery.OPEN),
        "page": problems,
        "protected": protected(request.user, problems),
        "section": "desk",
    }
    return render(request, "desk/letter.html", context)


def protected(reader, deliveries):
    """The addresses among DELIVERIES that READER must not see: of people at risk, unless she administers."""
    if reader.has_perm("members.manage_people"):
        return set()
    shown = [delivery.address for delivery in deliveries]
    return set(User.objects.filter(at_risk=True, email__in=shown).values_list("email", flat=True))


@require_POST
@for_writers
def step(request, pk, step):
    """Pause a letter, go on with it, or give up what is not yet sent."""
    if step not in STEPS:
        raise Http404
    mailing = get_object_or_404(Mailing, pk=pk, template=actions.TEMPLATE)
    STEPS[step](mailing)
    return redirect("members:letter", pk)
