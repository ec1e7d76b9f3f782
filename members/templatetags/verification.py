"""How old an entry is, in plain words."""

from django import template
from django.utils import timezone

from wpsnet.dates import months_between

register = template.Library()


@register.inclusion_tag("members/_age.html")
def entry_age(member):
    """Says so where MEMBER, a row with confirmation and silence, was asked about its entry and has not answered."""
    confirmed = member.confirmed_on
    return {
        "asked_on": member.asked_in_vain_on,
        "months": months_between(confirmed, timezone.localdate()) if confirmed else None,
    }
