"""The secretariat's filters over members, their posts and the invitations. All of them stand in the address."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.filters.directory import MemberFilter
from members.models import Appointment, Invitation, Member, Membership, Region, conditions

NONE = "none"
YES_NO = [("yes", _("yes")), ("no", _("no"))]


def yes_or_no(label, method):
    return django_filters.ChoiceFilter(label=label, choices=YES_NO, method=method)


class BoardFilter(MemberFilter):
    """The directory's filters, and what only the secretariat asks."""

    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.order_by("name"),
        to_field_name="code",
        method="by_region",
        null_label=pgettext_lazy("region", "none given"),
        null_value=NONE,
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing in the network"),
        choices=[*Membership.Standing.choices, (NONE, pgettext_lazy("standing", "none known"))],
        method="by_standing",
    )
    confirmed = django_filters.ChoiceFilter(
        label=_("Entry confirmed"), choices=Member.Confirmed.choices, method="by_confirmation"
    )
    vacant = yes_or_no(_("Without a focal point"), "by_vacancy")
    unanswered = yes_or_no(_("Has not answered the last question"), "by_answer")
    silent = yes_or_no(_("Silent, reminders included"), "by_silence")
    bounced = yes_or_no(_("Mail came back"), "by_bounce")
    sector = django_filters.ChoiceFilter(
        label=_("Has a post in the sector"),
        choices=[*Appointment.Sector.choices, (NONE, pgettext_lazy("sector", "none given"))],
        method="by_post",
    )
    role = django_filters.ChoiceFilter(
        label=_("Has a post with the role"), choices=Appointment.Role.choices, method="by_post"
    )

    def given(self):
        """The filters that are set, as they stand in the address."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def by_region(self, members, name, region):
        return members.filter(region=None) if region == NONE else super().by_region(members, name, region)

    def by_standing(self, members, _name, standing):
        today = Membership.objects.order_by().on()
        if standing == NONE:
            return where(members, today, wanted=False)
        return where(members, today.filter(standing=standing), wanted=True)

    def by_confirmation(self, members, _name, age):
        return members.confirmed(age)

    def by_vacancy(self, members, _name, answer):
        return where(members, conditions.focal_points(), answer == "no")

    def by_answer(self, members, _name, answer):
        return where(members, conditions.unanswered(), answer == "yes")

    def by_silence(self, members, _name, answer):
        return where(members, conditions.silent(), answer == "yes")

    def by_bounce(self, members, _name, answer):
        return where(members, conditions.bounced(), answer == "yes")

    def by_post(self, members, name, _value):
        """Sector and role are asked of one and the same post."""
        asked = post_asked(self.form.cleaned_data)
        if name != next(iter(asked)):
            return members
        return where(members, Appointment.objects.current().filter(**asked), wanted=True)


def post_asked(given):
    """What GIVEN asks of a post, as a filter."""
    asked = {name: given[name] for name in ("sector", "role") if given.get(name)}
    return asked | ({"sector": ""} if asked.get("sector") == NONE else {})


def where(members, rows, wanted):
    """Those of MEMBERS that are among ROWS, or that are not."""
    condition = conditions.among(rows)
    return members.filter(condition if wanted else ~condition)


class PostFilter(BoardFilter):
    """Posts held today: those of the members whom the same filters find, with just this sector and role."""

    def filter_queryset(self, posts):
        asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        own = post_asked(asked)
        if asked.keys() - {"sector", "role"}:
            posts = posts.filter(member__in=super().filter_queryset(Member.objects.all()))
        return posts.filter(**own)


class InvitationFilter(django_filters.FilterSet):
    """Invitations that nobody has taken."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("can be taken")), ("expired", _("expired"))], method="by_state"
    )
    to = django_filters.CharFilter(label=_("Name or e-mail address"), method="by_name", max_length=100)

    class Meta:
        model = Invitation
        fields = ["state", "to", "role"]

    def by_state(self, invitations, _name, state):
        return invitations.open() if state == "open" else invitations.expired()

    def by_name(self, invitations, _name, value):
        return invitations.filter(Q(name__icontains=value) | Q(email__icontains=value))
