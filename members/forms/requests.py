"""What the secretariat answers to a request to join."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Appointment, Member, Membership, MembershipRequest, Region, usual_rights
from wpsnet.forms import WebAddressField
from wpsnet.languages import alphabetical

NEW = "new"


class DeclineForm(forms.ModelForm):
    class Meta:
        model = MembershipRequest
        fields = ["reason"]
        labels = {"reason": _("Reason, as it will be read")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].widget.attrs.pop("maxlength", None)


class AcceptForm(forms.Form):
    """On which terms ASKING is accepted. A state always has its entry; an organisation may have one among SIMILAR."""

    entry = forms.ChoiceField(label=_("The entry"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    acronym = forms.CharField(label=_("Acronym"), max_length=30, required=False)
    region = forms.ModelChoiceField(Region.objects, label=_("Region"), required=False)
    website = WebAddressField(label=_("Website"), required=False)
    standing = forms.ChoiceField(label=_("Joins as"), choices=Membership.Standing)
    since = forms.DateField(label=_("Since"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    role = forms.ChoiceField(label=_("Role of this person"))
    edits = forms.BooleanField(label=_("Writes the entry"), required=False)
    publishes = forms.BooleanField(
        label=_("Publishes the entry"),
        required=False,
        help_text=_("Somebody must do both, or the entry stays empty. A focal point always does."),
    )
    reason = forms.CharField(
        label=_("A word to add to the mail, if you wish"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, asking, similar=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.asking, self.similar = asking, {member.slug: member for member in similar}
        kind = asking.get_kind_display()
        self.fields["entry"].choices = [
            *(
                (slug, _("The entry that is there: %(name)s") % {"name": one.name})
                for slug, one in self.similar.items()
            ),
            (NEW, _("A new entry: %(kind)s") % {"kind": kind}),
        ]
        self.fields["region"].queryset = Region.objects.order_by(alphabetical("name"))
        self.fields["role"].choices = Appointment.Role.choices
        self.initial = {
            "entry": NEW,
            "name": asking.organisation,
            "acronym": asking.acronym,
            "website": asking.website,
            "standing": Membership.Standing.MEMBER,
            "since": timezone.localdate(),
            "role": asking.role,
            "edits": True,
            "publishes": True,
        } | self.initial
        if asking.country:
            for name in ("entry", "name", "acronym", "region", "website"):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("entry") == NEW and not cleaned.get("name"):
            self.add_error("name", _("A new entry needs its name in English."))
        if cleaned.get("role") == Appointment.Role.FOCAL_POINT:
            cleaned |= usual_rights(Appointment.Role.FOCAL_POINT)
        elif cleaned.get("publishes"):
            cleaned["edits"] = True
        return cleaned

    def member(self):
        """The member that this request is about; not saved where its entry is to be made."""
        given = self.cleaned_data
        if self.asking.country:
            return self.asking.country
        if given["entry"] != NEW:
            return self.similar[given["entry"]]
        return Member(
            kind=self.asking.kind,
            name_en=given["name"],
            acronym=given["acronym"],
            region=given["region"],
            website=given["website"],
            is_partner=self.asking.kind == Member.Kind.PARTNER_NETWORK,
        )

    def terms(self):
        given = self.cleaned_data
        names = ("standing", "role", "edits", "publishes", "reason")
        told = {name: given[name] for name in names}
        return told | {"member": self.member(), "since": given["since"].isoformat()}
