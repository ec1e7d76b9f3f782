"""What officers and delegations write about a chair's summary."""

import unicodedata
from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from meetings.models import ChairSummary, Corrigendum, Paragraph, Signatory, Suggestion
from wpsnet import symbols
from wpsnet.forms import SixLanguages
from wpsnet.languages import CODES, NAMES, column, direction

SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh-hans": "CJK"}
TEXTS = [column("text", code) for code in CODES]


def looks_foreign(text, language):
    """Whether most letters of TEXT are not of the script in which LANGUAGE is written."""
    letters = [sign for sign in text if sign.isalpha()]
    of = Counter(unicodedata.name(sign, "").split()[0].split("-")[0] for sign in letters)
    return bool(letters) and of[SCRIPTS.get(language, "LATIN")] * 2 < len(letters)


def plain(text):
    """TEXT without signs that no printed page has; lines end in one way."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn")
    )


class PlainTexts:
    """Part of a form whose text fields are cleaned of what cannot be printed."""

    def clean(self):
        cleaned = super().clean()
        return {name: plain(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class MastheadForm(SixLanguages, PlainTexts, forms.ModelForm):
    translated = ["title", "agenda_title", "letter_title", "letter"]
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = ChairSummary
        fields = [
            *("original", "symbols", "ga_session", "agenda_item", "sc_year", "letter_date"),
            *(column(name, code) for name in ("title", "agenda_title", "letter_title", "letter") for code in CODES),
        ]
        widgets = {
            "letter_date": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "symbols": forms.TextInput({"dir": "ltr"}),
        } | {column("letter", code): forms.Textarea({"rows": 6}) for code in CODES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["version"].initial = self.instance.version
        self.fields["title_en"].required = True

    def first_fields(self):
        return [field for field in super().first_fields() if not field.is_hidden]

    def clean_symbols(self):
        given = self.cleaned_data["symbols"].strip()
        try:
            return "-".join(symbols.parse(given)) if given else ""
        except symbols.NotASymbol:
            raise ValidationError(
                _("Write the symbol as A/72/100, as S/2017/200, or both as A/72/100-S/2017/200.")
            ) from None


class SignatoryForm(PlainTexts, forms.ModelForm):
    class Meta:
        model = Signatory
        fields = ["order", "name", *(column("function", code) for code in CODES)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code in CODES:
            field = self.fields[column("function", code)]
            field.label = f"{Signatory._meta.get_field('function').verbose_name} ({NAMES[code]})"
            field.required = code == "en"
            field.widget.attrs |= {"lang": code, "dir": direction(code)}


SignatoryForms = forms.inlineformset_factory(ChairSummary, Signatory, form=SignatoryForm, extra=3, max_num=12)


class ParagraphForm(PlainTexts, forms.ModelForm):
    """One piece in the six languages, the reader's first. What is empty is not there yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Paragraph
        fields = ["kind", *TEXTS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = get_language()
        for code in CODES:
            field = self.fields[column("text", code)]
            field.label, field.required = NAMES[code], False
            field.widget = forms.Textarea({"rows": 5 if code == first else 3, "lang": code, "dir": direction(code)})
        self.order_fields(["kind", column("text", first), *TEXTS])
        self.fields["version"].initial = self.instance.version
        if self.instance.pk or self.instance.note_of_id:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [choice for choice in Paragraph.Kind.choices if choice[0] != "footnote"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in TEXTS):
            raise ValidationError(_("Write the text in at least one language."))
        return cleaned

    def texts(self):
        return {code: self.cleaned_data[column("text", code)] for code in CODES}

    def foreign(self):
        """Names of the languages under which a text in another script stands."""
        return [NAMES[code] for code, text in self.texts().items() if looks_foreign(text, code)]


class CirculateForm(forms.ModelForm):
    class Meta:
        model = ChairSummary
        fields = ["correct_until"]
        widgets = {"correct_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "correct_until": _("The last day on which delegations suggest corrections. Empty: until you end it.")
        }


class SuggestionForm(PlainTexts, forms.ModelForm):
    class Meta:
        model = Suggestion
        fields = ["member", "text", "reason"]

    def __init__(self, *args, posts, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = self.fields["member"].queryset.filter(
            pk__in=[post.member_id for post in posts]
        )
        self.fields["member"].empty_label = None
        self.fields["text"].widget.attrs |= {"lang": language, "dir": direction(language)}

    def clean(self):
        cleaned = super().clean()
        now = getattr(self.instance.paragraph, column("text", self.instance.language)) or ""
        if "text" in cleaned and cleaned["text"].strip() == now.strip():
            self.add_error("text", _("This is what the paragraph says already. Change the words that should change."))
        return cleaned


class AnswerForm(PlainTexts, forms.Form):
    """The chair takes the words, as they are or changed, or declines them and says why."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(label=_("Words for the paragraph"), widget=forms.Textarea({"rows": 6}), max_length=8000)
    answer = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("The delegation reads it. If you decline, say why."),
    )
    decision = forms.ChoiceField(choices=[("accept", _("Accept")), ("decline", _("Decline"))], widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "decline" and not cleaned.get("answer"):
            self.add_error("answer", _("Say why you decline: the delegation has asked."))
        return cleaned


class CorrigendumForm(SixLanguages, PlainTexts, forms.ModelForm):
    translated = ["text"]

    class Meta:
        model = Corrigendum
        fields = ["paragraph", *TEXTS]

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["text_en"].required = True
        self.fields["paragraph"].queryset = Paragraph.objects.filter(pk__in=[row.pk for row in rows])
        self.fields["paragraph"].choices = [("", _("the summary as a whole")), *((row.pk, row.number) for row in rows)]


# --- What readers choose ---------------------------------------------------------------------------------------------


class BesideForm(forms.Form):
    """Which second language stands beside the reader's."""

    beside = forms.ChoiceField(
        label=_("Beside it"),
        choices=[("", _("no other language")), *NAMES.items()],
        required=False,
    )

    @property
    def language(self):
        return self.cleaned_data.get("beside") if self.is_valid() else ""


class LanguageForm(forms.Form):
    into = forms.ChoiceField(label=_("Language"), choices=list(NAMES.items()), required=False)

    @property
    def language(self):
        return (self.is_valid() and self.cleaned_data["into"]) or get_language()
