"""A meeting and its agenda, as the secretariat and the chair prepare them."""

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda import exists, schedule_of
from meetings.models import AgendaItem, AgendaPaper, AgendaPerson, Meeting, Schedule
from members.models import Member
from wpsnet.dates import bounds
from wpsnet.files import UploadField
from wpsnet.forms import SixLanguages, SourceFields, WebAddressField
from wpsnet.languages import CODES, alphabetical, column

TEXTS = ["name", "place", "theme", "note"]
LEFT_OUT = _("On that day the clock at the place is put forward, and this hour is left out.")
ANNOUNCED = "Announcement by the secretariat of the network"


def members():
    return Member.objects.order_by(alphabetical("name"), "slug")


class MeetingForm(SixLanguages, SourceFields, forms.ModelForm):
    translated = TEXTS

    class Meta:
        model = Meeting
        fields = [
            "kind",
            "ordinal",
            "date",
            "country",
            "hosts",
            "chairs",
            *(column(name, code) for name in TEXTS for code in CODES),
        ]
        widgets = {"hosts": forms.SelectMultiple({"size": 6}), "chairs": forms.SelectMultiple({"size": 6})}
        help_texts = {
            "date": _(
                "A day as 2031-05-13, days as 2031-05-13/2031-05-14, or a month as 2031-05 until the day is known."
            ),
            "hosts": _("Several are chosen with the Ctrl key."),
            "chairs": _("Their focal points may write the agenda until it is published."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["name_en"].required = True
        for name in ("country", "hosts", "chairs"):
            self.fields[name].queryset = members()
        if self.instance.source_id:
            self.shows(self.instance.source)

    def clean_date(self):
        date = self.cleaned_data["date"]
        if None in bounds(date):
            raise forms.ValidationError(
                _("Give the days, or at least the month or year, in which the meeting begins and ends.")
            )
        return date

    def meeting(self):
        """The meeting as it is to be, not saved yet."""
        self.cleaned_data["source_title"] = self.cleaned_data["source_title"] or ANNOUNCED
        self.instance.source = self.source()
        return self.instance


class ScheduleForm(forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), initial="UTC")
    video_url = WebAddressField(
        label=_("Address of the video link"),
        max_length=500,
        required=False,
        help_text=_("Only those who hold a post in the network see it, after signing in."),
    )

    class Meta:
        model = Schedule
        fields = ["time_zone", "opens", "closes", "video_url", "is_cancelled"]
        widgets = {
            "opens": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "opens": _("On the first day, by the clock at the place."),
            "closes": _("On the last day."),
            "is_cancelled": _("The meeting stays in the list, and calendars are told."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(name, name) for name in sorted(zoneinfo.available_timezones())]

    def fits(self, date):
        """Whether the hours, which are valid by themselves, can be those of the days DATE; the form says so if not."""
        opens, closes, (first, last) = self.instance.opens, self.instance.closes, bounds(date)
        if opens and first == last and closes <= opens:
            self.add_error("closes", _("The meeting must not close before it opens."))
        for name, day, hour in [("opens", first, opens), ("closes", last, closes)]:
            if hour and not exists(self.instance.at(day, hour)):
                self.add_error(name, LEFT_OUT)
        return not self.errors


class AgendaItemForm(SixLanguages, forms.ModelForm):
    """A session, or a part of one. `instance` knows its meeting."""

    translated = ["title", "note"]

    class Meta:
        model = AgendaItem
        fields = [
            "parent",
            "kind",
            "day",
            "begins",
            "minutes",
            "order",
            *(column(name, code) for name in ("title", "note") for code in CODES),
        ]
        widgets = {
            "day": forms.DateInput({"type": "date"}),
            "begins": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "begins": _("By the clock at the place. Empty: when the part before it ends."),
            "order": _("Among parts without an hour, the smaller number comes first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        others = AgendaItem.objects.filter(meeting=self.instance.meeting, parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others
        self.fields["parent"].empty_label = _("stands by itself")
        if self.instance.pk and self.instance.parts.exists():
            del self.fields["parent"]
        if self.instance.kind == AgendaItem.Kind.MATTERS_ARISING:
            del self.fields["kind"]
        else:
            kinds = [kind for kind in AgendaItem.Kind.choices if kind[0] != AgendaItem.Kind.MATTERS_ARISING]
            self.fields["kind"].choices = kinds

    def clean_day(self):
        day, meeting = self.cleaned_data["day"], self.instance.meeting
        if day and not (meeting.first or day) <= day <= (meeting.last or day):
            raise forms.ValidationError(_("The meeting does not take place on that day."))
        return day

    def clean(self):
        cleaned = super().clean()
        day, begins = cleaned.get("day"), cleaned.get("begins")
        parent = cleaned.get("parent")
        if begins and not (day or parent) and "day" not in self.errors:
            self.add_error("day", _("Give the day, too."))
        elif begins and not day and parent:
            cleaned["day"] = day = parent.day
        if day and begins and not exists(schedule_of(self.instance.meeting).at(day, begins)):
            self.add_error("begins", LEFT_OUT)
        self.check_room(parent, cleaned.get("minutes"))
        return cleaned

    def check_room(self, parent, minutes):
        """Parts must not take longer than what they are parts of."""
        whole = parent or self.instance
        parts = whole.parts.exclude(pk=self.instance.pk) if whole.pk else []
        taken = sum(part.minutes or 0 for part in parts) + (minutes or 0 if parent else 0)
        room = parent.minutes if parent else minutes
        if room and taken > room:
            said = _("The parts take %(taken)d minutes together, and there are %(room)d.")
            self.add_error("minutes", said % {"taken": taken, "room": room})


class AgendaPersonForm(forms.ModelForm):
    class Meta:
        model = AgendaPerson
        fields = ["role", "name", "function", "member", "order"]


class PeopleFormSet(forms.BaseInlineFormSet):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.everybody = [("", "---------"), *((one.pk, one.name) for one in members())]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["member"].choices = self.everybody


PeopleForms = forms.inlineformset_factory(
    AgendaItem, AgendaPerson, form=AgendaPersonForm, formset=PeopleFormSet, extra=3, max_num=40
)


class AgendaPaperForm(forms.ModelForm):
    upload = UploadField(label=_("File"), required=False)
    url = WebAddressField(label=_("Address"), max_length=500, required=False)

    class Meta:
        model = AgendaPaper
        fields = ["title", "language", "upload", "url", "is_public", "comments_open", "comments_close"]
        widgets = {
            "comments_open": forms.DateInput({"type": "date"}),
            "comments_close": forms.DateInput({"type": "date"}),
        }
        help_texts = {
            "is_public": _("Otherwise only those who hold a post in the network, after signing in."),
            "url": _("Where it can be read on the web. Give it beside the file, or instead of it."),
        }

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("upload") and not cleaned.get("url") and not {"upload", "url"} & set(self.errors):
            self.add_error("upload", _("Send the file, or give the address where it can be read."))
        return cleaned
