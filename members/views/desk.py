from django.shortcuts import render
from django.views.decorators.http import require_safe

from wpsnet.desk import waiting_for


@require_safe
def desk(request):
    """What waits for the person who has signed in, oldest first, and for whom she speaks."""
    context = {
        "waiting": waiting_for(request.user),
        "appointments": request.user.appointments.current().select_related("member").order_by("member__name", "role"),
        "may_invite": request.user.has_perm("members.invite"),
        "section": "desk",
    }
    return render(request, "desk/desk.html", context)
