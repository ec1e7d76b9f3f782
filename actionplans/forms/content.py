"""What is in a plan, as one source says it: many themes, resolutions, languages and countries in one go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.content import ASKED_APART, all_themes, in_order, pillar_of
from actionplans.document_languages import language_choices
from actionplans.forms.record import SourceFields
from actionplans.models import RESOLUTIONS, Finding, PlanBody, resolution_name
from members.forms.facts import LineField
from members.models import Member
from wpsnet.languages import alphabetical

Subject = Finding.Subject
CHOSEN = ["themes", "resolutions", "languages", "countries"]
SEVERAL = _("To choose several, hold the Ctrl or Command key; on a telephone, tap each.")


def theme_choices():
    """Each theme with its pillar; those with a question of their own are answered there."""
    asked = [theme for theme in in_order(all_themes()) if theme.slug not in ASKED_APART]
    groups = {}
    for theme in asked:
        groups.setdefault(pillar_of(theme).name, []).append((theme.slug, theme.name))
    return groups.items()


def several(label, choices, **options):
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class ContentForm(SourceFields, forms.Form):
    """What is ticked is in the plan, or is not, as the answer says."""

    answer = forms.ChoiceField(
        label=_("What the source says of all that you tick"),
        choices=Finding.Answer.choices,
        initial=Finding.Answer.YES,
        help_text=_("“Yes”: it is in the plan. “No”: the source says that it is not."),
    )
    themes = several(_("Pillars and themes"), theme_choices)
    resolutions = several(
        _("Resolutions of the Security Council"), [(number, resolution_name(number)) for number in RESOLUTIONS]
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the plan"), choices=language_choices, required=False, help_text=SEVERAL
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries that the plan looks at"),
        queryset=Member.objects.states(),
        to_field_name="slug",
        required=False,
        help_text=SEVERAL,
    )
    locator = LineField(
        label=_("Place in the source"), required=False, max_length=60, help_text=_("For example a page or an article.")
    )

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["countries"].queryset = Member.objects.states().order_by(alphabetical("name"))
        self.limit_source(plan, by)
        self.order_fields([*CHOSEN, "answer"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in CHOSEN):
            raise forms.ValidationError(_("Tick or choose what the source speaks of."))
        return cleaned

    @property
    def findings(self):
        """One Finding, not saved yet, for each thing that was ticked or chosen."""
        given = self.cleaned_data
        by_slug = {theme.slug: theme for theme in all_themes()}
        about = [{"question": Subject.THEME, "theme": by_slug[slug]} for slug in given["themes"]]
        about += [{"question": Subject.RESOLUTION, "code": number} for number in given["resolutions"]]
        about += [{"question": Subject.LANGUAGE, "code": code} for code in given["languages"]]
        about += [{"question": Subject.COUNTRY, "country": country} for country in given["countries"]]
        said = {name: given[name] for name in ("answer", "locator")}
        return [Finding(plan=self.plan, **one, **said) for one in about]


class BodyForm(SourceFields, forms.ModelForm):
    class Meta:
        model = PlanBody
        fields = ["role", "name", "kind", "locator", "note"]
        help_texts = {
            "name": _("One body, such as a ministry. Add the others one by one."),
            "locator": _("For example a page or an article."),
        }
        widgets = {"note": forms.Textarea({"rows": 3, "dir": "auto"}), "name": forms.TextInput({"dir": "auto"})}

    def __init__(self, *args, plan, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.limit_source(plan, by, self.instance.source if self.instance.pk else None)
        self.order_fields(["role", "name", "kind", "source_title", "source_url", "source_kind"])
