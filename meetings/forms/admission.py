"""What is asked of those who register a delegation, and of the secretariat that admits it."""

import datetime as dt
import zoneinfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.agenda import schedule_of
from meetings.models import Admission, Delegation, Registration
from members.models import Member
from wpsnet.files import UploadField

KEPT_AFTER = dt.timedelta(days=30)  # what a meeting needs of a protected person, it needs no longer
LONGEST_KEPT = dt.timedelta(days=366)


def a_day():
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PlaceTimeField(forms.DateTimeField):
    """A moment by the clock at the place of the meeting."""

    def __init__(self, **options):
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)


class AdmissionForm(forms.ModelForm):
    opens_at = PlaceTimeField(label=_("Registration opens"))
    closes_at = PlaceTimeField(label=_("Registration closes"))

    class Meta:
        model = Admission
        fields = [
            *("opens_at", "closes_at", "seats", "civil_seats", "organisation_seats", "capacity", "letter_needed"),
            *("conditions", "budget", "currency"),
        ]
        help_texts = {
            "capacity": _("Of all delegations together. Empty: as many as the delegations have."),
            "conditions": _("Every delegation reads them before it registers."),
            "currency": _("Three letters, such as USD."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zoneinfo.ZoneInfo(schedule_of(self.instance.meeting).time_zone)
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = _("By the clock at the place of the meeting.")
            if moment := getattr(self.instance, name):
                self.initial[name] = moment.astimezone(self.zone).replace(tzinfo=None)

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def at_the_place(self, name):
        given = self.cleaned_data[name]
        return given.replace(tzinfo=self.zone)

    def clean_opens_at(self):
        return self.at_the_place("opens_at")

    def clean_closes_at(self):
        return self.at_the_place("closes_at")


class ProtectionFields(forms.Form):
    """Part of a form about a person: whether she stands under a code, and until when who she is may be found out at all.
    `meeting` is set by the form."""

    protect = forms.BooleanField(
        label=_("This person is at risk: no list may name her or him"),
        required=False,
        help_text=_(
            "Name, function, organization and address are locked away, and a code stands in their place. You and the "
            "administrators of the secretariat can read them; each look is written down."
        ),
    )
    erase_on = forms.DateField(
        label=_("Then erase who it is on this day"),
        required=False,
        widget=a_day(),
        help_text=_("Empty: thirty days after the meeting."),
    )

    def clean_erase_on(self):
        day, today = self.cleaned_data["erase_on"], timezone.localdate()
        if day and not today < day <= today + LONGEST_KEPT:
            raise forms.ValidationError(_("Choose a day from tomorrow on, and not more than a year from now."))
        return day

    def erased_on(self):
        """The day, where she is to be protected; else None."""
        if not self.cleaned_data.get("protect"):
            return None
        return self.cleaned_data.get("erase_on") or usual_day(self.meeting)


def usual_day(meeting):
    """Thirty days after MEETING, but never in the past, nor later than a year from now."""
    today = timezone.localdate()
    latest = today + LONGEST_KEPT
    return min(max((meeting.last or today) + KEPT_AFTER, today + dt.timedelta(days=1)), latest)


class RegistrationForm(ProtectionFields, forms.ModelForm):
    """A person of a delegation; of one already protected, only how she attends."""

    class Meta:
        model = Registration
        fields = ["name", "function", "institution", "email", "seat", "way"]
        widgets = {"email": forms.EmailInput({"dir": "ltr"})}

    field_order = ["name", "function", "institution", "email", "seat", "way", "protect", "erase_on"]

    def __init__(self, *args, meeting, member, has_seat=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["name"].required = True
        if has_seat or member.kind != Member.Kind.STATE:
            del self.fields["seat"]
        if self.instance.protected_id:
            for name in (*Registration.ABOUT_HER, "protect", "erase_on"):
                del self.fields[name]


class LetterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of letter"), choices=Delegation.Letter)
    letter = UploadField(label=_("File"), possible=("pdf", "docx", "odt", "png", "jpeg"))


class DecisionForm(forms.Form):
    """Admitted, perhaps on conditions, or not, with a reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("admit", pgettext_lazy("decision", "admit")), ("refuse", pgettext_lazy("decision", "do not admit"))],
    )
    conditions = forms.CharField(
        label=_("Conditions, if there are any"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    reason = forms.CharField(
        label=_("If not admitted: the reason, as the delegation reads it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not cleaned.get("reason"):
            self.add_error("reason", _("Give the reason. The delegation reads it."))
        return cleaned


class LookForm(forms.Form):
    reason = forms.CharField(
        label=_("What do you need it for?"),
        max_length=200,
        help_text=_("For example: to book a hotel room. Your name, the time and these words stay in the log."),
    )
