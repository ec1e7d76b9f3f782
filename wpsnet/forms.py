"""What forms of several apps ask for in the same way."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wpsnet.dates import bounds
from wpsnet.languages import CODES, NAMES, column, direction
from wpsnet.mail import check_address
from wpsnet.models import Source


class WebAddressField(forms.URLField):
    """An address that a page may link to: http or https, and nothing that a browser would run."""

    widget = forms.TextInput  # a browser's own field refuses an address without https://, which is added here
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options):
        options.setdefault("max_length", 300)
        super().__init__(assume_scheme="https", **options)
        self.widget.attrs |= {"dir": "ltr", "autocomplete": "url", "inputmode": "url"}


def one_mailbox(address):
    """ADDRESS in small letters; nothing that a mail program could take for a second one, or for a look-alike."""
    check_address(address)
    if not address.isascii():
        raise ValidationError(_("Write the address with Latin letters, as your mail program shows it to others."))
    return address.lower()


def one_date(text):
    """An EDTF date that is no interval, and whose days are known to lie between two days."""
    if text and ("/" in text or None in bounds(text)):
        raise ValidationError(_("Write one date: a day as 2017-09-21, a month as 2017-09, or a year as 2017."))
    return text


class SixLanguages:
    """Part of a ModelForm with the columns of the fields `translated`: English is asked first, the others stand apart."""

    translated = ()

    def name_languages(self):
        """Say in which language each column is, to readers and to browsers."""
        for name in self.translated:
            label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
            for code in CODES:
                field = self.fields[column(name, code)]
                field.label = f"{label} ({NAMES[code]})"
                field.widget.attrs |= {"lang": code, "dir": direction(code)}

    def others(self):
        return [column(name, code) for name in self.translated for code in CODES if code != "en"]

    def first_fields(self):
        return [self[name] for name in self.fields if name not in self.others()]

    def other_languages(self):
        return [self[name] for name in self.others()]

    def errs_in_others(self):
        return any(name in self.errors for name in self.others())


class SourceFields(forms.Form):
    """Where a fact comes from: part of a form whose record has a `source`."""

    source_title = forms.CharField(
        label=_("Source"),
        max_length=400,
        required=False,
        help_text=_("The document, letter or page that says so, by its title and date."),
    )
    source_url = WebAddressField(label=_("Address of the source"), max_length=500, required=False)
    source_kind = forms.ChoiceField(
        label=_("Kind of source"), choices=Source.Kind, initial=Source.Kind.WEB, required=False
    )

    def shows(self, source):
        """Put SOURCE, which may be None, into the fields."""
        if source:
            self.initial |= {"source_title": source.title, "source_url": source.url, "source_kind": source.kind}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("source_url") and not cleaned.get("source_title"):
            self.add_error("source_title", _("Say in words what this source is."))
        return cleaned

    def source(self):
        given = self.cleaned_data
        return Source.objects.told(given["source_title"], given["source_url"], given["source_kind"] or Source.Kind.WEB)
