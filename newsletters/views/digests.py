"""The digests: what each would say, who would get it, and one button that lets it go."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from newsletters import audience
from newsletters.actions import digests as actions
from newsletters.digest import words
from newsletters.forms.digests import DigestSettingsForm
from newsletters.models import Digest, DigestSettings
from newsletters.sending import account_of
from newsletters.views.newsroom import AS_A_MAIL, officers, shown_and_acted_on
from wpsnet import mail
from wpsnet.languages import CODES
from wpsnet.listing import page_of
from wpsnet.outbox.rendering import CannotBeSent


@require_safe
@officers
def digests(request):
    rows = Digest.objects.defer("issued")
    context = {"page": page_of(rows, request.GET.get("page", 1)), "settings": DigestSettings.now(), "section": "desk"}
    return render(request, "newsroom/digests.html", context)


@shown_and_acted_on
@officers
def settings(request):
    form = DigestSettingsForm(request.POST if request.method == "POST" else None, instance=DigestSettings.now())
    if form.is_valid():
        actions.save_settings(form.save(commit=False), by=request.user)
        messages.success(request, _("The settings of the digest are kept."))
        return redirect("newsletters:digests")
    context = {"form": form, "heading": _("Settings of the digest"), "section": "desk"}
    return render(request, "newsroom/digest_settings.html", context, status=400 if form.is_bound else 200)


@require_safe
@officers
def digest(request, pk):
    found = get_object_or_404(Digest.objects.select_related("mailing", "settled_by"), pk=pk)
    context = {
        "digest": found,
        "words": found.issued[get_language()] if found.issued else words(found, get_language()),
        "codes": CODES,
        "counts": audience.digest_counts() if found.is_open else None,
        "account": account_of(found.mailing) if found.mailing else None,
        "section": "desk",
    }
    return render(request, "newsroom/digest.html", context)


@require_safe
@officers
def preview(request, pk, language):
    """The mail as it would arrive."""
    found = get_object_or_404(Digest, pk=pk)
    if language not in CODES:
        raise Http404
    told = found.issued[language] if found.issued else words(found, language)
    message = mail.compose("digest", "reader@example.org", language=language, **told)
    response = HttpResponse(message.alternatives[0].content)
    response["Content-Security-Policy"] = AS_A_MAIL
    return response


@require_POST
@officers
def settle(request, pk, verb):
    """Let it go, or set it aside."""
    found = get_object_or_404(Digest, pk=pk)
    step = {"let-go": actions.let_go, "set-aside": actions.set_aside}.get(verb)
    if step is None:
        raise Http404
    try:
        step(found, by=request.user)
    except CannotBeSent as error:
        for problem in error.messages:
            messages.error(request, problem)
    except actions.NotPossible:
        messages.warning(request, _("This was not done: a colleague has decided meanwhile. Nothing was changed."))
    return redirect("newsletters:digest", pk)
