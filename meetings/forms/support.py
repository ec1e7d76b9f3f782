"""Asking for support, and deciding about it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.forms.admission import ProtectionFields
from meetings.models import SupportRequest
from members.models import Member
from wpsnet.languages import alphabetical


class SupportForm(ProtectionFields, forms.ModelForm):
    """Of an organization, which country nominates the person is asked, too."""

    needs = forms.MultipleChoiceField(
        label=_("What is needed"), choices=SupportRequest.Need, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SupportRequest
        fields = [
            *("who", "name", "function", "institution", "email", "nominator", "needs", "need_words"),
            *("eligibility", "other_funding", "asked_amount"),
        ]
        widgets = {
            "need_words": forms.Textarea({"rows": 3}),
            "eligibility": forms.Textarea({"rows": 4}),
            "email": forms.EmailInput({"dir": "ltr"}),
        }
        help_texts = {"eligibility": _("Of somebody at risk, write nothing here that tells who she or he is.")}

    field_order = [
        *("who", "name", "function", "institution", "email", "protect", "erase_on", "nominator"),
        *("needs", "need_words", "eligibility", "other_funding", "asked_amount"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        admission = self.instance.admission
        self.meeting = admission.meeting
        self.fields["name"].required = True
        amount = _("Amount asked for, in %(currency)s") % {"currency": admission.currency}
        self.fields["asked_amount"].label, self.fields["asked_amount"].min_value = amount, 0
        if self.instance.member.kind == Member.Kind.STATE:
            self.instance.nominator = self.instance.member
            del self.fields["nominator"]
        else:
            self.fields["nominator"].queryset = Member.objects.states().order_by(alphabetical("name"))
            self.fields["nominator"].help_text = _("It is asked whether it nominates this person.")

    def clean_asked_amount(self):
        amount = self.cleaned_data["asked_amount"]
        if amount < 0:
            raise forms.ValidationError(_("Write an amount that is not below zero."))
        return amount


class SupportDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("grant", pgettext_lazy("decision", "grant")), ("refuse", pgettext_lazy("decision", "do not grant"))],
    )
    amount = forms.DecimalField(label=_("Amount granted"), max_digits=10, decimal_places=2, min_value=0, required=False)
    reason = forms.CharField(label=_("Reason, as it will be read"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "grant" and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Give the amount; 0 if it costs nothing."))
        return cleaned


class ItineraryForm(forms.Form):
    itinerary = forms.CharField(
        label=_("Itinerary"),
        max_length=3000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_("A line for each part: day, hour, from, to, flight or train."),
    )


class SettlementForm(forms.Form):
    paid = forms.DecimalField(label=_("Amount paid"), max_digits=10, decimal_places=2, min_value=0)
    settlement = forms.CharField(
        label=_("What was paid for, and the receipts"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
