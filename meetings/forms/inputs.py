"""A call for input, what people send, and the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.forms.admission import a_day
from meetings.models import Input, InputCall
from wpsnet.files import UploadField
from wpsnet.forms import SixLanguages, one_mailbox
from wpsnet.languages import CODES, column


class InputCallForm(SixLanguages, forms.ModelForm):
    translated = ["questions"]

    class Meta:
        model = InputCall
        fields = ["opens", "closes", *(column("questions", code) for code in CODES)]
        widgets = {"opens": a_day(), "closes": a_day()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()


class InputForm(forms.ModelForm):
    """Nothing is required but the input itself, as text or as a file."""

    upload = UploadField(label=_("File"), possible=("pdf", "docx", "odt", "txt"), required=False)

    class Meta:
        model = Input
        fields = ["text", "upload", "language", "name", "organisation", "email", "may_publish", "may_name"]
        widgets = {
            "text": forms.Textarea({"rows": 10, "dir": "auto"}),
            "email": forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
            "name": forms.TextInput({"autocomplete": "name"}),
        }
        labels = {"may_name": _("If it is published: with my name and organization")}
        help_texts = {
            "email": _("Only if you want an answer. It is never published."),
            "name": _("You can leave this empty. If you are at risk, do."),
            "may_publish": _("Otherwise only the secretariat reads it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)  # a browser cuts what is pasted, without a word

    def clean_email(self):
        return self.cleaned_data["email"] and one_mailbox(self.cleaned_data["email"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("upload") and not {"text", "upload"} & set(self.errors):
            self.add_error("text", _("Write your input here, or send it as a file."))
        return cleaned

    def _post_clean(self):
        """The database's own rules are checked by the action, which knows the file."""
        self.instance.file_id = None
        for name in self._meta.fields:
            if name in self.cleaned_data and name != "upload":
                setattr(self.instance, name, self.cleaned_data[name])


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (Input.State.PUBLISHED, pgettext_lazy("decision", "publish")),
            (Input.State.KEPT, pgettext_lazy("decision", "read, do not publish")),
        ],
    )
    answer = forms.CharField(
        label=_("Answer, if you wish"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("It goes by mail where an address was given."),
    )

    def __init__(self, *args, one, **kwargs):
        super().__init__(*args, **kwargs)
        if not one.may_publish:
            self.fields["state"].choices = self.fields["state"].choices[1:]
