"""Who gets an edition, and who the digest: people of the network and public subscribers, each address once, nobody who
has left."""

from members.models import Appointment, CircleMembership, User
from newsletters.models import DigestSettings, Subscriber
from wpsnet.outbox.bulk import Audience

SAMPLE = 5


def posts(edition):
    """The posts through which people of the network get it."""
    found = Appointment.objects.current()
    if not edition.to_posts:
        return found.none()
    if edition.to_posts == edition.Posts.FOCAL_POINTS:
        found = found.leading()
    return found.filter(member__region=edition.region) if edition.region_id else found


def people(edition):
    """Those of the network, and of the circles that are named, who have not left."""
    in_circles = CircleMembership.objects.joined().filter(circle__in=edition.circles.all())
    chosen = User.objects.active().filter(pk__in=posts(edition).values("person")) | User.objects.active().filter(
        pk__in=in_circles.values("person")
    )
    return chosen.exclude(email__in=Subscriber.objects.left().values("email")).distinct()


def subscribers(edition):
    """Public subscribers who are not among the people of the network already."""
    if not edition.to_subscribers:
        return Subscriber.objects.none()
    return Subscriber.objects.readers().exclude(email__in=people(edition).order_by().values("email"))


def counts(edition):
    return {"people": people(edition).count(), "subscribers": subscribers(edition).count()}


def sample(edition):
    """A few of those of the network, as they are shown to the secretariat."""
    return people(edition).filter(at_risk=False).order_by("email")[:SAMPLE]


def audiences(edition):
    """Who is written to, with which language: people of the network first, so that nobody gets it twice."""
    found = {"member": people(edition), "subscriber": subscribers(edition)}
    return [Audience(why, those.order_by().values_list("email", "language")) for why, those in found.items()]


# --- The digest -------------------------------------------------------------------------------------------------------


def people_of_digest():
    """All who hold a post, unless they have said that they do not want it."""
    holders = User.objects.active().filter(pk__in=Appointment.objects.current().values("person"))
    return holders.exclude(email__in=Subscriber.objects.without_digest().values("email"))


def subscribers_of_digest():
    """Those who asked for it and are not among the people of the network."""
    found = Subscriber.objects.confirmed().filter(digest=True)
    return found.exclude(email__in=people_of_digest().order_by().values("email"))


def chosen_for_digest():
    settings = DigestSettings.now()
    return {
        "people": people_of_digest() if settings.to_people else User.objects.none(),
        "subscribers": subscribers_of_digest() if settings.to_subscribers else Subscriber.objects.none(),
    }


def digest_counts():
    return {name: found.count() for name, found in chosen_for_digest().items()}


def audiences_of_digest():
    found = {"member": chosen_for_digest()["people"], "subscriber": chosen_for_digest()["subscribers"]}
    return [Audience(why, those.order_by().values_list("email", "language")) for why, those in found.items()]
