"""A person's own account."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.models import Appointment, User


class AccountForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in sorted(zoneinfo.available_timezones())]
    )

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]


class ContactForm(forms.ModelForm):
    """What a person says of herself in one post, and to whom each part of it is shown."""

    languages = forms.MultipleChoiceField(
        label=_("Languages in which you can be written to"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Appointment
        fields = [
            "post",
            "institution",
            "sector",
            "languages",
            "show_name",
            "show_email",
            "phone",
            "show_phone",
            "show_photo",
        ]
