"""Plans in templates: their title, their status in words, and the period as the sources give it."""

from django import template
from django.utils.translation import ngettext, npgettext

from actionplans import bodies, shelf, story, wording
from wpsnet.words import marked

register = template.Library()

register.filter(wording.plan_title)
register.filter(wording.status_label)
register.filter(story.last_event)
register.filter(story.period)
register.filter(story.said_that_day)
register.filter(bodies.leads)
register.filter(shelf.passage)
register.filter(marked)


@register.simple_tag
def plans_of_members(counts):
    """34 plans of 28 countries: two numbers, each in the form that its language asks for."""
    members = npgettext(
        "after the number of plans",
        "of %(count)s country or organization",
        "of %(count)s countries or organizations",
        counts["members"],
    ) % {"count": counts["members"]}
    plans = ngettext("%(count)s plan %(of_members)s", "%(count)s plans %(of_members)s", counts["plans"])
    return plans % {"count": counts["plans"], "of_members": members}
