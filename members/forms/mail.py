"""Which address the secretariat asks about."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))

    def clean_address(self):
        return self.cleaned_data["address"].lower()
