"""Who gets to the pages on which a member keeps its plans: a stranger does not learn that they are there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from actionplans.models import Plan
from members.models import Member

REFUSED = {
    "actionplans.propose": _("Only those who write the entry do this."),
    "actionplans.publish": _("Only those who publish the entry do this. What you proposed waits for them."),
}


def require(request, right, record):
    if not request.user.has_perm(right, record):
        raise PermissionDenied(REFUSED[right])


def member_or_404(request, slug, right=None):
    """The member at SLUG, for somebody who may read its team pages and has RIGHT there."""
    member = get_object_or_404(Member, slug=slug)
    plan = Plan(member=member)  # any plan of hers: the rules ask whose it is
    if not request.user.has_perm("actionplans.read_team_pages", plan):
        raise Http404
    if right:
        require(request, right, plan)
    return member


def plan_or_404(request, member, slug, right=None):
    plan = get_object_or_404(Plan.objects.select_related("member"), member__slug=member, slug=slug)
    member_or_404(request, member, right)
    return plan
