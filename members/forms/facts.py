"""An answer to one of the questions that every member is asked."""

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from members.forms.entry import TextField
from members.models import Answer, Question
from wpsnet import dates
from wpsnet.languages import NAMES, direction, preference
from wpsnet.markdown import clean

NO_ANSWER = pgettext_lazy("answer", "none of these: only the words below")


class ShareField(forms.DecimalField):
    """A percentage as people write it: 12.5, 12,5 or ١٢٫٥, with or without the sign."""

    def to_python(self, value):
        written = "".join(str(unicodedata.decimal(sign, sign)) for sign in str(value or ""))
        return super().to_python(re.sub(r"[\s%\u066a\u200e\u200f\u061c]", "", written).translate({44: ".", 0x66B: "."}))


class LineField(forms.CharField):
    """One line of text, without signs that turn the direction of what follows. Signs that nobody sees are no text."""

    def to_python(self, value):
        line = " ".join(clean(super().to_python(value)).split())
        return line if any(sign.isalnum() for sign in line) else ""


class WebField(forms.URLField):
    """The address of a web page."""

    default_validators = [URLValidator(schemes=["http", "https"])]


def share_field():
    return ShareField(
        label=_("Share in per cent"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput({"inputmode": "decimal"}),
        help_text=_("For example 12.5. One digit after the point is enough."),
        error_messages={"invalid": _("Write a number, for example 12.5.")},
    )


def answer_field():
    return forms.ChoiceField(label=_("Answer"), required=False, choices=[("", NO_ANSWER), *Answer.choices])


class FactForm(forms.Form):
    """The answer to QUESTION; CORRECTED is an earlier one that it takes the place of."""

    as_of = LineField(
        label=_("As of"), max_length=40, help_text=_("The day, month or year for which this is true: 2017-09-21, 2017.")
    )
    source_title = LineField(
        label=_("Source"), max_length=300, help_text=_("Who says so: a document, a law, a report, an office.")
    )
    source_url = WebField(
        label=_("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("If it can be read on the web."),
    )
    locator = LineField(
        label=_("Place in the source"), required=False, max_length=60, help_text=_("For example a page or an article.")
    )

    def __init__(self, data=None, *, question, corrected=None):
        super().__init__(data, initial=said_by(corrected) if corrected else {})
        self.question, self.name = question, "share" if question.is_share else "answer"
        self.fields[self.name] = share_field() if question.is_share else answer_field()
        for code in NAMES:
            self.fields[f"words_{code}"] = self.words_field(code)
        self.order_fields([self.name, *self.languages, *self.fields])

    @staticmethod
    def words_field(code):
        attributes = {"lang": code, "dir": direction(code), "rows": 4}
        label = _("In words (%(language)s)") % {"language": NAMES[code]}
        return TextField(label=label, required=False, widget=forms.Textarea(attributes))

    @property
    def languages(self):
        """The names of the fields for words, that of the reader's language first."""
        return [f"words_{code}" for code in preference(get_language())]

    @property
    def first(self):
        return [self[self.name], self[self.languages[0]]]

    @property
    def others(self):
        return [self[name] for name in self.languages[1:]]

    @property
    def others_are_open(self):
        return any(field.value() or field.errors for field in self.others)

    @property
    def rest(self):
        return [self[name] for name in ("as_of", "source_title", "source_url", "locator")]

    def clean_as_of(self):
        written = self.cleaned_data["as_of"]
        first, last = dates.bounds(written)
        if first is None or last is None:
            raise ValidationError(_("Give a day, a month or a year, not an open period."))
        if first > timezone.localdate():
            raise ValidationError(_("This date has not come yet. Give the date for which the answer is true."))
        return written

    def clean(self):
        cleaned = super().clean()
        said = self.said(cleaned)
        if self.name not in self.errors and not (said["answer"] or said["share"] is not None or said["texts"]):
            raise ValidationError(_("Give an answer, a share or some words."))
        return cleaned

    def said(self, cleaned=None):
        """What the action is told."""
        cleaned = self.cleaned_data if cleaned is None else cleaned
        texts = {code: cleaned.get(f"words_{code}") for code in NAMES}
        return {
            "answer": cleaned.get("answer") or "",
            "share": cleaned.get("share"),
            "texts": {code: words for code, words in texts.items() if words},
            **{name: cleaned.get(name, "") for name in ("as_of", "source_title", "source_url", "locator")},
        }


def said_by(fact):
    """What the form begins with, to correct FACT."""
    words = {f"words_{code}": text for code, text in fact.texts.items()}
    cited = {"source_title": fact.cited.title, "source_url": fact.cited.url, "locator": fact.locator}
    return {"answer": fact.answer, "share": fact.share, "as_of": fact.as_of} | cited | words


class WithdrawForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, withdraw this answer"))


def question_called(name):
    """The question of that name, or None."""
    return Question(name) if name in Question.values else None
