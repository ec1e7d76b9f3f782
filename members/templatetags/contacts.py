from django import template
from django.conf import settings
from django.utils.html import format_html_join

from members import contacts
from wpsnet.languages import NAMES

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_of(context, appointment):
    """The contact of APPOINTMENT as the reader of this page may see it."""
    return contacts.contact_of(appointment, context.get("user"))


@register.filter
def language_names(codes):
    """The languages CODES by their own names, in the order of the portal."""
    known = [(code, NAMES[code]) for code, _name in settings.LANGUAGES if code in codes]
    return format_html_join(", ", '<bdi lang="{}">{}</bdi>', known)
