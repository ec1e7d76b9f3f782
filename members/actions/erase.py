"""Erasure: the person goes, the record of the office stays. Her row is kept, nameless, because posts, revisions and
confirmations hang on it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_noop, override

from members.actions.account import sign_out_everywhere
from members.actions.people import show_anew
from members.models import Appointment, Invitation, MembershipRequest, User, Visibility
from members.models.people import ERASED
from members.personal import addresses_of, from_address, import_rows
from members.sweep import history_of, history_open, sweep
from wpsnet.files import discard
from wpsnet.models import Delivery, Suppression
from wpsnet.personal import erasers

SHORTEST_NAME = 2  # words: of a single one nobody knows whom it means


class StillInOffice(Exception):
    """She holds a post: it is ended or handed over first, so that the office knows. Nothing was erased."""


@transaction.atomic
def erase(person: User, *, by: User) -> None:
    """Take PERSON's name, addresses, numbers and picture out of the portal, its history and its mails. BY is she herself,
    or an administrator. Asked again, it changes nothing."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_erased:
        return
    if person.secretariat or person.appointments.unended().exists():
        raise StillInOffice
    needles = traces_of(person)
    for forget in erasers.values():
        forget(person)
    sign_out_everywhere(by=person)
    forget_mail(person)
    forget_account(person)
    sweep(needles)
    show_anew(person)


def traces_of(person):
    """What she is found by in a text: her addresses; her names and numbers, unless somebody else has the same."""
    posts = history_of(Appointment).objects.filter(person_id=person.pk)
    phones = {*posts.values_list("phone", flat=True), *person.appointments.values_list("phone", flat=True)}
    names = {person.name, *person.history.values_list("name", flat=True)}
    names |= set(Invitation.objects.filter(from_address("email", person)).values_list("name", flat=True))
    cells = list(import_rows(person).values_list("cells", flat=True))
    names |= {row.get("name", "") for row in cells}
    phones |= {row.get("phone", "") for row in cells}
    others = set(User.objects.exclude(pk=person.pk).filter(name__in=names).values_list("name", flat=True))
    shared = Appointment.objects.exclude(person=person).filter(phone__in=phones - {""})
    own = phones - set(shared.values_list("phone", flat=True))
    whole = {name for name in names - others if len(name.split()) >= SHORTEST_NAME}
    return addresses_of(person) | whole | {phone for phone in own if phone.strip()}


def former(person):
    """What stands in the place of her name: the post that she held last."""
    last = person.appointments.order_by("-until", "-pk").first()
    with override("en"):
        if last:
            return f"Former {last.get_role_display()}"
    was_here = person.history.exclude(secretariat="").exists()
    return "Former member of the secretariat" if was_here else "Former participant"


def nobody(person):
    return f"erased-{person.pk}@{ERASED}"


def forget_mail(person):
    """Mails, invitations, requests and lines of imports keep that they were, not for whom."""
    waiting = gettext_noop("The account of this person was erased.")
    mails = Delivery.objects.filter(from_address("address", person))
    mails.filter(state__in=Delivery.WAITING).update(state=Delivery.State.SKIPPED, reason=waiting)
    each = Concat(Value(f"erased-{person.pk}-"), Cast("pk", CharField()), Value(f"@{ERASED}"))
    mails.update(address=each, context={})  # each its own: two of her addresses may stand in one mailing
    Suppression.objects.filter(from_address("address", person)).delete()
    import_rows(person).update(cells={})  # what applying it changed stays, so that it can be understood and taken back
    neutral = {"name": former(person), "email": nobody(person)}
    for model in (Invitation, MembershipRequest):
        hers = from_address("email", person)
        if model is Invitation:
            hers |= Q(accepted_by=person)
        keys = list(model.objects.filter(hers).values_list("pk", flat=True))
        model.objects.filter(pk__in=keys).update(**neutral)
        with history_open():
            history_of(model).objects.filter(id__in=keys).update(**neutral)


def forget_account(person):
    name, photo = former(person), person.photo
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.name, person.email, person.photo = name, nobody(person), None
    person.is_active, person.at_risk, person.last_login = False, False, None
    person.language, person.time_zone = "en", "UTC"
    person.set_unusable_password()
    person.save()
    hidden = dict.fromkeys(["show_name", "show_email", "show_phone", "show_photo"], Visibility.SECRETARIAT)
    person.appointments.update(phone="", **hidden)
    if photo:
        discard(photo)
    with history_open():
        person.history.update(name=name, email=person.email, photo=None, time_zone="UTC", language="en")
        history_of(Appointment).objects.filter(person_id=person.pk).update(phone="")
