from wpsnet.models.documents import Document
from wpsnet.models.heartbeat import Heartbeat
from wpsnet.models.outbox import Delivery, Mailing
from wpsnet.models.reference import ReferenceRow
from wpsnet.models.search import SearchEntry
from wpsnet.models.sources import Source, Theme

__all__ = ["Delivery", "Document", "Heartbeat", "Mailing", "ReferenceRow", "SearchEntry", "Source", "Theme"]
