from django import forms

from newsletters.models import DigestSettings


class DigestSettingsForm(forms.ModelForm):
    class Meta:
        model = DigestSettings
        fields = ["every", "automatic", "to_people", "to_subscribers"]
