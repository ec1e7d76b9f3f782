"""An edition, its audience, its items and its time, as the secretariat enters them."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Circle
from newsletters.models import Edition, Item
from wpsnet.files import UploadField
from wpsnet.forms import SixLanguages
from wpsnet.languages import CODES, column

PICTURES = ("png", "jpeg", "webp")


def columns(*names):
    return [column(name, code) for name in names for code in CODES]


class EditionForm(SixLanguages, forms.ModelForm):
    translated = ["title", "intro"]

    class Meta:
        model = Edition
        fields = columns("title", "intro")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["title_en"].required = True


class AudienceForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = ["to_subscribers", "to_posts", "region", "circles"]
        widgets = {"circles": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["circles"].queryset = Circle.objects.open()


class PictureFields(forms.Form):
    picture = UploadField(label=_("Picture"), possible=PICTURES, required=False)


class ItemForm(SixLanguages, PictureFields, forms.ModelForm):
    translated = ["title", "text", "picture_text"]
    without_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    class Meta:
        model = Item
        fields = ["section", "member", "link", *columns("title", "text", "picture_text")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["member"].queryset = self.fields["member"].queryset.order_by("name")
        for name in columns("text"):
            self.fields[name].widget.attrs["rows"] = 6
        if not self.instance.picture_id:
            del self.fields["without_picture"]

    def clean_link(self):
        return web_or_own(self.cleaned_data["link"])

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(column("title", code)) and cleaned.get(column("text", code)) for code in CODES):
            raise forms.ValidationError(_("Give title and text together in at least one language."))
        return cleaned


def web_or_own(link):
    """LINK as it is kept: an address of the web, or a path of this portal."""
    if link and not link.startswith(("https://", "http://", "/")):
        raise forms.ValidationError(_("Give the whole address, beginning with https://"))
    if any(sign.isspace() for sign in link):
        raise forms.ValidationError(_("An address has no spaces."))
    return link


class ScheduleForm(forms.Form):
    """In the officer's own time zone, which the page names."""

    at = forms.DateTimeField(
        label=_("Send on"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at < timezone.now():
            raise forms.ValidationError(_("This time has passed. Choose a later one, or send now."))
        if at > timezone.now() + dt.timedelta(days=366):
            raise forms.ValidationError(_("This is more than a year away. Choose an earlier time."))
        return at
