"""A letter to many: to whom, and its words in up to six languages."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members.actions.letters import Audience
from members.forms.entry import not_too_long
from members.models import Member
from wpsnet.languages import CODES, NAMES, direction


class SelectionForm(forms.Form):
    """From a list: those ticked in it, or all that its filters find."""

    to = forms.ChoiceField(choices=[("chosen", "chosen"), ("all", "all")])
    chosen = forms.ModelMultipleChoiceField(Member.objects.all(), required=False)


class LetterForm(forms.Form):
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(label=gettext_lazy("To whom"), choices=Audience, widget=forms.RadioSelect)

    def __init__(self, *args, reached, **kwargs):
        """REACHED maps an audience to the number of its people."""
        kwargs["initial"] = {"nonce": uuid.uuid4(), "audience": Audience.FOCAL_POINTS} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(name, in_words(Audience(name), reached[name])) for name in Audience]
        for code in CODES:
            self.add_language(code)

    def add_language(self, code):
        required, attributes = code == "en", {"lang": code, "dir": direction(code)}
        self.fields[f"subject_{code}"] = forms.CharField(
            label=_("Subject"), max_length=150, required=required, widget=forms.TextInput(attributes)
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Text"),
            required=required,
            validators=[not_too_long],
            widget=forms.Textarea(attributes | {"rows": 10}),
            help_text=_("Plain text. An empty line begins a new paragraph. Addresses of web pages become links."),
        )

    def languages(self):
        """(code, name, subject, text) of the languages beside English."""
        return [(code, NAMES[code], self[f"subject_{code}"], self[f"text_{code}"]) for code in CODES if code != "en"]

    def clean(self):
        cleaned = super().clean()
        for code in CODES[1:]:
            subject, text = cleaned.get(f"subject_{code}"), cleaned.get(f"text_{code}")
            if bool(subject) != bool(text) and not {f"subject_{code}", f"text_{code}"} & self.errors.keys():
                missing = f"subject_{code}" if text else f"text_{code}"
                self.add_error(missing, _("Give both the subject and the text in this language, or neither."))
        return cleaned

    def words(self):
        cleaned = self.cleaned_data
        return {
            code: {"subject": cleaned[f"subject_{code}"], "text": cleaned[f"text_{code}"].replace("\r\n", "\n")}
            for code in CODES
            if cleaned[f"text_{code}"]
        }


def in_words(audience, people):
    sentence = ngettext("%(audience)s: %(count)d person", "%(audience)s: %(count)d people", people)
    return sentence % {"audience": audience.label, "count": people}
