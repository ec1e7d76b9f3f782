from django import forms
from django.utils.translation import gettext_lazy as _

from wpsnet.files import UploadField


class ListForm(forms.Form):
    file = UploadField(label=_("The list, as CSV"), possible=("csv", "txt"))
