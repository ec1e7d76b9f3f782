"""The pack of a meeting: one page and one PDF in the reader's language."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from meetings import packs
from meetings.models import Meeting
from wpsnet.documents import document_response
from wpsnet.public_cache import public_page


@public_page
def pack(request, slug):
    meeting = get_object_or_404(Meeting.objects.select_related("schedule"), slug=slug)
    match request.GET.get("format", "html"):
        case "html":
            return render(request, "meetings/pack.html", packs.shown(meeting) | {"section": "meetings"})
        case "pdf":
            return document_response(request, "pack", slug)
    raise Http404(_("This page cannot be had in that format."))
