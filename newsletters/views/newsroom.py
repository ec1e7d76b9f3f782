"""The newsroom: an edition is put together, looked at, handed in, approved by a second officer, and sent."""

import re
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.typed import keeps_typed_text, sent
from newsletters import audience
from newsletters.actions import editions as actions
from newsletters.content import content, problems, told, translations
from newsletters.documents import proof_key
from newsletters.forms.editions import AudienceForm, EditionForm, ItemForm, ScheduleForm
from newsletters.models import Edition, Item
from newsletters.sending import account_of
from wpsnet import mail
from wpsnet.documents import document_response
from wpsnet.files import give
from wpsnet.languages import CODES, NAMES
from wpsnet.listing import page_of
from wpsnet.outbox.actions import cancel, pause, resume

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])
officers = permission_required("newsletters.edit", raise_exception=True)
STEPS = {"pause": pause, "resume": resume, "cancel": cancel}
# What a mail may do in a browser: be seen. Its own styles stand on its elements.
AS_A_MAIL = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"


def of_edition(view):
    """A page for officers that is given one edition; if somebody was faster, it says so."""

    @officers
    @wraps(view)
    def page(request, number, **kwargs):
        edition = get_object_or_404(Edition.objects.defer("issued").select_related("mailing"), number=number)
        try:
            return view(request, edition, **kwargs)
        except actions.NotPossible:
            messages.warning(request, _("This was not done: the edition has moved on meanwhile. Nothing was changed."))
            return redirect("newsletters:newsroom_edition", number)

    return page


def room(edition):
    return redirect("newsletters:newsroom_edition", edition.number)


@officers
@require_safe
def newsroom(request):
    """All editions, those being made first."""
    rows = Edition.objects.defer("issued").order_by("-number")
    context = {"page": page_of(rows, request.GET.get("page", 1)), "section": "desk"}
    return render(request, "newsroom/editions.html", context)


@keeps_typed_text
@officers
@shown_and_acted_on
def begin(request):
    form = EditionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        edition = actions.begin(form.save(commit=False), by=request.user)
        messages.success(request, _("Edition %(number)s is begun. Nothing is sent yet.") % {"number": edition.number})
        return room(edition)
    return written(request, form, _("A new edition"))


def written(request, form, heading, edition=None):
    context = {"form": form, "heading": heading, "edition": edition, "section": "desk"}
    return render(request, "newsroom/form.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@of_edition
def edition(request, edition):
    """The edition with all that can be done to it now."""
    rows = translations(edition)
    context = {
        "edition": edition,
        "items": rows,
        "languages": [NAMES[code] for code in CODES],
        "codes": CODES,
        "problems": problems(edition, rows) if not edition.issued_at else [],
        "counts": audience.counts(edition),
        "may_approve": request.user.has_perm("newsletters.approve", edition),
        "call": getattr(edition, "call", None),
        "section": "desk",
    }
    return render(request, "newsroom/edition.html", context)


@keeps_typed_text
@shown_and_acted_on
@of_edition
def words(request, edition):
    form = EditionForm(sent(request), instance=edition)
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), by=request.user)
        return room(edition)
    return written(request, form, _("Title and first words"), edition)


@shown_and_acted_on
@of_edition
def reach(request, edition):
    """To whom it goes: how many, and a few of them."""
    form = AudienceForm(request.POST if request.method == "POST" else None, instance=edition)
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), by=request.user, circles=form.cleaned_data["circles"])
        return redirect("newsletters:reach", edition.number)
    context = {
        "form": form,
        "edition": edition,
        "counts": audience.counts(edition),
        "sample": audience.sample(edition),
        "section": "desk",
    }
    return render(request, "newsroom/reach.html", context, status=400 if request.method == "POST" else 200)


# --- Items ------------------------------------------------------------------------------------------------------------


@keeps_typed_text
@shown_and_acted_on
@of_edition
def item(request, edition, pk=None):
    """Add an item, or change one."""
    found = get_object_or_404(Item, edition=edition, pk=pk) if pk else Item(edition=edition)
    form = ItemForm(sent(request), request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        taken = form.cleaned_data.get("without_picture", False)
        actions.save_item(
            form.save(commit=False), by=request.user, picture=form.cleaned_data["picture"], without_picture=taken
        )
        return room(edition)
    return written(request, form, _("An item"), edition)


@require_POST
@of_edition
def move_item(request, edition, pk, way):
    if way not in ("up", "down"):
        raise Http404
    item = get_object_or_404(Item.objects.select_related("edition"), edition=edition, pk=pk)
    actions.move(item, -1 if way == "up" else 1, by=request.user)
    return room(edition)


@shown_and_acted_on
@of_edition
def remove_item(request, edition, pk):
    item = get_object_or_404(Item.objects.select_related("edition", "picture"), edition=edition, pk=pk)
    if request.method == "POST":
        actions.remove_item(item, by=request.user)
        messages.success(request, _("The item is removed. The history keeps it."))
        return room(edition)
    return render(request, "newsroom/remove.html", {"item": item, "edition": edition, "section": "desk"})


@require_safe
@of_edition
def item_picture(request, edition, pk):
    item = get_object_or_404(Item.objects.select_related("picture").exclude(picture=None), edition=edition, pk=pk)
    return give(item.picture, inline=True)


# --- Looked at --------------------------------------------------------------------------------------------------------


@require_safe
@of_edition
def preview(request, edition, language, form):
    """The edition as it would arrive: as mail, as text, or as a page."""
    if language not in CODES or form not in ("mail", "text", "web"):
        raise Http404
    words = content(edition, language)
    if form == "web":
        if language != get_language():  # the page around it speaks the language of its address
            return redirect(translate_url(request.get_full_path(), language))
        return render(request, "newsletters/edition.html", {"edition": words, "preview": True})
    message = mail.compose("edition", "reader@example.org", language=language, **told(words, ""))
    if form == "text":
        return HttpResponse(message.body, content_type="text/plain; charset=utf-8")
    response = HttpResponse(message.alternatives[0].content)
    response["Content-Security-Policy"] = AS_A_MAIL
    return response


# --- Its way out ------------------------------------------------------------------------------------------------------


@require_POST
@of_edition
def step(request, edition, step):
    """Hand in, take back, approve, send now, send a test."""
    match step:
        case "hand-in":
            stepped(request, actions.hand_in, edition, _("Handed in. A colleague can approve it now."))
        case "take-back":
            actions.take_back(edition, by=request.user)
            messages.success(request, _("It is a draft again. Nothing goes out."))
        case "approve":
            if not request.user.has_perm("newsletters.approve", edition):
                raise PermissionDenied(_("Whoever handed an edition in cannot approve it. Ask a colleague."))
            stepped(request, actions.approve, edition, _("Approved. It can be sent now, or at a time."))
        case "test":
            tested(request, edition)
        case _:
            raise Http404
    return room(edition)


def stepped(request, action, edition, done):
    try:
        action(edition, by=request.user)
    except actions.NotReady as error:
        for problem in error.problems:
            messages.error(request, problem)
    else:
        messages.success(request, done)


def tested(request, edition):
    if actions.send_test(edition, by=request.user):
        messages.success(request, _("A test is on its way to %(address)s.") % {"address": request.user.email})
    else:
        messages.error(request, _("The mail server did not take the test. Nothing else has changed; try again later."))


@shown_and_acted_on
@of_edition
def send(request, edition):
    """The last page before an edition goes out: now, or at a time. It names how many will get it."""
    if edition.state not in ("approved", "scheduled"):
        raise actions.NotPossible
    form = ScheduleForm(request.POST if "at" in request.POST else None)
    with timezone.override(request.user.time_zone):
        if request.method == "POST" and "now" in request.POST:
            return issued(request, edition)
        if request.method == "POST" and form.is_valid():
            actions.schedule(edition, form.cleaned_data["at"], by=request.user)
            messages.success(request, _("It will be sent at that time. Until then you can take it back."))
            return room(edition)
        context = {"edition": edition, "form": form, "counts": audience.counts(edition), "section": "desk"}
        return render(request, "newsroom/send.html", context, status=400 if request.method == "POST" else 200)


def issued(request, edition):
    try:
        actions.issue(edition)
    except actions.NotReady as error:
        for problem in error.problems:
            messages.error(request, problem)
        return room(edition)
    messages.success(request, _("The edition is frozen and on its way. This page shows how it goes."))
    return redirect("newsletters:sending", edition.number)


@require_safe
@of_edition
def sending(request, edition):
    """The sending room of one edition."""
    if edition.mailing is None:
        raise Http404
    if request.GET.get("format") == "pdf":
        if not re.fullmatch(rf"{edition.number}\.\d{{12}}", asked := request.GET.get("as", "")):
            raise Http404
        return document_response(request, "edition-proof", asked)
    context = {
        "edition": edition,
        "mailing": edition.mailing,
        "account": account_of(edition.mailing),
        "section": "desk",
    }
    return render(request, "newsroom/sending.html", context | {"proof": proof_key(edition)})


@require_POST
@of_edition
def sending_step(request, edition, step):
    """Pause, go on, or give up what is not yet sent: within one mail of each worker."""
    if edition.mailing is None or step not in STEPS:
        raise Http404
    STEPS[step](edition.mailing)
    return redirect("newsletters:sending", edition.number)
