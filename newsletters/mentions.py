from django.conf import settings
from django.db.models import Q

from newsletters.models import Item
from wpsnet.mentions import mentions


@mentions.guest("newsletter")
def items(path):
    """Items of editions that were sent, which link to the page."""
    ours = Q(link__startswith="/") | Q(link__startswith=settings.SITE_URL)
    rows = Item.objects.filter(ours, link__endswith=path, edition__issued_at__isnull=False).select_related("edition")
    return [(item.title, item.edition.get_absolute_url()) for item in rows.order_by("-edition__number", "pk")]
