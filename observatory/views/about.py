from django.conf import settings
from django.shortcuts import render

from members.models import BureauTerm
from wpsnet.models import Source
from wpsnet.public_cache import public_page

# The sources of what the page says about the network, by the tags of data/sources.csv.
LAUNCH, TASKS, SIZE, CHAIRS, SECRETARIAT = "PW0", "SP1", "US1", "FPN-CH", "DL3"


@public_page
def about(request):
    sources = Source.objects.in_bulk([LAUNCH, TASKS, SIZE, CHAIRS, SECRETARIAT], field_name="key")
    context = {
        "launch": sources.get(LAUNCH),
        "tasks": sources.get(TASKS),
        "size": sources.get(SIZE),
        "chairs": sources.get(CHAIRS),
        "secretariat": sources.get(SECRETARIAT),
        "terms": BureauTerm.objects.select_related("member").prefetch_related("sources"),
        "contact": settings.SECRETARIAT_EMAIL,
    }
    return render(request, "observatory/about.html", context)
