"""What is said of a plan, with who says so."""

from django import forms
from django.conf import settings
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actionplans.actions.record import own_kind
from actionplans.models import Finding, Plan, PlanEvent
from members.forms.entry import TextField
from members.forms.facts import LineField, WebField
from wpsnet import dates
from wpsnet.models import Source

DATE = _("2017, 2017-09, 2017-09-21, or 2017? if it is uncertain")


class SourceFields(forms.Form):
    """Who says so. A member speaks for itself; what others say is recorded by the secretariat."""

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
    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=Source.Kind.choices)

    def limit_source(self, plan, by, source=None):
        """Fill in SOURCE, and ask only the secretariat BY whom it is said."""
        self.own_kind = own_kind(plan.member)
        if not by.has_perm("actionplans.curate"):
            del self.fields["source_kind"]
        self.initial |= {"source_kind": source.kind if source else self.own_kind}
        if source:
            self.initial |= {"source_title": source.title, "source_url": source.url}

    @property
    def source(self):
        given = self.cleaned_data
        kind = given.get("source_kind", self.own_kind)
        return {"title": given["source_title"], "url": given["source_url"], "kind": kind}


class EventForm(SourceFields, forms.ModelForm):
    class Meta:
        model = PlanEvent
        fields = ["kind", "date", "until", "stated_on", "locator", "note"]
        help_texts = {
            "date": DATE,
            "until": _("If the event gives the plan a period: its last day, month or year."),
            "stated_on": _("The day on which the source said so, if it is known."),
            "locator": _("For example a page or an article."),
        }
        widgets = {"note": forms.Textarea({"rows": 3, "dir": "auto"})}

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.limit_source(plan, by, self.instance.source if self.instance.pk else None)
        self.order_fields(["kind", "date", "until", "source_title", "source_url", "source_kind"])

    def clean(self):
        cleaned = super().clean()
        date, until = cleaned.get("date"), cleaned.get("until")
        if not any([date, until, cleaned.get("stated_on")]) and not self.errors:
            self.add_error("date", _("Give the date, the end of the period, or the day on which the source said so."))
        if date and until and ends_before(until, date):
            self.add_error("until", _("The period must not end before it begins."))
        if date and self.is_before_predecessor(date, cleaned.get("kind")):
            self.add_error("date", _("The plan before this one came later than that. Correct the date, or that plan."))
        return cleaned

    def is_before_predecessor(self, date, kind):
        """Whether the plan would be made before the one whose place it takes."""
        plan = self.instance.plan
        if kind not in ("adopted", "launched", "in_force") or not plan.generation:
            return False
        earlier = PlanEvent.objects.filter(plan__member=plan.member, plan__kind=plan.kind, kind="adopted")
        made = earlier.filter(plan__generation__lt=plan.generation).aggregate(Max("first"))["first__max"]
        _first, last = dates.bounds(date)
        return bool(made and last and last < made)


def ends_before(until, date):
    (first, _last), (_first, last) = dates.bounds(date), dates.bounds(until)
    return bool(first and last and last < first)


class ProlongForm(SourceFields, forms.Form):
    """The plan holds longer. It is an event like others; the end that was given before stays where it is."""

    until = forms.CharField(label=_("Holds until"), max_length=40, help_text=DATE)
    date = forms.CharField(label=_("Decided on"), max_length=40, help_text=DATE)
    locator = LineField(
        label=_("Place in the source"), required=False, max_length=60, help_text=_("For example a page or an article.")
    )

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.limit_source(plan, by)
        self.order_fields(["until", "date", "source_title", "source_url", "source_kind"])

    def clean_date(self):
        dates.parse(self.cleaned_data["date"])
        return self.cleaned_data["date"]

    def clean_until(self):
        until = self.cleaned_data["until"]
        _first, last = dates.bounds(until)
        if last is None:
            raise forms.ValidationError(_("Give the last day, month or year; an open end cannot be counted."))
        if self.plan.ends and last <= self.plan.ends:
            raise forms.ValidationError(_("The plan holds so long already. Give a later end."))
        return until

    @property
    def event(self):
        given = self.cleaned_data
        told = {name: given[name] for name in ("date", "until", "locator")}
        return PlanEvent(plan=self.plan, kind=PlanEvent.Kind.PROLONGED, **told)


class FindingForm(SourceFields, forms.ModelForm):
    class Meta:
        model = Finding
        fields = ["question", "answer", "locator", "note"]
        widgets = {"note": forms.Textarea({"rows": 3, "dir": "auto"})}

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.fields["question"].choices = [("", "---------"), *Finding.Question.choices]
        if self.instance.question in Finding.Subject.values:  # what it is about stays as it is
            del self.fields["question"]
        self.limit_source(plan, by, self.instance.source if self.instance.pk else None)
        self.order_fields(["question", "answer", "note", "source_title", "source_url", "source_kind"])


class FactsForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ["title", "note"]
        widgets = {"note": forms.Textarea({"rows": 4, "dir": "auto"})}

    def clean(self):
        if not set(self.fields) & set(self.data):  # else what was never sent would empty the record
            raise forms.ValidationError(_("Nothing was sent, so nothing was changed."))
        return super().clean()


class PlanForm(forms.ModelForm):
    """A plan that is not recorded yet."""

    class Meta:
        model = Plan
        fields = ["kind", "generation", "title"]
        help_texts = {"generation": _("The number of a national action plan: 1 for the first. Empty for other kinds.")}

    def clean(self):
        cleaned = super().clean()
        is_national = cleaned.get("kind") == Plan.Kind.NATIONAL
        if is_national and not cleaned.get("generation"):
            self.add_error("generation", _("Give the number of the national action plan."))
        if not is_national and "kind" in cleaned and not cleaned.get("title"):
            self.add_error("title", _("Give the plan a title, by which it can be told from others."))
        return cleaned


class ReasonForm(forms.Form):
    reason = LineField(label=_("Reason, for the history"), max_length=300)


class ReplyForm(forms.Form):
    """Without words, the answer that stands there is taken away."""

    words = TextField(
        label=_("Your answer"),
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("Readers see it beside what is said. To take an answer away, leave this empty."),
    )
    language = forms.ChoiceField(label=_("Language of your answer"), choices=settings.LANGUAGES)

    def __init__(self, *args, words="", language="", **kwargs):
        super().__init__(*args, initial={"words": words, "language": language or get_language()}, **kwargs)
