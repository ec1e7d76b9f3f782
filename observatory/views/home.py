from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.models import Plan
from actionplans.worldmap import made, worldmap
from meetings.models import ActionPoint, Meeting, Statement
from wpsnet.public_cache import public_page
from wpsnet.timeline import latest

NEWS = 8


@public_page
def home(request):
    drawn = worldmap(timezone.localdate())
    numbers = {
        "countries_with_a_plan": made(drawn["countries"]),
        "current_plans": Plan.objects.national().current(drawn["on"]).count(),
        "meetings": Meeting.objects.count(),
        "statements": Statement.objects.count(),
        "action_points": ActionPoint.objects.actions().count(),
    }
    examples = [_("Namibia"), _("mediation"), _("police"), _("civil society")]
    return render(
        request, "observatory/home.html", drawn | {"numbers": numbers, "news": latest(NEWS), "examples": examples}
    )
