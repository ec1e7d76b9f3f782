"""The life of one plan as a feed, for those who follow it, and as rows."""

from django.http import Http404
from django.utils.translation import gettext as _

from actionplans.dictionary import described
from actionplans.exports import EVENTS
from actionplans.models import PlanEvent
from wpsnet import exports
from wpsnet.public_cache import public_page


@public_page
@described
def events(request, member, slug):
    """The events of a plan, the newest first: a feed, or a file."""
    told = PlanEvent.objects.filter(plan__member__slug=member, plan__slug=slug).select_related("plan__member", "source")
    rows = list(told.order_by("-happened_by", "-pk"))
    if not rows:
        raise Http404(_("No action plan is known at this address."))
    return exports.answer(request, request.GET.get("format", "atom"), rows, EVENTS, "plan-events")
