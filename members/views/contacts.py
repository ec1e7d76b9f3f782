"""Who can be written to, as far as each reader may see it."""

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.contacts import contact_of, may_open_another, posts_for
from members.exports.contacts import contact_columns
from members.filters.contacts import ContactFilter
from members.models import Appointment
from members.vcards import vcard
from wpsnet import exports, files
from wpsnet.listing import listing

FORMATS = ("csv", "xlsx", "json")  # no feed: it would be kept by a program that asks for no right

log = structlog.get_logger(__name__)


@require_safe
def contacts(request):
    asks_for_right(request)
    format = request.GET.get("format", "html")
    if format not in ("html", *FORMATS):
        raise Http404(_("This list cannot be had as “%(format)s”.") % {"format": format})
    posts = ContactFilter(request.GET, posts_for(request.user))
    if format != "html" and posts.is_valid():
        note_export(request, format, posts)
    return listing(
        request,
        posts,
        template="members/contacts.html",
        name="contacts",
        columns=contact_columns(request.user),
        context={"section": "desk", "formats": {name: exports.FORMATS[name] for name in FORMATS}},
    )


def asks_for_right(request):
    if not request.user.has_perm("members.read_contacts"):
        raise PermissionDenied(_("Contacts are shown to people who hold a post today, and to the secretariat."))


def note_export(request, format, posts):
    """Who took how many contacts away, and which filters were set; never what was in them."""
    filters = sorted(name for name, value in posts.form.cleaned_data.items() if value)
    log.info(
        "contacts_exported",
        by=request.user.pk,
        secretariat=request.user.secretariat,
        format=format,
        rows=posts.qs.count(),
        filters=filters,
    )


@require_safe
def card(request, pk):
    """One contact as a vCard."""
    asks_for_right(request)
    if not may_open_another(request.user):
        log.warning("contact_cards_throttled", by=request.user.pk)
        return render(request, "members/contacts_too_many.html", {"section": "desk"}, status=429)
    appointment = get_object_or_404(Appointment.objects.current().select_related("person", "member"), pk=pk)
    contact = contact_of(appointment, request.user)
    if contact.is_empty:
        raise Http404
    log.info("contact_card_taken", by=request.user.pk, appointment=appointment.pk)
    headers = {"Content-Disposition": f'attachment; filename="contact-{appointment.pk}.vcf"'}
    return HttpResponse(vcard(appointment, contact), content_type="text/vcard; charset=utf-8", headers=headers)


@login_not_required
@require_safe
def photo(request, pk):
    """The picture of the person in a post, to whom she shows it; for everybody else there is none."""
    posts = Appointment.objects.current().select_related("person__photo")
    appointment = get_object_or_404(posts, pk=pk)
    if not contact_of(appointment, request.user).photo:
        raise Http404
    return files.give(appointment.person.photo, inline=True)
