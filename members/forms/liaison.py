"""The liaison log."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import LiaisonEntry, Member
from wpsnet.languages import alphabetical


class LiaisonForm(forms.ModelForm):
    class Meta:
        model = LiaisonEntry
        fields = ["member", "kind", "on", "words", "next_step", "next_on"]
        widgets = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in ("on", "next_on")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.organisations().order_by(alphabetical("name"), "slug")
        self.fields["words"].widget.attrs.pop("maxlength", None)

    def clean_on(self):
        """What has been said has been said on a day that has come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Write what is planned as the next step."))
        return day

    def clean(self):
        """Another next step is not done because an earlier one was."""
        if "next_step" in self.changed_data:
            self.instance.done_at = None
        return super().clean()
