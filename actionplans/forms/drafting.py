"""One step of a member's checklist."""

from django import forms

from actionplans.models import DraftingStep


class StepForm(forms.ModelForm):
    class Meta:
        model = DraftingStep
        fields = ["state", "owner", "due", "note"]
        widgets = {"due": forms.DateInput({"type": "date"}, format="%Y-%m-%d"), "note": forms.Textarea({"rows": 4})}
