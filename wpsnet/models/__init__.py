from wpsnet.models.documents import Document
from wpsnet.models.files import StoredFile
from wpsnet.models.heartbeat import Heartbeat
from wpsnet.models.outbox import CoolingDomain, Delivery, Installation, Mailing, RenderedMail, Suppression
from wpsnet.models.reference import ReferenceRow
from wpsnet.models.returns import ReturnedMail
from wpsnet.models.search import SearchEntry
from wpsnet.models.sources import Source, Theme

__all__ = [
    "CoolingDomain",
    "Delivery",
    "Document",
    "Heartbeat",
    "Installation",
    "Mailing",
    "ReferenceRow",
    "RenderedMail",
    "ReturnedMail",
    "SearchEntry",
    "Source",
    "StoredFile",
    "Suppression",
    "Theme",
]
