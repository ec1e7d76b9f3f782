"""What the newsletter holds about a person: her subscription, found by her addresses."""

from members.personal import addresses_of, from_address
from newsletters.models import Consent, Follow, Remark, Subscriber, SubscriberList
from wpsnet.personal import erasers, held


@held.guest("newsletter")
def subscription(person):
    found = Subscriber.objects.filter(from_address("email", person))
    fields = ["email", "language", "newsletter", "digest", "asked_at", "confirmed_at", "left_at"]
    follows = Follow.objects.filter(subscriber__in=found)
    consents = Consent.objects.filter(subscriber__in=found)
    return {
        "newsletter": [dict(row) for row in found.values(*fields)],
        "follows": [dict(row) for row in follows.values("what", "key", "frequency", "confirmed_at", "ended_at")],
        "consents": [dict(row) for row in consents.values("what", "given_on", "way", "how", "collected_by")],
        "remarks": list(Remark.objects.filter(written_by=person).values("words", "written_at")),
    }


@erasers.guest("newsletter")
def forget(person):
    Subscriber.objects.filter(from_address("email", person)).delete()
    SubscriberList.objects.filter(sent_by=person).delete()
    addresses = {address.lower() for address in addresses_of(person)}
    for found in SubscriberList.objects.select_for_update():  # few: each is forgotten after two days
        found.rows = [row for row in found.rows if row["email"] not in addresses]
        found.refused = [row for row in found.refused if row["email"].strip().lower() not in addresses]
        found.save(update_fields=["rows", "refused"])
