"""Whom the plan of an organisation covers."""

from django.db.models import Q

from members.models import Member, OrganisationMembership


def covered(plan, on):
    """The members that PLAN covers on the day ON; none for the plan of a state, which covers itself."""
    if plan.member.is_state:
        return []
    belonging = OrganisationMembership.objects.on(on).filter(organisation=plan.member_id)
    named = plan.covers.values("pk")
    is_named = Q(pk__in=named)
    by_membership = Q(pk__in=belonging.values("member"))
    return list(Member.objects.for_list().filter(is_named if named.exists() else by_membership))
