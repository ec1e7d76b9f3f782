from observatory.models.corrections import Correction
from observatory.models.resources import Adherence, PracticeUse, Resource
from observatory.models.snapshots import Snapshot

__all__ = ["Adherence", "Correction", "PracticeUse", "Resource", "Snapshot"]
