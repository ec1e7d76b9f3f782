from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.rules import posts_of
from wpsnet.desk import waiting_for


@require_safe
def desk(request):
    """What waits for the person who has signed in, oldest first, and for whom she speaks."""
    posts = posts_of(request.user)
    context = {
        "waiting": waiting_for(request.user),
        "appointments": posts,
        "may_invite": request.user.has_perm("members.invite"),
        "may_read_contacts": bool(posts) or request.user.has_perm("members.read_contacts"),
        "may_run_verification": request.user.has_perm("members.run_verification"),
        "may_set_bureau": request.user.has_perm("members.set_bureau"),
        "may_read_mail": request.user.has_perm("members.read_mail"),
        "may_decide": request.user.has_perm("members.decide_requests"),
        "may_publish_news": request.user.has_perm("newsletters.edit"),
        "may_moderate": request.user.has_perm("actionplans.moderate"),
        "may_enter": request.user.has_perm("members.manage_members"),
        "may_liaise": request.user.has_perm("members.keep_liaison"),
        "may_announce": request.user.has_perm("meetings.write_events"),
        "may_prepare": request.user.has_perm("meetings.prepare"),
        "may_take_part": bool(posts) or request.user.has_perm("meetings.take_part"),
        "may_read_summaries": request.user.has_perm("meetings.read_summaries"),
        "may_read_board": request.user.has_perm("members.read_board"),
        "may_manage_people": request.user.has_perm("members.manage_people"),
        "may_read_circles": request.user.has_perm("members.read_circles"),
        "may_import": request.user.has_perm("members.import"),
        "section": "desk",
    }
    return render(request, "desk/desk.html", context)
