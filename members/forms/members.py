"""Members and their memberships, as the secretariat enters them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member, Membership, Region
from wpsnet.forms import SixLanguages, SourceFields, WebAddressField, one_date
from wpsnet.languages import CODES, alphabetical, column

KINDS = [choice for choice in Member.Kind.choices if choice[0] != Member.Kind.STATE]


class MemberForm(SixLanguages, forms.ModelForm):
    """Names and facts of an entry. A state keeps its kind and region, which follow from its code."""

    translated = ["name"]
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    website = WebAddressField(label=_("Website"), required=False)

    class Meta:
        model = Member
        fields = ["kind", *(column("name", code) for code in CODES), "acronym", "region", "website", "is_partner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_languages()
        if self.instance.pk and self.instance.is_state:
            for name in ("kind", "region", "is_partner"):
                del self.fields[name]
        else:
            self.fields["region"].queryset = Region.objects.order_by(alphabetical("name"))


class MembershipForm(SourceFields, forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["standing", "since", "until", "note"]
        help_texts = {
            "since": _("A day as 2017-09-21, a month as 2017-09, or a year as 2017. Leave empty what is not known."),
            "until": _("Empty as long as it goes on."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shows(self.instance.source)
        self.order_fields(["standing", "since", "until", "source_title", "source_url", "source_kind", "note"])

    def clean_since(self):
        return one_date(self.cleaned_data["since"])

    def clean_until(self):
        return one_date(self.cleaned_data["until"])

    def period(self, member):
        """The membership of MEMBER as it is to be, not saved yet."""
        self.instance.member, self.instance.source = member, self.source()
        return self.instance
