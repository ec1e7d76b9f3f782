"""What is new here: resources that were published."""

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from observatory.models import Resource
from wpsnet.timeline import News, timeline


@timeline.guest("resources")
def newest_resources(count, member):
    rows = Resource.objects.published().select_related("member").order_by("-published_at")
    return [news(one) for one in (rows.filter(member=member) if member else rows)[:count]]


def news(resource):
    day = localdate(resource.published_at)
    told = {"member": resource.member.name, "kind": resource.get_kind_display(), "title": resource.title}
    return News(
        day=day,
        when=date_format(day),
        title=_("%(member)s, %(kind)s: %(title)s") % told,
        url=resource.get_absolute_url(),
        kind="resource",
        member=resource.member.slug,
    )
