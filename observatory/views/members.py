from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from observatory.dossier import dossier, pages
from observatory.exports import dossier_json
from wpsnet.documents import document_response
from wpsnet.public_cache import public_page


@public_page
def country(request, iso3):
    if iso3 != iso3.upper():
        return redirect("observatory:country", iso3.upper(), permanent=True)
    member = get_object_or_404(pages().states(), slug=iso3)
    return page_of(request, member)


@public_page
def organisation(request, slug):
    return page_of(request, get_object_or_404(pages().organisations(), slug=slug))


def page_of(request, member):
    """The page of MEMBER as HTML, JSON or PDF. A PDF that is still to be made answers 202."""
    if request.GET.get("format") == "pdf":
        return document_response(request, "country", member.slug)
    facts = dossier(member)
    if request.GET.get("format") == "json":
        return JsonResponse(dossier_json(facts), json_dumps_params={"ensure_ascii": False})
    return render(request, "observatory/country.html", facts | {"section": "countries", "today": timezone.localdate()})
