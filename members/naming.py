"""Naming a colleague to a reader who has signed in."""

from django.utils.translation import gettext as _


def name_for(person, reader):
    """The name of PERSON as READER may know it: one at risk is named to herself and the secretariat only."""
    if person.at_risk and person.pk != reader.pk and not reader.secretariat:
        return _("a person who is not named here")
    return person.name
