"""The secretariat reviews who asks to join."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import requests as actions
from members.actions.invitations import HasLeft
from members.exports.requests import REQUESTS
from members.filters.requests import RequestFilter
from members.forms.joining import MessageForm
from members.forms.requests import AcceptForm, DeclineForm
from members.models import Appointment, Member, MembershipRequest
from members.typed import keeps_typed_text, typed_text
from wpsnet.files import give
from wpsnet.languages import in_any_language
from wpsnet.listing import listing
from wpsnet.models import StoredFile

MOST_SIMILAR = 8
officers = permission_required("members.decide_requests", raise_exception=True)


@officers
@require_safe
def requests(request):
    found = RequestFilter(
        request.GET, MembershipRequest.objects.confirmed().for_list().order_by("-confirmed_at", "-pk")
    )
    return listing(
        request,
        found,
        template="desk/requests.html",
        name="requests",
        columns=REQUESTS,
        context={"section": "desk"},
    )


def answers(view):
    """A page that is given one confirmed request. Who comes second reads who decided what, and when."""

    @officers
    @wraps(view)
    def page(request, pk):
        asking = get_object_or_404(MembershipRequest.objects.confirmed().for_list(), pk=pk)
        try:
            return view(request, asking)
        except actions.AlreadyDecided as error:
            return render(request, "desk/request_decided.html", {"asking": error.request}, status=409)

    return page


@require_safe
@answers
def one(request, asking):
    context = {
        "asking": asking,
        "files": asking.files.order_by("pk"),
        "said": asking.messages.select_related("by").prefetch_related("files"),
        "similar": similar_to(asking),
        "posts": Appointment.objects.current().filter(member=asking.country).select_related("person"),
        "memberships": asking.country.memberships.all() if asking.country else [],
        "earlier": MembershipRequest.objects.like(asking).for_list().order_by("-confirmed_at")[:MOST_SIMILAR],
        "section": "desk",
    }
    return render(request, "desk/request.html", context)


def similar_to(asking):
    """Organisations whose name or acronym is like that of the one that asks."""
    if asking.country:
        return Member.objects.none()
    like = in_any_language("name__icontains", asking.organisation) | Q(name_en__trigram_similar=asking.organisation)
    if asking.acronym:
        like |= Q(acronym__iexact=asking.acronym)
    return Member.objects.organisations().filter(like).select_related("region").order_by("slug")[:MOST_SIMILAR]


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@answers
def ask_back(request, asking):
    refuse_decided(asking)
    form = MessageForm(request.POST or typed_text(request), label=_("What you want to know, as it will be read"))
    if request.method == "POST" and form.is_valid():
        tell(
            request,
            actions.ask_back(asking, form.cleaned_data["words"], by=request.user),
            _("The question has been sent."),
        )
        return redirect(asking)
    return answer_page(request, asking, "desk/request_ask.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@answers
def decline(request, asking):
    refuse_decided(asking)
    form = DeclineForm(request.POST or typed_text(request))
    if request.method == "POST" and form.is_valid():
        sent = actions.decline(asking, form.cleaned_data["reason"], by=request.user)
        tell(request, sent, _("The request has been declined, and the reason has been sent."))
        return redirect(asking)
    return answer_page(request, asking, "desk/request_decline.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed_text
@answers
def accept(request, asking):
    refuse_decided(asking)
    form = AcceptForm(request.POST or typed_text(request), asking=asking, similar=similar_to(asking))
    if request.method == "POST" and form.is_valid() and accepted(request, asking, form):
        return redirect(asking)
    return answer_page(request, asking, "desk/request_accept.html", form)


def accepted(request, asking, form):
    try:
        sent = actions.accept(asking, by=request.user, **form.terms())
    except ValidationError as error:  # the database refused, and nothing was done
        form.add_error(None, error)
        return False
    tell(request, sent, _("The request has been accepted. Entry, membership, post and invitation have been made."))
    return True


def refuse_decided(asking):
    if asking.decided_at:
        raise actions.AlreadyDecided(asking)


def answer_page(request, asking, template, form):
    context = {"asking": asking, "form": form, "section": "desk"}
    return render(request, template, context, status=400 if request.method == "POST" else 200)


def tell(request, sent, done):
    if sent:
        messages.success(request, done)
    else:
        failed = _("This is saved, but the mail server did not take the mail. Send it again with the button below.")
        messages.error(request, failed)


@require_POST
@answers
def mail_again(request, asking):
    try:
        tell(request, actions.send_mail_again(asking, by=request.user), _("The mail has been sent again."))
    except HasLeft:
        messages.error(request, _("This member has left the network, so nobody is invited to a post of it."))
    return redirect(asking)


@require_safe
@officers
def document(request, pk, file):
    """A document of a request, or of a message about it."""
    asking = get_object_or_404(MembershipRequest.objects.confirmed(), pk=pk)
    theirs = Q(pk__in=asking.files.values("pk")) | Q(pk__in=asking.messages.exclude(files=None).values("files"))
    return give(get_object_or_404(StoredFile.objects.filter(theirs), pk=file))
