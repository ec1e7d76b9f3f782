"""A resource in the words of one language, with its source; who adheres to it; which plan took it over."""

from textwrap import shorten

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.content import all_themes, in_order
from actionplans.document_languages import language_choices
from actionplans.forms.commitments import InOneLanguage
from actionplans.models import Plan
from meetings.models import ActionPoint, Statement
from members.models import Member
from observatory.models import Adherence, Resource
from wpsnet.files import UploadField
from wpsnet.forms import SourceFields, WebAddressField, one_date
from wpsnet.languages import alphabetical

OF_PRACTICES = ["measures", "done", "result", "cost", "conditions", "statement"]


def words(label, *, rows=3, **options):
    return forms.CharField(
        label=label, max_length=6000, required=False, widget=forms.Textarea({"rows": rows}), **options
    )


class ResourceForm(InOneLanguage, forms.ModelForm):
    """MEMBERS are those for whom the person writes; a practice can be tied to their statements alone."""

    translated = ("title", "summary", "done", "result", "cost", "conditions")
    title = forms.CharField(label=_("Title"), max_length=300)
    summary = words(_("Summary"), rows=4, help_text=_("What it is and whom it helps, in a few sentences."))
    written_in = forms.MultipleChoiceField(
        label=_("Languages in which it can be read"), choices=language_choices, required=False
    )
    url = WebAddressField(label=_("Address on the web"), max_length=500, required=False)
    upload = UploadField(label=_("File"), required=False, help_text=_("Where it is not on the web, or may vanish."))
    measures = forms.MultipleChoiceField(
        label=_("For a good practice: what kind of measure"),
        choices=Resource.Measure,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    done = words(_("For a good practice: what was done"))
    result = words(_("For a good practice: what came of it"))
    cost = words(_("For a good practice: what it cost"), rows=2)
    conditions = words(_("For a good practice: what it takes"), rows=2)

    class Meta:
        model = Resource
        fields = ["member", "kind", "made", "about", "themes", "contact", "statement", "locator", "action_points"]
        help_texts = {"made": _("2017-09-21, or 2017-09 or 2017.")}

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"written_in": self.instance.languages, "measures": self.instance.measures}
        self.initial["url"] = self.instance.url
        self.fields["member"].queryset = members
        self.fields["member"].disabled = bool(self.instance.pk)  # it would be published there without being asked
        self.fields["about"].queryset = Member.objects.order_by(alphabetical("name"))
        self.fields["themes"].queryset = all_themes()
        self.fields["themes"].choices = [(theme.pk, theme.name) for theme in in_order(all_themes())]
        points = ActionPoint.objects.actions().select_related("meeting").order_by("-meeting__first", "order")
        self.fields["action_points"].queryset = points
        self.fields["action_points"].choices = [
            (one.pk, f"{one.shown_number} {one.meeting}: {shorten(one.text, 80)}") for one in points
        ]
        theirs = Statement.objects.filter(member__in=members, reported=True).select_related("meeting", "member")
        self.fields["statement"].queryset = theirs
        self.fields["statement"].label = _("For a good practice: the statement in which it was reported")
        self.fields["statement"].choices = [
            ("", "---------"),
            *((one.pk, f"{one.meeting}: {one.member}") for one in theirs.order_by("-meeting__first", "order")),
        ]
        first = [
            "language",
            "member",
            "kind",
            "title",
            "summary",
            "made",
            "url",
            "upload",
            "written_in",
            "themes",
            "about",
        ]
        self.order_fields([*first, "action_points", *OF_PRACTICES, "contact"])

    def clean_made(self):
        return one_date(self.cleaned_data["made"])

    def clean(self):
        cleaned = super().clean()
        is_practice = cleaned.get("kind") == Resource.Kind.PRACTICE
        if is_practice and not cleaned.get("done"):
            self.add_error("done", _("Say what was done: that is what others look for."))
        if not is_practice and any(cleaned.get(name) for name in OF_PRACTICES):
            self.add_error(
                "kind", _("What is asked “for a good practice” is filled in. Choose that kind, or empty it.")
            )
        nothing = not any(cleaned.get(name) for name in ("url", "upload", "summary")) and not self.instance.file_id
        if not is_practice and nothing and not {"url", "upload", "summary"} & set(self.errors):
            self.add_error("url", _("Give the address, send the file, or say in the summary what it says."))
        if cleaned.get("statement") and cleaned["statement"].member != cleaned.get("member"):
            self.add_error("statement", _("This statement was made by another delegation."))
        return cleaned

    def into(self, record):
        super().into(record)
        given = self.cleaned_data
        if record.url != given["url"]:
            record.link_state, record.link_checked_at = Resource.Link.UNCHECKED, None
        record.url, record.languages, record.measures = given["url"], given["written_in"], given["measures"]
        return record


class AdherenceForm(SourceFields, forms.ModelForm):
    class Meta:
        model = Adherence
        fields = ["member", "since"]
        help_texts = {"since": _("2017-09-21, or 2017-09 or 2017.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.order_by(alphabetical("name"))
        self.fields["source_title"].required = True

    def clean_since(self):
        return one_date(self.cleaned_data["since"])


class PracticeUseForm(forms.Form):
    """Which of PLANS took the practice over."""

    plan = forms.ModelChoiceField(label=_("Action plan"), queryset=Plan.objects.none())

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans.select_related("member").order_by("member__slug", "generation", "slug")
