"""What editors say about an item among themselves."""

from django import forms

from newsletters.models import Remark


class RemarkForm(forms.ModelForm):
    class Meta:
        model = Remark
        fields = ["words"]
        widgets = {"words": forms.Textarea({"rows": 4})}
