"""The texts of an entry."""

from django import forms
from django.utils.translation import ngettext

from members.models import Section
from wpsnet.languages import CODES, direction
from wpsnet.markdown import clean

LONGEST_TEXT = 10_000


def not_too_long(text):
    if (over := len(text) - LONGEST_TEXT) > 0:
        raise forms.ValidationError(
            ngettext(
                "This text is %(over)d sign too long: it has %(count)d, and %(most)d are possible. Shorten it and save again.",
                "This text is %(over)d signs too long: it has %(count)d, and %(most)d are possible. Shorten it and save again.",
                over,
            )
            % {"over": over, "count": len(text), "most": LONGEST_TEXT}
        )


class TextField(forms.CharField):
    """Markdown. The browser is not told the limit: it would cut what is pasted, without a word."""

    widget = forms.Textarea
    default_validators = [not_too_long]

    def to_python(self, value):
        return clean(super().to_python(value))


class VersionForm(forms.Form):
    """A button that acts on the draft, and the version of the draft that the person saw."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """The button "still right", and the revision that the person read."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ProfileForm(VersionForm):
    """The texts of an entry in one language. A section that was not sent at all is left as it is.

    TYPED is what she had typed before her session ended; it stands in the form in place of the draft's words.
    """

    language = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, draft, language, typed=None):
        words = {section.value: draft.texts.get(section, {}).get(language, "") for section in Section}
        initial = {"version": draft.version, "language": language, **words}
        typed = {name: value for name, value in (typed or {}).items() if name in initial}
        super().__init__(data, initial=initial | typed, auto_id="%s")
        self.draft, self.text_language = draft, language
        for section in Section:
            self.fields[section.value] = TextField(label=section.label, help_text=section.hint, required=False)
            self.fields[section.value].widget.attrs = {"lang": language, "dir": direction(language), "rows": 6}

    def sent(self):
        """{section: words} of the sections that were sent."""
        return {section.value: self.cleaned_data[section] for section in Section if section in self.data}

    def texts(self):
        return {section: {self.text_language: words} for section, words in self.sent().items()}

    def rows(self):
        """What the page shows of each section: its field, how long its text is, and its texts in other languages."""
        for section in Section:
            texts = self.draft.texts.get(section, {})
            others = [(code, texts[code]) for code in CODES if code != self.text_language and code in texts]
            words = self[section].value() or ""
            yield {"field": self[section], "length": len(words), "others": [] if words else others}
