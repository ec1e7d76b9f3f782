"""What readers may ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wpsnet import search


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search for"),
        max_length=search.LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(name, guest.label) for name, guest in search.kinds.items()]
        self.fields["kind"].choices = [("", _("everything")), *kinds]
