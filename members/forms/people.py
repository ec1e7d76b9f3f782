from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import User


class SecretariatForm(forms.Form):
    """Another post for somebody who has one; new people of the secretariat are invited."""

    post = forms.ChoiceField(
        label=_("Post in the secretariat"),
        choices=[*User.Secretariat.choices, ("", pgettext_lazy("post", "none"))],
        required=False,
    )


class SwitchForm(forms.Form):
    """A button that says what shall be, so that pressing it twice does the same."""

    on = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))
