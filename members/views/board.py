"""The secretariat's board: the numbers, and the lists that they open into."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import board as numbers
from members.exports.board import BOARD, INVITATIONS, POSTS
from members.filters.board import BoardFilter, InvitationFilter, PostFilter
from members.models import Appointment, Invitation, Member, with_silence
from wpsnet import exports
from wpsnet.listing import listing

for_the_secretariat = permission_required("members.read_board", raise_exception=True)


@require_safe
@for_the_secretariat
def board(request):
    members, posts = (
        BoardFilter(request.GET, Member.objects.all()),
        PostFilter(request.GET, Appointment.objects.current()),
    )
    context = {"filter": members, "section": "desk"}
    if not members.is_valid():
        return render(request, "desk/board.html", context, status=400)
    groups, given = numbers.counted(members.qs), members.given()
    context |= {
        "all": numbers.total(groups, "all"),
        "all_url": numbers.address("members:board_members", given),
        "attention": numbers.attention(groups, given),
        "confirmed": numbers.by_confirmation(groups, given),
        "tables": [numbers.by_region(groups, given), numbers.by_post(posts.qs, given)],
        "waiting": numbers.waiting(),
        "filtered": bool(given),
    }
    return render(request, "desk/board.html", context)


def board_list(request, rows, name, columns, context=None):
    return listing(
        request,
        rows,
        template=f"desk/board_{name}.html",
        name=name,
        columns=columns,
        context={"section": "desk"} | (context or {}),
        formats=exports.FILES,
    )


@require_safe
@for_the_secretariat
def members(request):
    rows = BoardFilter(request.GET, with_silence(Member.objects.for_list().with_confirmation().with_marks()))
    context = {"may_write": request.user.has_perm("members.write_to_selection")}
    return board_list(request, rows, "members", BOARD, context)


@require_safe
@for_the_secretariat
def posts(request):
    held = Appointment.objects.current().select_related("member", "person")
    rows = PostFilter(request.GET, held.order_by("member__slug", "role", "pk"))
    return board_list(request, rows, "posts", POSTS)


@require_safe
@for_the_secretariat
def invitations(request):
    """Those that nobody has taken, the longest open first."""
    untaken = Invitation.objects.not_taken().select_related("member", "invited_by").order_by("expires_at", "pk")
    rows = InvitationFilter(request.GET, untaken)
    return board_list(request, rows, "invitations", INVITATIONS)
