from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.story import Kind


class StoryForm(forms.Form):
    """Which changes are to be listed."""

    kind = forms.ChoiceField(
        label=_("What has changed"), choices=[("", pgettext_lazy("filter", "any")), *Kind.choices], required=False
    )


class RestoreForm(forms.Form):
    """The button that puts a version back, and the newest event that the person saw."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
