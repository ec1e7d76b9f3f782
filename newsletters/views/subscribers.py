"""The secretariat's list of subscribers, also as a file with the consent of each."""

from django.db.models import Count, Q
from django.views.decorators.http import require_safe

from newsletters.exports import SUBSCRIBERS
from newsletters.models import Subscriber
from newsletters.subscriber_filters import SubscriberFilter
from newsletters.views.newsroom import officers
from wpsnet.exports import FILES
from wpsnet.listing import listing


@require_safe
@officers
def subscribers(request):
    active = Count("follows", filter=Q(follows__confirmed_at__isnull=False, follows__ended_at=None))
    rows = Subscriber.objects.annotate(follow_count=active).prefetch_related("consents").order_by("email")
    return listing(
        request,
        SubscriberFilter(request.GET, rows),
        template="newsroom/subscribers.html",
        name="subscribers",
        columns=SUBSCRIBERS,
        context={"section": "desk"},
        formats=FILES,
    )
