"""Who chairs in a year, and what the chair writes into the file of the bureau."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.bureau import FIRST_YEAR
from members.forms.entry import TextField
from members.forms.facts import LineField, WebField
from members.models import BureauTerm, Member
from wpsnet.files import UploadsField
from wpsnet.languages import alphabetical
from wpsnet.models import Source

YEARS_AHEAD = 5
CHAIRING = [(role.value, role.label) for role in (BureauTerm.Role.CHAIR, BureauTerm.Role.CO_CHAIR)]


class TermForm(forms.Form):
    """One member in one year. A new term needs its source; to one that has sources, another can be added."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=Member.objects.none())
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR)
    role = forms.ChoiceField(label=_("Role"), help_text=_("Where two or more share the chair, all are co-chairs."))
    note = LineField(label=_("Note"), max_length=600, required=False)
    source_title = LineField(
        label=_("Source"), max_length=400, help_text=_("Where it was announced: a document, a letter, a web page.")
    )
    source_url = WebField(label=_("Address of the source"), required=False, max_length=500, assume_scheme="https")
    source_kind = forms.ChoiceField(
        label=_("Kind of source"), choices=Source.Kind.choices, initial=Source.Kind.INTERNATIONAL
    )

    def __init__(self, data=None, *, term):
        super().__init__(data, initial={"member": term.member_id, "role": term.role, "note": term.note})
        self.term = term
        self.initial["year"] = term.year or timezone.localdate().year + 1
        self.fields["member"].queryset = Member.objects.order_by(alphabetical("name"), "slug")
        launch = [(BureauTerm.Role.LAUNCH.value, BureauTerm.Role.LAUNCH.label)]
        self.fields["role"].choices = CHAIRING + (launch if term.role == BureauTerm.Role.LAUNCH else [])
        last = timezone.localdate().year + YEARS_AHEAD
        self.fields["year"].validators.append(MaxValueValidator(last))
        if term.pk:
            self.fields["source_title"].required = False
            self.fields["source_title"].label = _("Another source")

    def changed_term(self):
        """The term as the form has it, not saved."""
        for name in ("member", "year", "role", "note"):
            setattr(self.term, name, self.cleaned_data[name])
        return self.term

    def source(self):
        cited = {name: self.cleaned_data[f"source_{name}"] for name in ("title", "url", "kind")}
        return cited if cited["title"] else None


class RemoveForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, remove it"))


class NoteForm(forms.Form):
    """A note of the bureau with its files."""

    title = LineField(label=_("Title"), max_length=200)
    text = TextField(label=_("Text"), required=False, widget=forms.Textarea({"rows": 10}))
    uploads = UploadsField(label=_("Add files"), required=False)
    dropped = forms.ModelMultipleChoiceField(
        label=_("Take files out"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, files=None, *, note):
        super().__init__(data, files, initial={"title": note.title, "text": note.text})
        self.note = note
        if note.pk and (kept := note.files.all()):
            self.fields["dropped"].queryset = note.files
            self.fields["dropped"].choices = [(file.pk, file.name) for file in kept]
        else:
            del self.fields["dropped"]

    def changed_note(self):
        self.note.title, self.note.text = self.cleaned_data["title"], self.cleaned_data["text"]
        return self.note


class NotesForm(forms.Form):
    """Which year's notes are asked for."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=9999, required=False)
