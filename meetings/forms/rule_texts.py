"""The network's own rules, as the secretariat writes them, and what members say of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.actions.rule_texts import joined
from meetings.models import Meeting, RuleComment, RuleText, RuleVersion
from meetings.models.rule_texts import real_symbol
from wpsnet import symbols
from wpsnet.forms import SixLanguages, SourceFields, one_date
from wpsnet.languages import CODES, NAMES, column, direction
from wpsnet.markdown import clean


class RuleTextForm(SixLanguages, forms.ModelForm):
    translated = ["title"]

    class Meta:
        model = RuleText
        fields = ["kind", *(column("title", code) for code in CODES)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["title_en"].required = True


class RuleVersionForm(SourceFields, forms.ModelForm):
    """A version with its paragraphs in each language, as long as readers do not see it."""

    class Meta:
        model = RuleVersion
        fields = ["consultation_opens", "consultation_closes", "adopted", "adopted_at", "symbols"]
        widgets = {
            "consultation_opens": forms.DateInput({"type": "date"}),
            "consultation_closes": forms.DateInput({"type": "date"}),
        }
        help_texts = {
            "consultation_opens": _("From this day on readers see it, and its words stay as they are."),
            "adopted": _("A day as 2017-09-21, a month as 2017-09, or a year. Empty until it is adopted."),
            "symbols": _("As A/70/10-S/2015/20, if it was issued as a document of the United Nations."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adopted_at"].queryset = Meeting.objects.order_by("-first", "slug")
        self.is_draft = not (self.instance.pk and self.instance.is_public)
        if self.is_draft:
            self.add_words(joined(self.instance))
        self.shows(self.instance.source)

    def add_words(self, words):
        for code in CODES:
            attrs = {"rows": 12 if code == "en" else 5, "lang": code, "dir": direction(code)}
            self.fields[column("words", code)] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": NAMES[code]},
                widget=forms.Textarea(attrs),
                initial=words[code],
                required=False,
                help_text=_("An empty line parts paragraphs; the same number is the same paragraph in each language."),
            )

    def clean_adopted(self):
        return one_date(self.cleaned_data["adopted"])

    def clean_symbols(self):
        given = self.cleaned_data["symbols"]
        if given:
            real_symbol(given)
        return "-".join(symbols.parse(given)) if given else ""

    def words(self):
        """{language: text}, or None where the words stay."""
        return {code: clean(self.cleaned_data[column("words", code)]) for code in CODES} if self.is_draft else None

    def version(self):
        self.instance.source = self.source()
        return self.instance


class RuleCommentForm(forms.ModelForm):
    class Meta:
        model = RuleComment
        fields = ["paragraph", "member", "words"]
        widgets = {"words": forms.Textarea({"rows": 5})}

    def __init__(self, *args, paragraphs, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].queryset = paragraphs
        self.fields["paragraph"].choices = [(one.pk, one.order) for one in paragraphs]
        self.fields["member"].queryset = members
        self.fields["member"].choices = [(one.pk, one.name) for one in members]

    def clean_words(self):
        return clean(self.cleaned_data["words"])


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer of the secretariat"), max_length=5_000, required=False, widget=forms.Textarea({"rows": 5})
    )

    def clean_answer(self):
        return clean(self.cleaned_data["answer"])


class CompareForm(forms.Form):
    """Two versions of a text: `new` is shown, beside `old` where one is chosen."""

    new = forms.ChoiceField(label=_("Version"), required=False)
    old = forms.ChoiceField(label=_("beside version"), required=False)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(str(version.number), str(version.number)) for version in versions]
        self.fields["new"].choices = choices
        self.fields["old"].choices = [("", _("none")), *choices]
