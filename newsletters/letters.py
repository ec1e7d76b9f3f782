"""What the mails of the newsletter tell that is found out only when they are sent: personal links, and who has answered."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_noop, override

from newsletters import news
from newsletters.links import copy_token, preferences_link, stop_link, to_contribute
from newsletters.models import Contribution, Follow
from newsletters.topics import topic
from wpsnet.outbox.letters import NotNeeded, letters


@letters.guest("follow")
def follow(delivery):
    """What is new of what she still follows, in the words of now; what is no more public is left out."""
    asked = delivery.context["follows"]
    still = Follow.objects.active().filter(pk__in=[int(pk) for pk in asked], subscriber__left_at=None)
    topics = []
    with override(delivery.language):
        for one in still.order_by("pk"):
            followed, sections = topic(one.what, one.key), news.told(asked[str(one.pk)])
            if followed and sections:
                address = settings.SITE_URL + followed.address
                topics.append({"name": followed.name, "address": address, "sections": sections})
    if not topics:
        raise NotNeeded(gettext_noop("Nothing is left to tell: it is not followed or not public any more."))
    token = copy_token(delivery)
    links = {"leave": stop_link(delivery.language, token), "preferences": preferences_link(delivery.language, token)}
    return {"topics": topics} | links


@letters.guest("newsletter_call")
def call(delivery):
    """The links to the forms of those members that have not answered yet."""
    open_ones = Contribution.objects.open().filter(pk__in=delivery.context["contributions"])
    found = list(open_ones.select_related("member", "call").order_by("pk"))
    if not found:
        raise NotNeeded(gettext_noop("Has answered already."))
    with override(delivery.language):
        links = [{"member": one.member.name, "link": link(one)} for one in found]
        return {"links": links, "deadline": date_format(found[0].call.deadline)}


def link(contribution):
    return settings.SITE_URL + reverse("newsletters:contribute", args=[to_contribute(contribution)])
