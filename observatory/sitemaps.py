"""sitemap.xml: every public record in every language, each naming the others."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.urls import reverse

from actionplans.models import Plan
from meetings.models import Event, Meeting
from members.models import Member
from observatory.models import Resource
from wpsnet.public_cache import public_page


class Portal(Sitemap):
    """The addresses carry the host of the settings, whatever host the request named."""

    i18n = alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class Pages(Portal):
    def items(self):
        return [
            "observatory:home",
            "observatory:about",
            "observatory:compare",
            "members:directory",
            "members:answers",
            "members:bureau",
            "actionplans:list",
            "actionplans:map",
            "actionplans:commitments",
            "actionplans:guide",
            "meetings:list",
            "meetings:statements",
            "meetings:action_points",
            "meetings:events",
            "observatory:networks",
            "observatory:resources",
            "observatory:snapshots",
            "members:join",
            "newsletters:archive",
            "newsletters:subscribe",
        ]

    def location(self, name):
        return reverse(name)


class Members(Portal):
    def items(self):
        return Member.objects.order_by("slug")


class Plans(Portal):
    def items(self):
        return Plan.objects.select_related("member").order_by("member__slug", "slug")


class Meetings(Portal):
    def items(self):
        return Meeting.objects.order_by("slug")


class Events(Portal):
    def items(self):
        return Event.objects.order_by("pk")


class Resources(Portal):
    def items(self):
        return Resource.objects.published().order_by("pk")


SECTIONS = {
    "pages": Pages,
    "members": Members,
    "plans": Plans,
    "meetings": Meetings,
    "events": Events,
    "resources": Resources,
}


@public_page
def sitemap(request):
    return views.sitemap(request, SECTIONS)
