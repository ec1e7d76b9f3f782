"""The team of a member: who is invited, what a post may do, and how it ends."""

import datetime as dt

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.actions.appointments import Successor, leaves_vacant
from members.contacts import contact_of
from members.models import Appointment, Invitation, usual_rights
from wpsnet.mail import check_address

FAR_AWAY = dt.date(9000, 1, 1)  # whoever leads on then has no last day
HAS_LEFT = _("This member has left the network, so nobody can be appointed for it.")


class Rights(models.TextChoices):
    """What a post may do with the entry, as one choice: who publishes also writes."""

    USUAL = "usual", _("as usual for the role")
    READS = "reads", _("reads only")
    WRITES = "writes", _("writes the entry")
    PUBLISHES = "publishes", _("writes and publishes the entry")

    def of(self, role):
        """The fields `edits` and `publishes` of a post of ROLE. A focal point always has both."""
        if self == Rights.USUAL or role == Appointment.Role.FOCAL_POINT:
            return usual_rights(role)
        return {"edits": self != Rights.READS, "publishes": self == Rights.PUBLISHES}


class TeamInvitationForm(forms.ModelForm):
    rights = forms.ChoiceField(
        label=_("What this person may do"),
        choices=Rights,
        initial=Rights.USUAL,
        help_text=_("Usual: a focal point writes and publishes, always; an alternate writes; the others read."),
    )

    class Meta:
        model = Invitation
        fields = ["name", "email", "language", "role", "rights", "post", "institution", "sector"]

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["role"].required = True

    def clean_email(self):
        check_address(self.cleaned_data["email"])
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if self.member.has_left:
            raise forms.ValidationError(HAS_LEFT)
        held = Appointment.objects.current().filter(member=self.member, role=cleaned.get("role") or None, until=None)
        if held.filter(person__email=cleaned.get("email") or None).exists():
            self.add_error("email", _("This person already holds this post."))
        return cleaned

    @property
    def offered(self):
        """What `invite` is told beside the address, the name and the role."""
        told = {name: self.cleaned_data[name] for name in ("language", "post", "institution", "sector")}
        return told | Rights(self.cleaned_data["rights"]).of(self.cleaned_data["role"])


class PostForm(forms.ModelForm):
    """What the office says of a post, and what it may do. What is shown of her is the person's own choice."""

    languages = forms.MultipleChoiceField(
        label=_("Languages in which this person can be written to"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Appointment
        fields = ["post", "institution", "sector", "languages", "since", "edits", "publishes"]
        widgets = {"since": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        contact = contact_of(self.instance, by)
        if not contact.name:  # post and institution would tell who she is
            del self.fields["post"], self.fields["institution"]
        if contact.is_hidden:
            del self.fields["sector"], self.fields["languages"]
        if self.instance.role == Appointment.Role.FOCAL_POINT:  # has both rights, always
            del self.fields["edits"], self.fields["publishes"]

    def clean_since(self):
        since, until = self.cleaned_data["since"], self.instance.until
        if until and since > until:
            raise forms.ValidationError(_("The last day must not be before the first."))
        return since

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("publishes") and not cleaned.get("edits"):
            self.add_error("edits", _("Who publishes the entry must also be able to write it."))
        return cleaned


class EndForm(forms.Form):
    """The last day of a post. Those who manage the team also say who comes after."""

    NOBODY, INVITE, TEAM = "nobody", "invite", "team"

    until = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    who = forms.ChoiceField(label=_("Who comes after?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the successor"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address of the successor"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the mails to the successor"), choices=settings.LANGUAGES, required=False
    )
    colleague = forms.ModelChoiceField(label=_("Person of the team"), queryset=None, required=False)
    leaves_vacant = forms.BooleanField(
        label=_("I know that the member is then without a focal point."), required=False, initial=False
    )

    def __init__(self, data=None, *, post, by, **options):
        today = timezone.localdate()
        initial = {"until": today, "who": self.INVITE, "language": post.person.language}
        super().__init__(data, initial=initial, **options)
        self.post = post
        self.is_last = leaves_vacant(post, today)
        if by.has_perm("members.manage_team", post.member):
            self.offer_colleagues(by)
        else:  # she may leave, and does not choose for the team
            for name in ("who", "name", "email", "language", "colleague"):
                del self.fields[name]
        if not leaves_vacant(post, FAR_AWAY):
            del self.fields["leaves_vacant"]

    def offer_colleagues(self, by):
        team = Appointment.objects.current().filter(member=self.post.member).exclude(person=self.post.person)
        self.fields["colleague"].queryset = team.select_related("person").order_by("role", "since", "pk")
        self.fields["colleague"].label_from_instance = lambda held: (
            f"{contact_of(held, by).shown_name} ({held.get_role_display()})"
        )
        choices = [(self.INVITE, _("Somebody new, who is invited now")), (self.TEAM, _("Somebody of the team"))]
        if not team.exists():
            choices.pop()
            del self.fields["colleague"]
        self.fields["who"].choices = [*choices, (self.NOBODY, _("Not known yet"))]

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < self.post.since:
            raise forms.ValidationError(_("The last day must not be before the first."))
        return until

    def clean_email(self):
        if self.cleaned_data["email"]:
            check_address(self.cleaned_data["email"])
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        who = cleaned.get("who")
        if who == self.INVITE:
            self.check_invited(cleaned)
        if who == self.TEAM and not cleaned.get("colleague"):
            self.add_error("colleague", _("Choose the person who comes after."))
        if who in (self.INVITE, self.TEAM) and self.post.member.has_left:
            self.add_error("who", HAS_LEFT)
        if who == self.NOBODY and "until" in cleaned and not cleaned.get("leaves_vacant"):
            self.check_vacancy(cleaned["until"])
        return cleaned

    def check_invited(self, cleaned):
        for name in ("name", "email"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Give name and address of the successor, or choose another answer above."))
        if cleaned.get("email") == self.post.person.email:
            self.add_error("email", _("This is the person whose post ends."))

    def check_vacancy(self, until):
        if leaves_vacant(self.post, until):
            self.add_error("leaves_vacant", _("Tick this, or say who comes after."))

    @property
    def successor(self):
        """Who takes over, or None."""
        given = self.cleaned_data
        match given.get("who"):
            case self.INVITE:
                return Successor(given["email"], given["name"], given["language"] or "en")
            case self.TEAM:
                person = given["colleague"].person
                return Successor(person.email, person.name, person.language)
        return None
