"""What a reader decides about her own mails. No `by=`: whoever holds the link, or the account, is the person."""

from django.db import transaction
from django.utils import timezone

from members.models import User
from newsletters.actions import following
from newsletters.actions.subscriptions import agree, held, take_back
from newsletters.models import Consent, Follow, Subscriber
from wpsnet.outbox import bulk


def wishes_of(address):
    """What is sent to ADDRESS now: language, newsletter, digest. People of the network get both unless they said no."""
    subscriber = Subscriber.objects.filter(email=address.lower()).first()
    user = User.objects.active().filter(email=address.lower()).first()
    in_network = user is not None and user.appointments.current().exists()
    if subscriber is None or subscriber.confirmed_at is None:
        return {"language": user.language if user else "en", "newsletter": in_network, "digest": in_network}
    if subscriber.left_at:
        return {"language": subscriber.language, "newsletter": False, "digest": False}
    wishes = {"newsletter": subscriber.newsletter, "digest": subscriber.digest}
    told = {name: in_network if wish is None else wish for name, wish in wishes.items()}
    return {"language": subscriber.language} | told


@transaction.atomic
def save(address, form):
    """Keep what FORM says for ADDRESS."""
    wanted, before = form.cleaned_data, wishes_of(address)
    subscriber = held(address)
    for name in (Consent.What.NEWSLETTER, Consent.What.DIGEST):
        if wanted[name] and not before[name]:
            agree(subscriber, name)
    subscriber.language = wanted["language"]
    subscriber.newsletter, subscriber.digest = wanted["newsletter"], wanted["digest"]
    subscriber.confirmed_at, subscriber.left_at = subscriber.confirmed_at or timezone.now(), None
    subscriber.save()
    bulk.unsuppress(address)
    for name, template in (("newsletter", "edition"), ("digest", "digest")):
        if not wanted[name]:
            take_back(address, template)
    for follow, chosen in form.frequencies():
        if chosen == "stop":
            following.end(Follow.objects.filter(pk=follow.pk))
        else:
            Follow.objects.filter(pk=follow.pk).update(frequency=chosen)
