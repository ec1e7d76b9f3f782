"""Which countries stand side by side, and on which day."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actionplans.filters import DayField, day_options
from members.models import Member
from wpsnet.languages import alphabetical

FEWEST, MOST = 2, 5


class CountriesField(forms.Field):
    """Two to five states by their codes, in the order in which they are given; boxes left empty do not count."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        codes = list(dict.fromkeys(code.strip() for code in value or [] if code.strip()))
        if len(codes) > MOST:
            raise ValidationError(_("Up to five countries can be compared. Take some away."))
        asked = [code for code in codes if code.isalnum()]  # PostgreSQL takes no NUL
        known = {one.slug: one for one in Member.objects.states().filter(slug__in=asked).with_confirmation()}
        for code in codes:
            if code not in known:
                raise ValidationError(_("No country has the code “%(code)s”."), params={"code": code[:20]})
        if len(codes) == 1:
            raise ValidationError(_("Choose at least two countries."))
        return [known[code] for code in codes]


class CompareForm(forms.Form):
    country = CountriesField(label=_("Countries"))
    as_of = DayField(**day_options())

    @property
    def on(self):
        return getattr(self, "cleaned_data", {}).get("as_of") or timezone.localdate()

    @cached_property
    def states(self):
        """(code, name) of all that can be chosen."""
        return list(Member.objects.states().order_by(alphabetical("name"), "slug").values_list("slug", "name"))

    def boxes(self):
        """What is chosen in each of the MOST boxes of the page, as far as it can be; "" in those that are free."""
        given = self.data.getlist("country") or self.data.getlist("with")
        known = {code for code, _name in self.states}
        chosen = [code for code in dict.fromkeys(given) if code in known][:MOST]
        return chosen + [""] * (MOST - len(chosen))
