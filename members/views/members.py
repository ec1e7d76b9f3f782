"""The secretariat enters members, and since when they belong to the network."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.actions import memberships as actions
from members.exports.directory import MEMBERS
from members.filters.directory import NetworkFilter
from members.forms.members import MemberForm, MembershipForm
from members.models import Member, Membership
from members.typed import keeps_typed_text, typed_text
from wpsnet.listing import listing

officers = permission_required("members.manage_members", raise_exception=True)


def form_page(view):
    """A page with a form, for the officers; what they type survives the end of a session."""
    return require_http_methods(["GET", "HEAD", "POST"])(keeps_typed_text(officers(wraps(view)(view))))


@officers
@require_safe
def members(request):
    found = NetworkFilter(request.GET, Member.objects.for_list().prefetch_related("memberships"))
    return listing(
        request,
        found,
        template="desk/members.html",
        name="members",
        columns=MEMBERS,
        context={"section": "desk"},
    )


@form_page
def add(request):
    form = MemberForm(request.POST or typed_text(request))
    if saved(request, form, lambda: actions.add_member(form.save(commit=False), by=request.user)):
        messages.success(request, _("%(name)s now has an entry.") % {"name": form.instance.name})
        return redirect("members:member", form.instance.slug)
    return form_answer(request, "desk/member_add.html", {"form": form})


@form_page
def member(request, slug):
    """Names of one member, and its memberships."""
    member = get_object_or_404(Member.objects.select_related("region"), slug=slug)
    form = MemberForm(request.POST or typed_text(request), instance=member)
    if saved(request, form, lambda: actions.change_member(form.save(commit=False), by=request.user)):
        messages.success(request, _("The entry has been saved."))
        return redirect("members:member", slug)
    periods = member.memberships.select_related("source")
    context = {
        "form": form,
        "member": get_object_or_404(Member, slug=slug) if form.errors else member,
        "memberships": periods,
        "requests": member.requests.select_related("decided_by").order_by("-decided_at"),
    }
    return form_answer(request, "desk/member.html", context)


@form_page
def add_membership(request, slug):
    return of_period(request, Membership(member=get_object_or_404(Member, slug=slug)))


@form_page
def membership(request, slug, pk):
    return of_period(request, a_period(slug, pk))


def of_period(request, period):
    member = period.member
    form = MembershipForm(request.POST or typed_text(request), instance=period)
    if saved(request, form, lambda: actions.save_membership(form.period(member), by=request.user)):
        messages.success(request, _("The membership has been saved."))
        return redirect("members:member", member.slug)
    return form_answer(request, "desk/membership.html", {"form": form, "member": member, "period": period})


@form_page
def remove_membership(request, slug, pk):
    period = a_period(slug, pk)
    if request.method == "POST":
        actions.remove_membership(period, by=request.user)
        messages.success(request, _("The membership has been removed. The history keeps it."))
        return redirect("members:member", slug)
    return form_answer(request, "desk/membership_remove.html", {"member": period.member, "period": period})


def a_period(slug, pk):
    return get_object_or_404(Membership.objects.select_related("member", "source"), member__slug=slug, pk=pk)


def saved(request, form, save):
    """Whether the FORM was posted and SAVE took it; what the database refuses is said in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def form_answer(request, template, context):
    status = 400 if request.method == "POST" else 200
    return render(request, template, context | {"section": "desk"}, status=status)
