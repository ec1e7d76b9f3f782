"""An event, as the secretariat enters it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Event
from members.models import Member
from wpsnet.forms import SixLanguages, SourceFields, WebAddressField, one_date
from wpsnet.languages import CODES, alphabetical, column

TRANSLATED = ["title", "place", "note"]


class EventForm(SixLanguages, SourceFields, forms.ModelForm):
    translated = TRANSLATED
    url = WebAddressField(label=_("Address of the event's own page"), max_length=500, required=False)
    organisers = forms.ModelMultipleChoiceField(
        Member.objects,
        label=_("Organizers"),
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Several are chosen with the Ctrl key."),
    )

    class Meta:
        model = Event
        fields = [
            "organisers",
            "starts",
            "ends",
            *(column(name, code) for name in TRANSLATED for code in CODES),
            "url",
            "is_cancelled",
        ]
        help_texts = {
            "starts": _("A day as 2017-09-21, or a month as 2017-09 as long as the day is not known."),
            "ends": _("Empty if it is one day."),
            "is_cancelled": _("It stays in the list, and calendars are told."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["organisers"].queryset = Member.objects.order_by("-is_partner", alphabetical("name"), "slug")
        self.shows(self.instance.source)

    def clean_starts(self):
        return one_date(self.cleaned_data["starts"])

    def clean_ends(self):
        return one_date(self.cleaned_data["ends"])

    def event(self):
        """The event as it is to be, not saved yet."""
        self.instance.source = self.source()
        return self.instance
