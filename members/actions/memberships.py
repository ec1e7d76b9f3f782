"""Who is in the directory, and since when in the network: the secretariat's own entries."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.models import Member, Membership, User
from wpsnet import search
from wpsnet.public_cache import published

KINDS_OF_SEARCH = {True: "country", False: "organisation"}
LONGEST_SLUG = Member._meta.get_field("slug").max_length


@transaction.atomic
def add_member(member: Member, *, by: User) -> Member:
    """Enter MEMBER, an organisation or network, under an address made from its English name."""
    base = slugify(member.name_en)[: LONGEST_SLUG - 4].strip("-") or slugify(member.acronym) or member.kind
    for number in range(1, 100):
        member.slug = base if number == 1 else f"{base}-{number}"
        try:
            with transaction.atomic():
                member.save(force_insert=True)
        except IntegrityError as error:
            if not Member.objects.filter(slug=member.slug).exists():
                raise ValidationError(_refusal(Member, error)) from error
        else:
            tell_readers(member)
            return member
    raise ValidationError(_refusal(Member))


@transaction.atomic
def change_member(member: Member, *, by: User) -> None:
    member.save()
    tell_readers(member)


@transaction.atomic
def save_membership(period: Membership, *, by: User) -> None:
    """Enter or correct PERIOD; raises ValidationError with the rule of the database that it breaks."""
    try:
        with transaction.atomic():
            # One after the other: two that wait for each other at the rule against overlaps would end as a deadlock.
            Member.objects.select_for_update(no_key=True).get(pk=period.member_id)
            period.save()
    except IntegrityError as error:
        raise ValidationError(_refusal(Membership, error)) from error
    published()


@transaction.atomic
def remove_membership(period: Membership, *, by: User) -> None:
    """Take away a period that was entered by mistake; the history keeps it."""
    Membership.objects.filter(pk=period.pk).delete()
    published()


def tell_readers(member):
    search.rebuild(KINDS_OF_SEARCH[member.is_state], [member.slug])
    published()


def _refusal(model, error=None):
    """The rule of MODEL that the database named, in a sentence."""
    name = error and error.__cause__.diag.constraint_name
    rule = next((rule for rule in model._meta.constraints if rule.name == name), None)
    return rule.violation_error_message if rule else _("This was refused by the database. Nothing was changed.")
