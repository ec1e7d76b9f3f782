"""Sending a summary to be read in, and choosing what of it becomes a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Proposal
from wpsnet.files import UploadField


class SummaryForm(forms.Form):
    file = UploadField(
        label=_("The summary"),
        possible=("docx", "pdf", "txt"),
        help_text=_("A Word document (.docx), a PDF or plain text, in one of the six languages of the Network."),
    )


class AcceptForm(forms.Form):
    """SUMMARY's proposals, of which some are ticked, and the meeting that they belong to."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Which meeting is it?"), required=False, empty_label=_("a new meeting")
    )
    kind = forms.ChoiceField(
        label=_("If it is new: what kind of meeting?"), choices=Meeting.Kind, initial=Meeting.Kind.OTHER
    )
    proposals = forms.ModelMultipleChoiceField(
        Proposal.objects.none(),
        label=_("What is to be recorded"),
        error_messages={"required": _("Nothing was ticked, so nothing was recorded. Tick what is right.")},
    )

    def __init__(self, data=None, *, summary, initial_meeting=None):
        super().__init__(data, initial={"meeting": initial_meeting, "kind": Meeting.Kind.OTHER})
        self.fields["meeting"].queryset = Meeting.objects.order_by("-first", "slug")
        self.fields["proposals"].queryset = summary.proposals.exclude(kind__in=Proposal.NOTED)

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("proposals")
        if chosen is not None and not cleaned.get("meeting") and "meeting" not in self.errors:
            told = next((one for one in chosen if one.kind == Proposal.Kind.MEETING), None)
            if told is None or not told.said.get("date"):
                self.add_error(
                    "meeting",
                    _("Choose the meeting; or, if it is new, tick the proposal for the meeting. It must have a date."),
                )
        return cleaned
