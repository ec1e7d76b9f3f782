"""A letter about a meeting: a few words of one's own, and the word that it is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MeetingLetterForm(forms.Form):
    words = forms.CharField(
        label=_("A few words of your own"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        help_text=_("They stand above the facts, as you write them, in every language."),
    )
    sure = forms.BooleanField(label=_("Yes, send it to all these people"))
