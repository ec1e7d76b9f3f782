"""Is the entry still right? What those who are asked write, and what the secretariat sets."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import ContactCase, EntryNote, VerificationSchedule
from wpsnet.markdown import clean


class NoteForm(forms.Form):
    """What is not right, in her own words."""

    words = forms.CharField(
        label=_("What is not right?"),
        max_length=EntryNote._meta.get_field("words").max_length,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("A sentence is enough, in any language. Write nothing that must stay secret."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs.pop("maxlength", None)  # the browser would cut what is pasted, without a word

    def clean_words(self):
        words = clean(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(_("Nothing that can be read was written. Please write it again."))
        return words


class ScheduleForm(forms.ModelForm):
    """When the rounds begin by themselves."""

    class Meta:
        model = VerificationSchedule
        fields = ["months", "next_on", "is_on"]
        widgets = {"next_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["months"].widget.attrs |= {"min": 1, "max": 24}

    def clean_months(self):
        months = self.cleaned_data["months"]
        if not 1 <= months <= 24:
            raise forms.ValidationError(_("Give 1 to 24 months."))
        return months

    def clean(self):
        cleaned = super().clean()
        next_on = cleaned.get("next_on")
        if cleaned.get("is_on") and next_on and next_on <= timezone.localdate():
            self.add_error("next_on", _("Give a day after today. To begin today, use the button below."))
        return cleaned


class OutcomeForm(forms.Form):
    """What was found out about somebody's address."""

    outcome = forms.ChoiceField(
        label=_("What have you found out?"), choices=ContactCase.Outcome, widget=forms.RadioSelect
    )
