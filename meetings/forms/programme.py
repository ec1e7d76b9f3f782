"""A part of the programme of work, as a member proposes it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Undertaking
from wpsnet.dates import bounds
from wpsnet.forms import SixLanguages, one_date
from wpsnet.languages import CODES, column

TEXTS = ["title", "note", "place", "logistics"]


class UndertakingForm(SixLanguages, forms.ModelForm):
    """`members` are those in whose name she may propose it."""

    translated = TEXTS

    class Meta:
        model = Undertaking
        fields = [
            *("kind", "year", "member", "starts", "ends", "meeting"),
            *(column(name, code) for name in TEXTS for code in CODES),
        ]
        help_texts = {
            "starts": _("A day as 2017-09-21, or a month as 2017-09; empty as long as it is not known."),
            "ends": _("Empty if it is one day."),
            "meeting": _("Where it is one that has a page here."),
        }

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["title_en"].required = True
        self.fields["member"].queryset = members
        self.fields["meeting"].queryset = Meeting.objects.order_by("-first", "slug")
        self.fields["year"].initial = timezone.localdate().year

    def clean_starts(self):
        return one_date(self.cleaned_data["starts"])

    def clean_ends(self):
        return one_date(self.cleaned_data["ends"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ends") and not cleaned.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("Give the first day, too."))
        elif (
            cleaned.get("ends") and cleaned.get("starts") and bounds(cleaned["ends"])[1] < bounds(cleaned["starts"])[0]
        ):
            self.add_error("ends", _("The last day must not be before the first."))
        return cleaned
