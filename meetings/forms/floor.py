"""Asking for the floor, handing in what one says, and the rules of the floor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Delivered, Inscription, Room
from wpsnet.files import UploadField
from wpsnet.markdown import clean

POSSIBLE = ("pdf", "docx", "odt", "txt")


class AskForm(forms.ModelForm):
    """`meeting` has the agenda, `members` are those for whom she may ask."""

    class Meta:
        model = Inscription
        fields = ["item", "member", "rank", "speaker"]
        help_texts = {"speaker": _("May stay empty until it is known.")}

    def __init__(self, *args, meeting, members, **kwargs):
        super().__init__(*args, **kwargs)
        sessions = AgendaItem.objects.filter(meeting=meeting).exclude(kind=AgendaItem.Kind.BREAK)
        self.fields["item"].queryset = sessions.order_by("day", "begins", "order", "pk")
        self.fields["member"].queryset = members
        self.fields["member"].choices = [(one.pk, one.name) for one in members]


class DeliveredForm(forms.ModelForm):
    upload = UploadField(label=_("File"), required=False, possible=POSSIBLE)

    class Meta:
        model = Delivered
        fields = ["language", "text", "upload", "check_against_delivery"]
        widgets = {"text": forms.Textarea({"rows": 12})}
        help_texts = {"text": _("Paste the text here, or send it as a file, or both.")}

    def clean_text(self):
        return clean(self.cleaned_data["text"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("upload") and not {"text", "upload"} & set(self.errors):
            self.add_error("text", _("Paste the text, or send the file. Nothing was saved."))
        return cleaned


class ConsentForm(forms.ModelForm):
    class Meta:
        model = Inscription
        fields = ["consent", "embargo_until"]
        widgets = {"embargo_until": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")}
        help_texts = {
            "consent": _("Without this nobody but your team and the secretariat reads it."),
            "embargo_until": _("In UTC. Empty: as soon as you have spoken and the secretariat publishes who spoke."),
        }


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = [
            "item",
            "order",
            "is_open",
            "minutes_state",
            "minutes_organisation",
            "minutes_civil_society",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = self.instance.meeting.agenda.order_by("day", "begins", "order", "pk")
        for name in ("minutes_state", "minutes_organisation", "minutes_civil_society"):
            self.fields[name].min_value = 1
