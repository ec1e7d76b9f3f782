from django import forms
from django.utils.translation import gettext_lazy as _

from wpsnet.files import PictureField


class PictureForm(forms.Form):
    picture = PictureField(label=_("New picture"))
