"""Who leads a plan, takes part in it and monitors it; and plans by the kind of body that leads them."""

from django.db.models import Count, Exists, OuterRef, Q

from actionplans.models import Plan, PlanBody

Role, Kind = PlanBody.Role, Plan.LeadType


def by_role(bodies):
    """BODIES as (part in the plan in words, its bodies), the leading ones first; no part without a body."""
    rows = list(bodies)
    found = [(role.label, [body for body in rows if body.role == role]) for role in Role]
    return [(label, own) for label, own in found if own]


def in_role(plan, role):
    return [body for body in plan.bodies.all() if body.role == role]


def leads(plan):
    return in_role(plan, Role.LEADS)


def lead_kinds(plan):
    """The kinds of body that lead PLAN, in the order of the choices; several ministries together where one source names
    bodies of several kinds. `led_by` finds the same in the database."""
    by_source = {}
    for body in leads(plan):
        if body.kind:
            by_source.setdefault(body.source_id, set()).add(body.kind)
    kinds = set().union(*by_source.values())
    if any(len(named) > 1 for named in by_source.values()):
        kinds.add(Kind.INTER_MINISTERIAL)
    return [kind for kind in Kind if kind in kinds]


def led_by(plans, kind):
    """PLANS that a body of KIND leads."""
    leading = PlanBody.objects.filter(plan=OuterRef("pk"), role=Role.LEADS)
    found = Q(Exists(leading.filter(kind=kind)))
    if kind == Kind.INTER_MINISTERIAL:
        named = leading.exclude(kind="").order_by().values("source").annotate(kinds=Count("kind", distinct=True))
        found |= Q(Exists(named.filter(kinds__gt=1)))
    return plans.filter(found)


def with_body(plans, words):
    """PLANS in which a body with WORDS in its name has a part."""
    return plans.filter(Exists(PlanBody.objects.filter(plan=OuterRef("pk"), name__icontains=words)))
