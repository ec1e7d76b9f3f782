"""A call, and what a member sends in answer to it."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletters.forms.editions import PICTURES, web_or_own
from newsletters.models import Call, Contribution
from wpsnet.files import UploadField


class CallForm(forms.ModelForm):
    class Meta:
        model = Call
        fields = ["deadline"]
        widgets = {"deadline": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"deadline": _("Answers are still taken for two weeks after this day.")}

    def clean_deadline(self):
        deadline = self.cleaned_data["deadline"]
        if deadline < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return deadline


class ContributionForm(forms.ModelForm):
    picture = UploadField(label=_("Picture"), possible=PICTURES, required=False)
    language = forms.ChoiceField(label=_("Language of your words"), choices=settings.LANGUAGES)

    class Meta:
        model = Contribution
        fields = ["section", "title", "text", "language", "link", "picture", "picture_text"]
        widgets = {"text": forms.Textarea({"rows": 10, "dir": "auto"}), "title": forms.TextInput({"dir": "auto"})}
        help_texts = {
            "text": _("Keep what you like of the list, and delete the rest. Leave an empty line between paragraphs."),
            "link": _("The address of a page where more can be read."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("section", "title", "text"):
            self.fields[name].required = True

    def clean_link(self):
        return web_or_own(self.cleaned_data["link"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("picture") and not cleaned.get("picture_text"):
            self.add_error("picture_text", _("Say in a few words what the picture shows."))
        return cleaned

    def words(self):
        return {name: self.cleaned_data[name] for name in self.fields if name != "picture"}

    def _post_clean(self):
        """The record is not written by this form: the action asks first whether somebody was faster."""
