"""Initiatives, commitments and what has become of them: each in the words of one language, with its source."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.models import Commitment, CommitmentFollowUp, Initiative
from wpsnet.dates import bounds
from wpsnet.forms import SourceFields, one_date
from wpsnet.languages import column, pick, texts_of

SOURCE = ["source_title", "source_url", "source_kind", "locator"]


class InOneLanguage(SourceFields):
    """Part of a ModelForm whose fields `translated` are written in the language that the person chooses."""

    translated = ()
    language = forms.ChoiceField(label=_("Language of your words"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source_title"].required = True
        said = {name: texts_of(self.instance, name) for name in self.translated}
        written = pick(said[self.translated[0]])[1] if said[self.translated[0]] else get_language()
        self.initial |= {"language": written} | {name: texts.get(written, "") for name, texts in said.items()}
        if self.instance.source_id:
            self.shows(self.instance.source)
        self.order_fields(["language", *[name for name in self.fields if name not in SOURCE], *SOURCE])

    def into(self, record):
        """Put the words into the columns of their language, and the source beside them."""
        given, code = self.cleaned_data, self.cleaned_data["language"]
        for name in self.translated:
            setattr(record, column(name, code), given[name])
        record.source = self.source()
        return record


class InitiativeForm(InOneLanguage, forms.ModelForm):
    translated = ("name", "words", "joining")
    name = forms.CharField(label=_("Name"), max_length=200)
    words = forms.CharField(label=_("What it is"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))
    joining = forms.CharField(
        label=_("Who may join, and how"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    class Meta:
        model = Initiative
        fields = ["locator"]


class CommitmentForm(InOneLanguage, forms.ModelForm):
    translated = ("words", "occasion")
    words = forms.CharField(label=_("What was promised"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    occasion = forms.CharField(
        label=_("Occasion"), max_length=200, required=False, help_text=_("The meeting, debate or letter.")
    )

    class Meta:
        model = Commitment
        fields = ["level", "made", "due", "locator"]
        help_texts = {"made": _("2017-09-21, or 2017-09 or 2017."), "due": _("2017-09-21, or 2017-09 or 2017.")}

    def clean_made(self):
        return one_date(self.cleaned_data["made"])

    def clean_due(self):
        return one_date(self.cleaned_data["due"])

    def clean(self):
        cleaned = super().clean()
        made, due = cleaned.get("made"), cleaned.get("due")
        if made and due and bounds(due)[1] < bounds(made)[0]:
            self.add_error("due", _("It cannot be due before it was made."))
        return cleaned


class FollowUpForm(InOneLanguage, forms.ModelForm):
    translated = ("words",)
    words = forms.CharField(label=_("In words"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))

    class Meta:
        model = CommitmentFollowUp
        fields = ["year", "outcome", "locator"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source_title"].label = _("Evidence")
        self.fields["source_url"].label = _("Address of the evidence")

    def clean_year(self):
        year = self.cleaned_data["year"]
        made = self.instance.commitment.made_first
        if made and year < made.year:
            raise forms.ValidationError(_("The commitment was made later. Give the year that you report on."))
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not come yet. Give the year that you report on."))
        return year
