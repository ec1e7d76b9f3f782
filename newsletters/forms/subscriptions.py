from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wpsnet.mail import check_address


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Language of the newsletter"), choices=settings.LANGUAGES)

    def clean_email(self):
        """Lower case, and nothing that a mail program could take for a second address."""
        email = self.cleaned_data["email"].lower()
        check_address(email)
        if not email.isascii():
            raise ValidationError(_("Write the address with Latin letters, as your mail program shows it to others."))
        return email


class ConfirmForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the newsletter"), choices=settings.LANGUAGES)
