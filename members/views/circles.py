"""Circles, for the people in them and those on the way: who is not in one gets the answer of one that does not exist."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.actions import circles as actions
from members.forms.circles import AddressForm, PresenceForm, RequestForm
from members.models import Appointment, Circle, CircleMembership
from wpsnet.languages import alphabetical
from wpsnet.listing import PER_PAGE, page_of

shown_and_acted_on = require_http_methods(["GET", "HEAD", "POST"])


def in_circle(view):
    """Open VIEW to the people in the circle; it is given the reader's row. To all others the circle does not exist."""

    @wraps(view)
    def opened(request, slug, **parts):
        mine = row_of(request, slug)
        if mine and not mine.joined_at and request.method != "POST":
            return redirect("members:circle_join", slug)
        if not mine or not mine.joined_at:
            raise Http404
        return view(request, mine, **parts)

    return opened


def convening(view):
    """The same, for its conveners."""

    @in_circle
    @wraps(view)
    def convener(request, mine, **parts):
        if not mine.convenes:
            raise PermissionDenied(_("Only the conveners of the circle do this."))
        return view(request, mine, **parts)

    return convener


def inside(mine):
    """What every page of a circle shows."""
    return {"mine": mine, "circle": mine.circle, "section": "desk"}


def row_of(request, slug):
    mine = CircleMembership.objects.filter(circle__slug=slug, person=request.user).select_related("circle")
    if row := mine.first():
        row.person = request.user
        return row
    return None


@require_safe
def circles(request):
    """Which circles there are, and those of the reader. Who, or how many, are in one is not told."""
    if not request.user.has_perm("members.read_circles"):
        raise PermissionDenied(_("Circles are open to people who hold a post in the network."))
    mine = {row.circle_id: row for row in request.user.circles.select_related("circle")}
    others = Circle.objects.open().exclude(pk__in=mine).order_by(alphabetical("name"), "slug")
    context = {
        "mine": sorted(mine.values(), key=lambda row: (row.circle.name, row.pk)),
        "page": page_of(others, request.GET.get("page", 1)),
        "may_ask": request.user.has_perm("members.ask_to_join_circles"),
        "may_manage": request.user.has_perm("members.manage_circles"),
        "section": "desk",
    }
    return render(request, "members/circles/list.html", context)


@shown_and_acted_on
def join(request, slug):
    """Consent: what others will see, and the choices. For who is invited, and for who asks."""
    mine = row_of(request, slug)
    if mine and mine.invited_to and not mine.circle.closed_at:
        return answer_invitation(request, mine)
    if mine and mine.joined_at:
        return redirect("members:circle", slug)
    circle = mine.circle if mine else Circle.objects.open().filter(slug=slug).first()
    if not mine and not (circle and request.user.has_perm("members.ask_to_join_circles")):
        raise Http404
    return ask(request, circle, mine)


def answer_invitation(request, mine):
    form = None if mine.joined_at else PresenceForm(request.POST or None, person=request.user)
    if request.method == "POST" and "decline" in request.POST:
        actions.decline(mine)
        messages.success(request, _("You have declined. Nobody in the circle is told."))
        return redirect("members:circles")
    if request.method == "POST" and (form is None or form.is_valid()):
        return accept(request, mine, form.choices() if form else {})
    context = inside(mine) | {"form": form}
    return render(request, "members/circles/join.html", context, status=400 if request.method == "POST" else 200)


def accept(request, mine, choices):
    try:
        joined = actions.accept(mine, choices)
    except actions.HasConvener:
        actions.decline(mine)
        messages.info(
            request, _("Somebody else convenes the circle by now, so the invitation to convene it has ended.")
        )
        return redirect("members:circles")
    if joined:
        messages.success(request, _("Welcome. You can change all of this at any time, and leave."))
    return redirect("members:circle", mine.circle.slug)


def ask(request, circle, mine):
    form = RequestForm(request.POST or None, person=request.user)
    if request.method == "POST" and not mine and form.is_valid():
        actions.ask_to_join(circle, request.user, form.choices())
        messages.success(request, _("Your request waits for the conveners of the circle."))
        return redirect("members:circle_join", circle.slug)
    context = {"circle": circle, "mine": mine, "form": form, "section": "desk"}
    return render(request, "members/circles/join.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@in_circle
def people(request, mine):
    return people_page(request, mine, AddressForm())


def people_page(request, mine, form, status=200):
    """Who is in, by the names that they chose; for the conveners also who asks to be let in."""
    rows = mine.circle.memberships.joined().select_related("person").order_by("-convenes", "joined_at", "pk")
    context = inside(mine) | {"page": page_of(rows, request.GET.get("page", 1)), "form": form}
    if mine.convenes:
        asking = mine.circle.memberships.asking().select_related("person").order_by("asked_at", "pk")[:PER_PAGE]
        posts = Appointment.objects.current().select_related("member")
        context["requests"] = asking.prefetch_related(Prefetch("person__appointments", posts, to_attr="current_posts"))
    return render(request, "members/circles/people.html", context, status=status)


def one_of(mine, pk, **conditions):
    """The row PK of the same circle, or 404."""
    rows = mine.circle.memberships.select_related("person").filter(pk=pk, **conditions)
    if row := rows.first():
        return row
    raise Http404


@require_POST
@convening
def invite(request, mine):
    form = AddressForm(request.POST)
    if not form.is_valid():
        return people_page(request, mine, form, status=400)
    if "withdraw" in request.POST:
        actions.withdraw_invitation(form.cleaned_data["email"], by=mine)
        messages.success(request, _("If somebody with this address was invited, the invitation has ended."))
    else:
        actions.invite(form.cleaned_data["email"], by=mine)
        messages.success(
            request,
            _("If this address belongs to an account, its owner now finds the invitation on the desk and in a mail."),
        )
    return redirect("members:circle_people", mine.circle.slug)


@require_POST
@convening
def answer_request(request, mine, pk):
    asking = mine.circle.memberships.select_related("person").filter(pk=pk).first()
    act = actions.refuse if "refuse" in request.POST else actions.let_in
    if asking and act(asking):
        messages.success(request, _("Your answer is noted."))
    else:
        messages.info(request, _("This request has been answered or withdrawn already."))
    return redirect("members:circle_people", mine.circle.slug)


@shown_and_acted_on
@convening
def person(request, mine, pk):
    """One person, for the conveners: to convene as well, or to be removed."""
    row = one_of(mine, pk, joined_at__isnull=False)
    if request.method != "POST" or row.pk == mine.pk:
        return render(request, "members/circles/person.html", inside(mine) | {"row": row})
    if "remove" in request.POST:
        actions.leave(row)
        messages.success(request, _("This person is no longer in the circle."))
    else:
        actions.make_convener(row)
        messages.success(request, _("This person convenes the circle from now on."))
    return redirect("members:circle_people", mine.circle.slug)


@shown_and_acted_on
@in_circle
def me(request, mine):
    """How the reader appears in the circle, and how she gets its mails."""
    form = PresenceForm(request.POST or None, person=request.user, membership=mine)
    if request.method == "POST" and form.is_valid():
        actions.change(mine, form.choices())
        messages.success(request, _("Saved. The people in the circle see it at once, also on your earlier notices."))
        return redirect("members:circle_me", mine.circle.slug)
    context = inside(mine) | {"form": form}
    return render(request, "members/circles/me.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@in_circle
def stop_convening(request, mine):
    actions.stop_convening(mine)
    messages.success(request, _("You no longer convene the circle. You are still in it."))
    return redirect("members:circle", mine.circle.slug)


@shown_and_acted_on
def leave(request, slug):
    """Leave, or take back a request; whoever is not on the way in finds nothing here."""
    mine = row_of(request, slug)
    if not mine:
        raise Http404
    if request.method != "POST":
        others = mine.circle.memberships.convening().exclude(pk=mine.pk)
        context = inside(mine) | {"last_convener": mine.convenes and not others.exists()}
        return render(request, "members/circles/leave.html", context)
    actions.leave(mine, take_notices="take" in request.POST)
    if mine.joined_at:
        messages.success(request, _("You have left. Nothing in the circle shows your name any more."))
    else:
        messages.success(request, _("You have taken your request back."))
    return redirect("members:circles")
