"""Objectives, actions, reports and money, as those who keep a plan write them."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.forms.record import DATE, SourceFields
from actionplans.models import Action, BudgetLine, Objective, ProgressReport
from members.forms.facts import WebField

WORDS = forms.Textarea({"rows": 3, "dir": "auto"})


class ObjectiveForm(forms.ModelForm):
    class Meta:
        model = Objective
        fields = ["number", "words", "language"]
        widgets = {"words": WORDS}

    language = forms.ChoiceField(label=_("Language of your words"), choices=settings.LANGUAGES)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.initial.setdefault("language", get_language())
        if not self.instance.pk:
            self.initial["language"] = get_language()


class ActionForm(forms.ModelForm):
    class Meta:
        model = Action
        fields = [
            *("objective", "number", "words", "lead", "lead_type", "due"),
            *("indicator", "unit", "baseline", "target"),
        ]
        widgets = {"words": WORDS}
        help_texts = {"due": DATE}

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = plan.objectives.all()
        self.fields["objective"].label_from_instance = lambda one: f"{one.number}  {one.words[:80]}"


class BudgetForm(SourceFields, forms.ModelForm):
    class Meta:
        model = BudgetLine
        fields = ["kind", "year", "amount", "currency", "civil_society_share", "locator"]

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.limit_source(plan, by, self.instance.source if self.instance.pk else None)

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()


class ReportForm(forms.ModelForm):
    """What is reported of one action for one year: a level, and as much more as there is."""

    class Meta:
        model = ProgressReport
        fields = ["outcome", "value", "words", "evidence"]
        widgets = {"outcome": forms.RadioSelect, "words": forms.Textarea({"rows": 2, "dir": "auto"})}

    evidence = WebField(label=_("Address of the evidence"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, prefix=f"action-{action.pk}", **kwargs)
        self.fields["outcome"].choices = ProgressReport._meta.get_field("outcome").choices
        if not action.indicator:
            del self.fields["value"]


class LogframeForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV in UTF-8, or XLSX; at most 2 MB and 1,000 rows."))
    language = forms.ChoiceField(label=_("Language of the words in the file"), choices=settings.LANGUAGES)

    MOST = 2_000_000

    def clean_file(self):
        if self.cleaned_data["file"].size > self.MOST:
            raise forms.ValidationError(_("This file is too large. Send it in parts."))
        return self.cleaned_data["file"]
