from newsletters.models.calls import Call, Contribution
from newsletters.models.consents import Consent, SubscriberList
from newsletters.models.digests import Digest, DigestSettings, Every
from newsletters.models.editions import Edition, Item
from newsletters.models.following import Follow, Frequency, Novelty, Round
from newsletters.models.remarks import Remark
from newsletters.models.subscribers import CONFIRM_WITHIN, Subscriber

__all__ = [
    "CONFIRM_WITHIN",
    "Call",
    "Consent",
    "Contribution",
    "Digest",
    "DigestSettings",
    "Edition",
    "Every",
    "Follow",
    "Frequency",
    "Item",
    "Novelty",
    "Remark",
    "Round",
    "Subscriber",
    "SubscriberList",
]
