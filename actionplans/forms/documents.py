"""A document of a plan: the file or its address, what it is, and where it was got."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.document_languages import language_choices
from actionplans.forms.record import SourceFields
from actionplans.models import PlanDocument
from members.forms.facts import LineField, WebField
from wpsnet.files import UploadField
from wpsnet.forms import one_date
from wpsnet.search import LONGEST

POSSIBLE = ("pdf", "docx", "odt")


class DocumentForm(SourceFields, forms.Form):
    """REPLACED is the document whose place this one takes; its file stays where no other is sent."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PlanDocument.Kind.choices)
    language = forms.ChoiceField(label=_("Language of the document"), choices=language_choices)
    title = LineField(label=_("Title"), max_length=300, help_text=_("As it stands on the document, in its language."))
    date = LineField(
        label=_("Date of the document"), required=False, max_length=40, help_text=_("2017, 2017-09 or 2017-09-21")
    )
    file = UploadField(label=_("File"), required=False, possible=POSSIBLE)
    url = WebField(
        label=_("Address of the document"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where it can be read on the web. Give it beside the file, or instead of it."),
    )

    def __init__(self, data=None, files=None, *, plan, by, replaced=None):
        super().__init__(data, files)
        self.replaced = replaced
        self.fields["title"].widget.attrs["dir"] = "auto"
        self.initial = {"kind": PlanDocument.Kind.PLAN, "language": get_language()}
        if replaced:
            self.initial = {name: getattr(replaced, name) for name in ("kind", "language", "title", "date", "url")}
        self.limit_source(plan, by, replaced and replaced.source)
        names = ["kind", "language", "title", "date", "file", "url", "source_title", "source_url", "source_kind"]
        self.order_fields(names)

    def clean_date(self):
        return one_date(self.cleaned_data["date"])

    def clean(self):
        cleaned = super().clean()
        kept = self.replaced and self.replaced.file
        if not (cleaned.get("file") or cleaned.get("url") or kept) and not {"file", "url"} & set(self.errors):
            self.add_error("file", _("Send the file, or give the address where it can be read."))
        return cleaned

    def said(self):
        """What the action is told."""
        said = {name: self.cleaned_data[name] for name in ("kind", "language", "title", "date", "url")}
        return said | {"upload": self.cleaned_data["file"], "source": self.source}


class WithdrawDocumentForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, withdraw this document"))


class WordsForm(forms.Form):
    q = forms.CharField(label=_("Words in this document"), required=False, max_length=LONGEST)
