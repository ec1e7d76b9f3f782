"""Which file with members or appointments is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Import
from wpsnet.files import UploadField


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in the file?"), choices=Import.Kind, widget=forms.RadioSelect)
    file = UploadField(label=_("File"), possible=("csv", "txt", "xlsx"))
