"""The programme of work: in public, in calendars, and as members propose and the secretariat confirms it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings.actions import programme as actions
from meetings.exports import PROGRAMME
from meetings.filters import ProgrammeFilter
from meetings.forms.programme import UndertakingForm
from meetings.models import Undertaking
from meetings.speaking import speaks_for
from members.typed import keeps_typed_text, sent
from wpsnet.calendar import Entry, as_calendar
from wpsnet.dates import in_words
from wpsnet.listing import listing
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
for_participants = permission_required("meetings.take_part", raise_exception=True)
VERBS = {"confirm": actions.confirm, "decline": actions.decline, "remove": actions.remove}


@public_page
def programme(request):
    rows = Undertaking.objects.confirmed().for_list().order_by("-year", "starts_first", "pk")
    found = ProgrammeFilter(request.GET, rows, request=request)
    context = {"section": "meetings"}
    return listing(
        request, found, template="meetings/programme.html", name="programme", columns=PROGRAMME, context=context
    )


@public_page
def calendar(request):
    """This year's programme and what is still to come."""
    rows = Undertaking.objects.confirmed().filter(year__gte=timezone.localdate().year).for_list()
    return as_calendar(map(entry_of, rows), "wps-programme")


def entry_of(part):
    first, last = part.days
    text = [part.get_kind_display(), part.member.name, part.note, part.logistics]
    if not part.has_fixed_days:
        date = in_words(part.period) if part.period else str(part.year)
        text.insert(0, _("The days are not fixed yet: %(date)s.") % {"date": date})
    return Entry(
        uid=f"programme-{part.pk}@{urlsplit(settings.SITE_URL).hostname}",
        first=first,
        last=last,
        title=part.title,
        changed=part.changed_at,
        place=part.place,
        text="\n".join(filter(None, text)),
        url=settings.SITE_URL + part.get_absolute_url(),
        is_fixed=bool(part.starts) and part.has_fixed_days,
    )


# --- Members and the secretariat --------------------------------------------------------------------------------------


@shown_and_acted_on
@keeps_typed_text
@for_participants
def propose(request):
    return written(request, Undertaking())


@shown_and_acted_on
@keeps_typed_text
@for_participants
def edit(request, pk):
    return written(request, own_part(request, pk))


def own_part(request, pk):
    """The part at PK for those who speak for its member; what is public already is there for everybody, but not theirs."""
    part = get_object_or_404(Undertaking.objects.select_related("member"), pk=pk)
    if not speaks_for(request.user).filter(pk=part.member_id).exists():
        if not part.confirmed_at:
            raise Http404
        raise PermissionDenied(_("Only those who planned it and the secretariat change it."))
    return part


def written(request, part):
    members = speaks_for(request.user)
    confirms = request.user.has_perm("meetings.confirm_programme")
    form = UndertakingForm(sent(request), instance=part, members=members)
    if request.method == "POST" and form.is_valid():
        actions.save(form.instance, by=request.user, confirms=confirms)
        said = _("Saved. Readers see it now.") if confirms else _("Saved as a proposal. The secretariat confirms it.")
        messages.success(request, said)
        return redirect("meetings:propose_undertaking")
    rows = Undertaking.objects.for_list().filter(member__in=members.values("pk")).order_by("-year", "-pk")
    if confirms:
        rows = Undertaking.objects.waiting().for_list()
    context = {"form": form, "own": rows[:50], "may_confirm": confirms, "part": part, "section": "desk"}
    return render(request, "meetings/undertaking.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@for_participants
def settle(request, pk, verb):
    """The secretariat answers a proposal; those who made it may take it back."""
    if verb not in VERBS:
        raise Http404
    part = own_part(request, pk)
    if verb != "remove" and not request.user.has_perm("meetings.confirm_programme"):
        raise PermissionDenied(_("The secretariat confirms what stands in the programme of work."))
    if VERBS[verb](part, by=request.user):
        messages.success(request, _("Done."))
    else:
        messages.info(request, _("This has been answered already. Nothing has changed."))
    return redirect("meetings:propose_undertaking")
