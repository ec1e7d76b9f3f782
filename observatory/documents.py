from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from observatory.dossier import dossier, pages
from wpsnet.documents import documents


@documents.guest("country")
def country(slug, language):
    """The page of a member on paper. It carries the day, so that each day's first reader gets a fresh one."""
    member = get_object_or_404(pages(), slug=slug)
    return render_to_string("observatory/country.pdf.html", dossier(member) | {"today": timezone.localdate()})
