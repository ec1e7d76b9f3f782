"""Everybody with an account, for the administrators of the secretariat."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import people as actions
from members.actions.account import sessions_of, sign_out_everywhere
from members.actions.erase import StillInOffice, erase
from members.filters.people import PeopleFilter
from members.forms.people import EraseForm, SecretariatForm, SwitchForm
from members.fresh import SECOND_FACTOR, fresh
from members.models import Appointment, User
from wpsnet.listing import listing

for_administrators = permission_required("members.manage_people", raise_exception=True)
with_second_factor = fresh("members:person", SECOND_FACTOR)


@require_safe
@for_administrators
def people(request):
    held = Appointment.objects.current().select_related("member").order_by("role", "member__slug")
    rows = User.objects.prefetch_related(Prefetch("appointments", held, to_attr="posts")).order_by("name", "pk")
    return listing(
        request,
        PeopleFilter(request.GET, rows),
        template="desk/people.html",
        name="people",
        columns=[],
        context={"section": "desk"},
        formats={},
    )


@require_safe
@for_administrators
def person(request, pk):
    someone = get_object_or_404(User, pk=pk)
    context = {
        "person": someone,
        "posts": someone.appointments.select_related("member").order_by("-since", "pk"),
        "factors": Authenticator.objects.filter(user=someone).order_by("type"),
        "sessions": len(sessions_of(someone)),
        "is_self": someone == request.user,
        "form": SecretariatForm(initial={"post": someone.secretariat}),
        "section": "desk",
    }
    return render(request, "desk/person.html", context)


def acting(form_class):
    """A button on the page of a person: VIEW gets her, the checked form, and does one thing; what it returns is said."""

    def mark(view):
        @require_POST
        @for_administrators
        @with_second_factor
        def act(request, pk):
            someone, form = get_object_or_404(User, pk=pk), form_class(request.POST)
            if not form.is_valid():
                raise BadRequest
            try:
                messages.success(request, view(request, someone, form.cleaned_data))
            except actions.OwnAccount as error:
                own = _("You cannot do this to your own account. Nothing was changed. Ask another administrator.")
                raise PermissionDenied(own) from error
            except actions.LastAdministrator:
                last = _("Nothing was changed: without this person nobody would administer the portal.")
                messages.error(request, last)
            return redirect("members:person", pk)

        return act

    return mark


@acting(SecretariatForm)
def secretariat_post(request, someone, given):
    if not someone.secretariat:
        raise PermissionDenied(_("New people of the secretariat are invited. Nothing was changed."))
    actions.set_secretariat_post(someone, given["post"], by=request.user)
    if given["post"]:
        return _("The post in the secretariat has been changed.")
    return _("The post in the secretariat has been ended.")


@acting(SwitchForm)
def active(request, someone, given):
    actions.set_active(someone, given["on"], by=request.user)
    if given["on"]:
        return _("The account is switched on.")
    return _("The account is switched off, and all its sessions have ended.")


@acting(SwitchForm)
def at_risk(request, someone, given):
    actions.set_at_risk(someone, given["on"])
    if given["on"]:
        return _("The person is marked as at risk. Readers see her name nowhere from now on.")
    return _("The mark is taken away. What readers see follows from what the person has chosen.")


@acting(SwitchForm)
def end_sessions(request, someone, given):
    ended = sign_out_everywhere(by=someone)
    return _("Sessions ended: %(count)d.") % {"count": ended}


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@fresh("members:erase_person", SECOND_FACTOR)
def erase_person(request, pk):
    """What goes and what stays, and the button."""
    someone = get_object_or_404(User, pk=pk)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(someone, by=request.user)
        except StillInOffice:
            form.add_error(None, _("Nothing was erased: the person still holds a post. End it first, or hand it over."))
        else:
            messages.success(request, _("The personal data of this account has been erased."))
            return redirect("members:person", pk)
    context = {"form": form, "person": someone, "posts": posts_of(someone), "section": "desk"}
    return render(request, "desk/erase.html", context, status=400 if form.is_bound else 200)


def posts_of(someone):
    """What must end before she can be erased."""
    return someone.appointments.unended().select_related("member").order_by("member__slug")
