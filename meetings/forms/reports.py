"""A report on an action point, as whoever is responsible writes it."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.models import Plan
from actionplans.wording import plan_title
from meetings.models import Report
from wpsnet.forms import WebAddressField
from wpsnet.languages import alphabetical


class ReportForm(forms.ModelForm):
    """`parties` are reports, not saved yet, in which the person may speak: each with its duty, and its member if any."""

    party = forms.ChoiceField(label=_("Who reports"))
    language = forms.ChoiceField(label=_("Language of your words"), choices=settings.LANGUAGES)
    evidence_url = WebAddressField(label=_("Address of the evidence"), max_length=500, required=False)

    class Meta:
        model = Report
        fields = ["progress", "words", "language", "evidence", "evidence_url", "plans"]
        widgets = {"words": forms.Textarea({"rows": 6, "dir": "auto"}), "plans": forms.SelectMultiple({"size": 5})}
        help_texts = {
            "words": _("What was done since the last report, and what comes next. A few sentences are enough."),
            "evidence": _("A document, law or page that shows it, by its title and date."),
            "plans": _("Choose one if this is part of an action plan. Several are chosen with the Ctrl key."),
        }

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {f"{party.duty.pk}-{party.member_id or ''}": party for party in parties}
        self.fields["party"].choices = [(key, party.reporter) for key, party in self.parties.items()]
        if len(self.parties) == 1:
            self.fields["party"].widget = forms.HiddenInput()
        self.initial |= {"language": get_language(), "party": next(iter(self.parties))}
        members = [member.pk for member in map(member_of, parties) if member]
        plans = Plan.objects.filter(member__in=members).select_related("member")
        self.fields["plans"].queryset = plans.order_by(alphabetical("name", "member__"), "slug")
        self.fields["plans"].label_from_instance = lambda plan: f"{plan.member.name}: {plan_title(plan)}"
        if not members:
            del self.fields["plans"]
        self.order_fields(["party"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("evidence_url") and not cleaned.get("evidence"):
            self.add_error("evidence", _("Say in words what this evidence is."))
        party = self.parties.get(cleaned.get("party"))
        if party and any(plan.member != member_of(party) for plan in cleaned.get("plans", [])):
            self.add_error("plans", _("Choose plans of the member that reports."))
        return cleaned

    def report(self):
        """The report as it is to be, not saved yet."""
        party = self.parties[self.cleaned_data["party"]]
        self.instance.duty, self.instance.member = party.duty, party.member
        return self.instance

    def plans(self):
        return self.cleaned_data.get("plans", [])


def member_of(party):
    return party.duty.member or party.member
