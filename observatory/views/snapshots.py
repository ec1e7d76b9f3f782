"""The data of the portal as dated files."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date

from observatory.models import Correction, Snapshot
from wpsnet import files
from wpsnet.listing import page_of
from wpsnet.public_cache import public_page


@public_page
def snapshots(request):
    page = page_of(Snapshot.objects.select_related("file"), request.GET.get("page", 1))
    told = Correction.objects.aggregate(reported=Count("pk"), answered=Count("decided_at"))
    return render(request, "observatory/snapshots.html", {"page": page, "section": ""} | told)


@public_page
def snapshot(request, day):
    """The file of DAY, as 2026-11-23."""
    try:
        asked = parse_date(day)
    except ValueError as error:
        raise Http404 from error
    return files.give(get_object_or_404(Snapshot.objects.select_related("file"), day=asked).file)
