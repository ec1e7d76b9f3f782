"""What administrators do with the accounts of people, and what a person does for her own protection."""

from django.db import transaction

from members.actions.account import sign_out_everywhere
from members.models import Member, User
from wpsnet import search
from wpsnet.models import Document
from wpsnet.public_cache import published


class LastAdministrator(Exception):
    """Without this person nobody would administer the portal. Nothing was changed."""


class OwnAccount(Exception):
    """Nobody changes her own post, nor switches herself off. Nothing was changed."""


@transaction.atomic
def set_secretariat_post(person: User, post: str, *, by: User) -> None:
    """Change PERSON's post in the secretariat, or end it where POST is empty."""
    _check(person, by, stays=post == User.Secretariat.ADMIN)
    person.secretariat = post
    person.save(update_fields=["secretariat"])


@transaction.atomic
def set_active(person: User, active: bool, *, by: User) -> None:
    """Switch an account on, or off: then all her sessions end, and her posts give no rights."""
    _check(person, by, stays=active)
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        sign_out_everywhere(by=person)
    show_anew(person)


@transaction.atomic
def set_at_risk(person: User, at_risk: bool) -> None:
    """Mark PERSON as at risk, or no longer: from now on readers see her name nowhere, or where she chose."""
    person.at_risk = at_risk
    person.save(update_fields=["at_risk"])
    show_anew(person)


def _check(person, by, *, stays):
    """Of two administrators who end each other's post at once, the second finds the rows of the first changed."""
    if person.pk == by.pk:
        raise OwnAccount
    administrators = User.objects.active().filter(secretariat=User.Secretariat.ADMIN).order_by("pk")
    held = set(administrators.select_for_update(no_key=True).values_list("pk", flat=True))
    if not stays and held == {person.pk}:
        raise LastAdministrator


def show_anew(person):
    """Make everything anew that readers see of the members for whom PERSON speaks or has spoken."""
    slugs = list(Member.objects.filter(appointments__person=person).distinct().values_list("slug", flat=True))
    for document in Document.objects.ready().filter(kind="country", key__in=slugs):
        document.file.delete(save=False)
        document.delete()
    for kind in ("country", "organisation"):
        search.rebuild(kind, slugs)
    published()
