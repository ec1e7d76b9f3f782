"""The floor of a meeting: for delegations, for the secretariat, on the screen in the room, and what was said in public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import screen
from meetings.actions import floor as actions
from meetings.forms.floor import AskForm, ConsentForm, DeliveredForm, RoomForm
from meetings.models import AgendaItem, Delivered, Inscription, Meeting, Room
from meetings.speaking import speaks_for
from members.typed import keeps_typed_text, sent
from wpsnet import files
from wpsnet.public_cache import public_page

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
for_participants = permission_required("meetings.take_part", raise_exception=True)
officers = permission_required("meetings.prepare", raise_exception=True)
REFRESH = 5  # seconds
VERBS = {name: getattr(actions, name) for name in ("call", "spoken", "skip", "back", "up", "down")}


# --- The room ---------------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def room(request, key):
    """The screen. It comes again by itself, without a script; `?refresh=no` stops that (WCAG 2.2.1)."""
    refreshes = request.GET.get("refresh") != "no"

    def make():
        facts = screen.shown(key)
        context = {"refresh": REFRESH if refreshes else None}
        return facts and render_to_string("meetings/screen.html", facts | context)

    page, etag = screen.kept(key, f"{get_language()}:{refreshes:d}", make)
    if page is None:
        raise Http404
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    headers["X-Robots-Tag"] = "noindex"
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(page, headers=headers)


# --- Delegations ------------------------------------------------------------------------------------------------------


@shown_and_acted_on
@keeps_typed_text
@for_participants
def floor(request, slug):
    """Ask for the floor, and see what one has asked for."""
    meeting = get_object_or_404(Meeting, slug=slug)
    members = speaks_for(request.user)
    form = AskForm(sent(request), meeting=meeting, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask(form.instance, by=request.user)
        except actions.Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("You are on the list of speakers."))
            return redirect("meetings:inscription", asked.pk)
    own = Inscription.objects.filter(item__meeting=meeting, member__in=members.values("pk"))
    context = {"meeting": meeting, "form": form, "own": own.for_list(), "section": "meetings"}
    return render(request, "meetings/floor.html", context, status=400 if request.method == "POST" else 200)


def own_inscription(request, pk):
    """The request at PK, if it is that of a delegation for which she speaks; else it is not there."""
    rows = Inscription.objects.select_related("item__meeting", "member")
    return get_object_or_404(rows, pk=pk, member__in=speaks_for(request.user).values("pk"))


@shown_and_acted_on
@for_participants
def inscription(request, pk):
    """What the delegation hands in: texts by language. Consent and embargo are a form of their own."""
    found = own_inscription(request, pk)
    asks_consent = "consent_form" in request.POST
    form = DeliveredForm(request.POST if request.method == "POST" and not asks_consent else None, request.FILES or None)
    consent = ConsentForm(request.POST if asks_consent else None, instance=found)
    if asks_consent and consent.is_valid():
        given = consent.cleaned_data
        actions.allow(found, consent=given["consent"], embargo_until=given["embargo_until"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("meetings:inscription", pk)
    if request.method == "POST" and not asks_consent and form.is_valid():
        actions.hand_in(found, form.instance, form.cleaned_data["upload"], by=request.user)
        messages.success(request, _("The text has been saved."))
        return redirect("meetings:inscription", pk)
    texts = found.texts.select_related("file").order_by("language")
    context = {"inscription": found, "texts": texts, "form": form, "consent": consent, "section": "meetings"}
    return render(request, "meetings/inscription.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@for_participants
def withdraw(request, pk):
    found = own_inscription(request, pk)
    try:
        actions.withdraw(found, by=request.user)
        messages.success(request, _("Your request has been withdrawn."))
    except actions.Refused as error:
        messages.error(request, str(error))
    return redirect("meetings:floor", found.item.meeting.slug)


@require_safe
@for_participants
def handed_in(request, pk, language):
    """A file that was handed in, for the delegation itself and the secretariat."""
    return given(own_inscription(request, pk).texts, language)


def given(texts, language):
    found = get_object_or_404(texts.select_related("file"), language=language, file__isnull=False)
    return files.give(found.file)


# --- The secretariat --------------------------------------------------------------------------------------------------


@shown_and_acted_on
@officers
def desk(request, slug):
    """The lists of speakers of a meeting, with what can be done with each, and the rules of the floor."""
    meeting = get_object_or_404(Meeting.objects.select_related("room"), slug=slug)
    room = (
        actions.room_of(meeting)
        if request.method == "POST"
        else getattr(meeting, "room", None) or Room(meeting=meeting)
    )
    form = RoomForm(request.POST if request.method == "POST" else None, instance=room)
    if request.method == "POST" and form.is_valid():
        actions.save_room(form.instance, by=request.user)
        messages.success(request, _("Saved. The screen in the room follows."))
        return redirect("meetings:desk_floor", slug)
    context = {"meeting": meeting, "room": room, "form": form, "lists": lists(meeting, room), "section": "desk"}
    return render(request, "desk/floor.html", context, status=400 if request.method == "POST" else 200)


def lists(meeting, room):
    rows = Inscription.objects.exclude(state=Inscription.State.WITHDRAWN).for_list()
    items = AgendaItem.objects.filter(meeting=meeting, inscriptions__isnull=False).distinct()
    items = list(items.order_by("day", "begins", "order", "pk").prefetch_related(Prefetch("inscriptions", rows)))
    for item in items:
        for row in item.inscriptions.all():
            row.minutes = room.minutes_for(row.member)
    return items


@require_POST
@officers
def settle(request, pk, verb):
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(Inscription.objects.select_related("item__meeting__room", "member"), pk=pk)
    try:
        VERBS[verb](found, by=request.user)
    except actions.Refused as error:
        messages.error(request, str(error))
    return redirect("meetings:desk_floor", found.item.meeting.slug)


@require_POST
@officers
def publish(request, slug):
    meeting = get_object_or_404(Meeting, slug=slug)
    actions.publish_spoken(meeting, by=request.user)
    messages.success(request, _("Readers see who spoke; what they said where the delegation agrees."))
    return redirect("meetings:desk_floor", slug)


# --- In public --------------------------------------------------------------------------------------------------------


@public_page
def delivered(request, slug, pk):
    """What a delegation said, in the languages in which it handed it in."""
    found = public_inscription(slug, pk)
    texts = found.texts.select_related("file").order_by("language")
    context = {"inscription": found, "meeting": found.item.meeting, "texts": texts, "section": "meetings"}
    return render(request, "meetings/delivered.html", context)


@public_page
def delivered_file(request, slug, pk, language):
    return given(Delivered.objects.filter(inscription=public_inscription(slug, pk)), language)


def public_inscription(slug, pk):
    rows = Inscription.objects.select_related("item__meeting", "member")
    return get_object_or_404(rows, pk=pk, item__meeting__slug=slug, published_at__isnull=False, consent=True)
