from actionplans.models.events import Finding, PlanEvent
from actionplans.models.plan import Plan, Status

__all__ = ["Finding", "Plan", "PlanEvent", "Status"]
