"""Circles: what a person shows of herself in one, what she writes there, and what the secretariat keeps of it."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Circle, CircleMembership, Notice
from wpsnet.files import UploadsField
from wpsnet.languages import CODES, NAMES, column, direction
from wpsnet.markdown import clean

LONGEST_NAME = CircleMembership._meta.get_field("shown_as").max_length
LONGEST_WORDS = Notice._meta.get_field("words").max_length
Mails = CircleMembership.Mails


class LineField(forms.CharField):
    """One line without signs that turn or hide what is written."""

    def to_python(self, value):
        return " ".join(clean(super().to_python(value)).split())


class WordsField(forms.CharField):
    """Markdown. The browser is not told the limit: it would cut what is pasted, without a word."""

    widget = forms.Textarea

    def __init__(self, *, longest, **options):
        super().__init__(**options)
        self.validators.append(MaxLengthValidator(longest))

    def to_python(self, value):
        return clean(super().to_python(value))


class PresenceForm(forms.Form):
    """How she appears in the circle, and how she gets its mails. Nothing is chosen for her, but to be protected."""

    name = forms.ChoiceField(label=_("The name that others see"), widget=forms.RadioSelect)
    other_name = LineField(
        label=_("Another name"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Only if you chose “another name” above. It need not be your real name."),
    )
    show_email = forms.BooleanField(label=_("Show my e-mail address to the people in the circle"), required=False)
    mails = forms.ChoiceField(
        label=_("Mails about new notices"),
        choices=Mails,
        initial=Mails.DAILY,
        widget=forms.RadioSelect,
        help_text=_("The mails hold the words of the notices. Choose “none” if others can open your mailbox."),
    )

    def __init__(self, data=None, *, person, membership=None, **options):
        self.person = person
        posts = person.appointments.current().select_related("member").order_by("pk")
        self.names = {} if person.at_risk else {"own": person.name[:LONGEST_NAME]}
        self.names |= {f"post{post.pk}": f"{post.get_role_display()}, {post.member}"[:LONGEST_NAME] for post in posts}
        self.names["member"] = ""
        super().__init__(data, initial=self.shown_by(membership), **options)
        names = [(key, name or _("member of the circle")) for key, name in self.names.items()]
        self.fields["name"].choices = [*names, ("other", _("another name"))]
        if person.at_risk:
            del self.fields["show_email"]

    def shown_by(self, membership):
        """What stands in the form at first. A protected person is a member of the circle unless she says otherwise."""
        if membership is None or not membership.joined_at:
            return {"name": "member"} if self.person.at_risk else {}
        there = {"show_email": membership.show_email, "mails": membership.mails}
        for key, name in self.names.items():
            if membership.shown_as == name:
                return there | {"name": key}
        return there | {"name": "other", "other_name": membership.shown_as}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("name") == "other" and "other_name" in cleaned:
            self.check_other(cleaned["other_name"])
        return cleaned

    def check_other(self, name):
        if not name:
            self.add_error("other_name", _("Give the name that others shall see, or choose one of the names above."))
        elif self.person.at_risk and self.person.name and self.person.name.casefold() in name.casefold():
            self.add_error(
                "other_name", _("This is the name of your account, and your account is protected. Choose another name.")
            )

    def choices(self):
        """The fields of a CircleMembership."""
        name = self.cleaned_data["name"]
        shown_as = self.cleaned_data["other_name"] if name == "other" else self.names[name]
        show_email = self.cleaned_data.get("show_email", False)
        return {"shown_as": shown_as, "show_email": show_email, "mails": self.cleaned_data["mails"]}


class RequestForm(PresenceForm):
    """The same, and what the conveners learn of somebody who asks to be let in."""

    introduction = WordsField(
        label=_("What the conveners should know"),
        longest=500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Who you are, and why you want to join. It is deleted once they have answered."),
    )
    named_to_conveners = forms.BooleanField(
        label=_("Tell the conveners my name and my posts, until they have answered"), required=False
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.person.at_risk:
            del self.fields["named_to_conveners"]

    def choices(self):
        own = {name: self.cleaned_data[name] for name in ("introduction", "named_to_conveners") if name in self.fields}
        return super().choices() | own


class AddressForm(forms.Form):
    """Somebody to invite. The answer is the same whether the address belongs to an account or not."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class ReplyForm(forms.Form):
    words = WordsField(label=_("Text"), longest=LONGEST_WORDS, help_text=_("Markdown is possible: **bold**, - list."))
    files = UploadsField(label=_("Add files"), required=False)


class NoticeForm(ReplyForm):
    title = LineField(label=pgettext_lazy("of a notice", "Title"), max_length=200)
    field_order = ["title", "words", "files"]


class DroppedFiles(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, file):
        return file.name


def edit_form(notice, *sent):
    """The form to change NOTICE: without a title where it is a reply, with the files that can be dropped."""
    there = {"title": notice.title, "words": notice.words}
    form = (ReplyForm if notice.reply_to_id else NoticeForm)(*sent, initial=there)
    if files := notice.files.order_by("pk"):
        form.fields["dropped"] = DroppedFiles(queryset=files, label=_("Remove these files"), required=False)
    return form


class CircleForm(forms.ModelForm):
    """Name and purpose in six languages."""

    class Meta:
        model = Circle
        fields = [column(field, code) for field in ("name", "purpose") for code in CODES]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name_en"].required = True
        for field, label in (("name", _("name")), ("purpose", _("purpose"))):
            for code in CODES:
                widget = self.fields[column(field, code)].widget
                widget.attrs |= {"lang": code, "dir": direction(code)} | ({"rows": 3} if field == "purpose" else {})
                self.fields[column(field, code)].label = f"{label} ({NAMES[code]})"

    def clean(self):
        cleaned = super().clean()
        return {name: clean(words) if words else words for name, words in cleaned.items()}
