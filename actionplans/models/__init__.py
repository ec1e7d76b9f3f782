from actionplans.models.events import Finding, PlanEvent, told_by
from actionplans.models.plan import CURRENT, ONCE_MADE, RANKED, Plan, Status

__all__ = ["CURRENT", "ONCE_MADE", "RANKED", "Finding", "Plan", "PlanEvent", "Status", "told_by"]
