"""Editions in public: the archive, a page an edition in each language, the paper, the pictures."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletters.exports import EDITIONS
from newsletters.filters import EditionFilter
from newsletters.models import Edition, Item
from wpsnet.documents import document_response
from wpsnet.files import give
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def archive(request):
    found = EditionFilter(request.GET, Edition.objects.issued().defer("issued"))
    return listing(
        request,
        found,
        template="newsletters/archive.html",
        name="newsletter",
        columns=EDITIONS,
        context={"section": "news"},
    )


@public_page
def edition(request, number):
    words = Edition.objects.words_of(number, get_language())
    if words is None:
        raise Http404(_("No edition of this number has been sent."))
    if request.GET.get("format") == "pdf":
        return document_response(request, "edition", str(number))
    sent = Edition.objects.only("issued_at").get(number=number).issued_at
    return render(request, "newsletters/edition.html", {"edition": words, "sent": sent})


@public_page
def picture(request, pk):
    """The picture of an item that was sent."""
    item = get_object_or_404(
        Item.objects.select_related("picture").exclude(picture=None).exclude(edition__issued_at=None), pk=pk
    )
    return give(item.picture, inline=True)
