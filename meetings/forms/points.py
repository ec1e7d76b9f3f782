"""An action point, as the secretariat writes it down from the chair's summary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import ActionPoint, Duty
from members.models import Member
from wpsnet.forms import SixLanguages, SourceFields
from wpsnet.languages import CODES, alphabetical, column

TEXTS = ["text", "number", "responsible_words"]


class ActionPointForm(SixLanguages, SourceFields, forms.ModelForm):
    """`instance` knows its meeting. The source is that of the meeting where no other is given."""

    translated = TEXTS
    bodies = forms.MultipleChoiceField(
        label=_("Responsible bodies"),
        choices=[choice for choice in Duty.Body.choices if choice[0] != Duty.Body.MEMBER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    named = forms.ModelMultipleChoiceField(
        Member.objects,
        label=_("Responsible by name"),
        widget=forms.SelectMultiple({"size": 8}),
        required=False,
        help_text=_("Several are chosen with the Ctrl key."),
    )

    class Meta:
        model = ActionPoint
        fields = ["ref", "bodies", "named", "due", "locator", *(column(name, code) for name in TEXTS for code in CODES)]
        help_texts = {
            "ref": _("As (a) for a heading, (a)(i) for an action. Addresses are made of it."),
            "due": _(
                "2031, 2031-05 or 2031-05-13; 2031~ for about 2031; ../2031 for by 2031 at the latest. It may stay empty."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        self.fields["text_en"].required = True
        self.fields["named"].queryset = Member.objects.order_by(alphabetical("name"), "slug")
        if self.instance.pk:
            duties = list(self.instance.duties.all())
            self.initial["bodies"] = [duty.body for duty in duties if not duty.member_id]
            self.initial["named"] = [duty.member_id for duty in duties if duty.member_id]
            self.shows(self.instance.source)

    def clean_ref(self):
        ref = self.cleaned_data["ref"]
        if ActionPoint.objects.filter(meeting=self.instance.meeting, ref=ref).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This meeting has a point with that number already. Nothing was saved."))
        return ref

    def point(self):
        """The point as it is to be, not saved yet."""
        given = self.cleaned_data
        self.instance.source = self.source() if given["source_title"] else self.instance.meeting.source
        return self.instance
